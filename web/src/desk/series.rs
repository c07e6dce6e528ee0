//! One child's results, sorted into lines: one for each scale of each instrument.

use super::dates;
use super::model::Detail;
use super::plot::Measurement;
use engine::wire::{Decision, Hash, InstrumentResult, ScaleResult, ScoreOrReason, Slug};

/// One scale's results, oldest first.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// Which instrument.
    pub instrument: &'a Slug,
    /// Which of its scales.
    pub scale: &'a Slug,
    /// What it gave each time.
    pub points: Vec<Point<'a>>,
}

/// What a scale gave in one sitting.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// The sitting.
    pub sitting: &'a Detail,
    /// The instrument within it.
    pub instrument: &'a InstrumentResult,
    /// The scale within that.
    pub scale: &'a ScaleResult,
}

impl Point<'_> {
    /// The score, if there is one.
    pub fn score(&self) -> Option<i32> {
        match self.scale.score {
            ScoreOrReason::Score(score) => Some(score),
            ScoreOrReason::None(_) => None,
        }
    }

    /// Whether a person set the result aside, or still has to check it.
    pub fn is_apart(&self) -> bool {
        !self.sitting.summary.held.is_empty() || is_set_aside(self.sitting)
    }
}

/// Whether a person decided that the result does not count.
pub fn is_set_aside(sitting: &Detail) -> bool {
    sitting.summary.review.as_ref().is_some_and(|it| {
        matches!(
            it.decision,
            Decision::Retest | Decision::Invalid | Decision::WrongChild
        )
    })
}

impl Series<'_> {
    /// What the plot needs to know. Editions are numbered as they appear.
    pub fn measurements(&self) -> Vec<Measurement> {
        let mut editions: Vec<&Hash> = Vec::new();
        let mut number = |edition| {
            let known = editions
                .iter()
                .position(|it| *it == edition)
                .unwrap_or_else(|| {
                    editions.push(edition);
                    editions.len() - 1
                });
            u32::try_from(known).unwrap_or(u32::MAX)
        };
        self.points
            .iter()
            .map(|point| Measurement {
                day: dates::parse(point.sitting.record.taken_on.as_str()).unwrap_or(0),
                score: point.score(),
                series: number(&point.instrument.definition),
                apart: point.is_apart(),
            })
            .collect()
    }
}

/// Sorts sittings into series, in the order in which scales first appear.
pub fn of_sittings(sittings: &[Detail]) -> Vec<Series<'_>> {
    let mut by_day: Vec<&Detail> = sittings.iter().collect();
    by_day.sort_by(|a, b| {
        let key = |it: &Detail| (it.record.taken_on.clone(), it.summary.received_at_ms);
        key(a).cmp(&key(b))
    });
    let mut all: Vec<Series<'_>> = Vec::new();
    for sitting in by_day {
        for instrument in &sitting.record.instruments {
            for scale in &instrument.scales {
                let point = Point {
                    sitting,
                    instrument,
                    scale,
                };
                let same =
                    |it: &&mut Series<'_>| *it.instrument == instrument.id && *it.scale == scale.id;
                match all.iter_mut().find(same) {
                    Some(series) => series.points.push(point),
                    None => all.push(Series {
                        instrument: &instrument.id,
                        scale: &scale.id,
                        points: vec![point],
                    }),
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::wire::ChildCode;
    use serde_json::json;

    fn sitting(
        n: u8,
        day: &str,
        edition: char,
        score: Option<i32>,
        decision: Option<&str>,
    ) -> Detail {
        let hash = format!("sha256:{}", edition.to_string().repeat(64));
        let id = format!("00000000-0000-4000-8000-0000000000{n:02}");
        let child = ChildCode::from_payload(12_345_678).unwrap();
        let scale = json!({"id": "total", "score": score, "reason": score.is_none().then_some("unfinished"),
            "prorated": false, "band": null, "norm": null, "t": null, "percentile": null});
        let record = json!({"schema": 1, "kind": "result", "id": id, "child": child, "campaign": null,
            "mode": "single", "battery": {"id": "b", "version": "1.0.0"}, "policy": {"id": "p", "version": "1.0.0"},
            "engine": "0.1.0", "taken_on": day, "minutes": 3, "age_years": 14, "age_months": null,
            "stage": "junior", "sex": "female", "consent": {"basis": "guardian", "notice": "1.0.0"},
            "ended": "finished", "trial": false, "tier": null,
            "instruments": [{"id": "phq9", "version": "1.0.0", "definition": hash, "wording": hash,
                "language": "zh-CN", "informant": "self", "scales": [scale], "result": null, "flags": [],
                "missing": 0, "quality": []}]});
        serde_json::from_value(json!({"id": id, "child": child, "taken_on": day,
            "received_at_ms": i64::from(n), "tier": null, "effective_tier": null, "held": [], "trial": false,
            "ended": "finished", "battery": "b", "instruments": ["phq9"], "flags": [],
            "review": decision.map(|it| json!({"decision": it})), "record": record, "reviews": []}))
        .unwrap()
    }

    #[test]
    fn a_line_runs_by_day_and_knows_its_editions() {
        let sittings = [
            sitting(3, "2026-11-20", 'a', Some(9), None),
            sitting(1, "2026-03-01", 'a', Some(12), Some("invalid")),
            sitting(2, "2026-09-10", 'b', None, Some("confirmed")),
        ];
        let all = of_sittings(&sittings);
        assert_eq!(all.len(), 1);
        let got: Vec<_> = all[0]
            .measurements()
            .iter()
            .map(|it| (it.score, it.series, it.apart))
            .collect();
        assert_eq!(
            got,
            [(Some(12), 0, true), (None, 1, false), (Some(9), 0, false)]
        );
    }
}
