//! Time, passed in: nothing else in the server reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds of UTC since 1970.
pub type Millis = i64;

/// Where the time comes from.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now_ms(&self) -> Millis;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the process reads the time"
    )]
    fn now_ms(&self) -> Millis {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| Millis::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    }
}

/// The civil day and the offset from UTC in minutes at a moment in a time zone; UTC where the zone is unknown.
pub fn civil(at_ms: Millis, time_zone: &str) -> (String, i32) {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let zoned = at.to_zoned(zone);
    (zoned.date().to_string(), zoned.offset().seconds() / 60)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn the_day_is_the_organisations_own() {
        // 2026-11-22 16:00 UTC is midnight of the 23rd in Shanghai.
        let midnight = 1_795_363_200_000;
        assert_eq!(civil(midnight, "Asia/Shanghai"), ("2026-11-23".into(), 480));
        assert_eq!(
            civil(midnight - 1, "Asia/Shanghai"),
            ("2026-11-22".into(), 480)
        );
        assert_eq!(civil(midnight, "UTC"), ("2026-11-22".into(), 0));
    }
}
