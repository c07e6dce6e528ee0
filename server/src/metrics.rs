//! Numbers for `/metrics`, in Prometheus' text form. None is about a child.

use crate::store::{Counts, State};
use axum::http::StatusCode;
use engine::wire::RecordKind;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Requests answered, by class of status.
#[derive(Debug, Default)]
pub struct Metrics {
    by_class: [AtomicU64; 5],
}

impl Metrics {
    /// Counts an answer.
    pub fn count(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.by_class[class].fetch_add(1, Ordering::Relaxed);
    }

    /// The page.
    pub fn render(&self, counts: &Counts) -> String {
        let mut page = String::new();
        // Writing to a string cannot fail.
        let _ = self.try_render(&mut page, counts);
        page
    }

    fn try_render(&self, page: &mut String, counts: &Counts) -> std::fmt::Result {
        writeln!(
            page,
            "# HELP xinhu_requests_total Requests answered, by class of status."
        )?;
        writeln!(page, "# TYPE xinhu_requests_total counter")?;
        for (class, n) in (1..).zip(&self.by_class) {
            let n = n.load(Ordering::Relaxed);
            writeln!(page, "xinhu_requests_total{{status=\"{class}xx\"}} {n}")?;
        }
        writeln!(
            page,
            "# HELP xinhu_records Records kept, by kind and state."
        )?;
        writeln!(page, "# TYPE xinhu_records gauge")?;
        for (kind, state, n) in &counts.records {
            let kind = match kind {
                RecordKind::Result => "result",
                RecordKind::Review => "review",
                RecordKind::Event => "event",
            };
            let state = State::as_str(*state);
            writeln!(
                page,
                "xinhu_records{{kind=\"{kind}\",state=\"{state}\"}} {n}"
            )?;
        }
        writeln!(
            page,
            "# HELP xinhu_alerts_open Alerts nobody has acknowledged."
        )?;
        writeln!(page, "# TYPE xinhu_alerts_open gauge")?;
        writeln!(page, "xinhu_alerts_open {}", counts.open_alerts)?;
        writeln!(
            page,
            "# HELP xinhu_devices Tablets enrolled and not revoked."
        )?;
        writeln!(page, "# TYPE xinhu_devices gauge")?;
        writeln!(page, "xinhu_devices {}", counts.devices)
    }
}
