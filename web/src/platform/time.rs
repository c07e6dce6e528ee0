//! The clock, read in one place; civil days in the organisation's time zone.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970, by this device's clock.
pub fn now_ms() -> i64 {
    whole(js_sys::Date::now())
}

/// Milliseconds on a clock that only runs forward and that nobody can set.
pub fn steady_ms() -> i64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0, |it| whole(it.now()))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of this era are far below 2^53"
)]
fn whole(ms: f64) -> i64 {
    ms as i64
}

/// Waits without blocking.
pub async fn sleep(ms: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        if let Some(window) = web_sys::window() {
            let set = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(resolve.unchecked_ref(), ms);
            debug_assert!(set.is_ok());
        }
    });
    // A time-out is never rejected.
    drop(JsFuture::from(promise).await);
}

/// A civil moment, already in the wanted time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// Year.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// 0 Sunday … 6 Saturday.
    pub weekday: u8,
}

const DAY_MS: i64 = 86_400_000;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "remainders below 100"
)]
fn small(value: i64) -> u8 {
    value as u8
}

impl Civil {
    /// The civil moment of `ms` where clocks stand `utc_offset_minutes` ahead of UTC.
    pub fn of(ms: i64, utc_offset_minutes: i32) -> Self {
        let local = ms + i64::from(utc_offset_minutes) * 60_000;
        let days = local.div_euclid(DAY_MS);
        let minutes = local.rem_euclid(DAY_MS) / 60_000;
        // Days are counted from 1 March of year 0, so that the leap day is a year's last.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: small(month),
            day: small(day_of_year - (153 * shifted_month + 2) / 5 + 1),
            hour: small(minutes / 60),
            minute: small(minutes % 60),
            weekday: small((days + 4).rem_euclid(7)),
        }
    }

    /// `2026-11-22`
    pub fn date(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `08:05`
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// The first moment after the civil day that holds `ms`.
pub fn end_of_day_ms(ms: i64, utc_offset_minutes: i32) -> i64 {
    let offset = i64::from(utc_offset_minutes) * 60_000;
    ((ms + offset).div_euclid(DAY_MS) + 1) * DAY_MS - offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments() {
        for (ms, offset, date, clock, weekday) in [
            (0, 0, "1970-01-01", "00:00", 4),
            (1_795_305_599_000, 0, "2026-11-21", "23:59", 6),
            (1_795_305_599_000, 480, "2026-11-22", "07:59", 0),
            (951_782_400_000, 0, "2000-02-29", "00:00", 2),
            (1_709_164_800_000, -60, "2024-02-28", "23:00", 3),
        ] {
            let it = Civil::of(ms, offset);
            assert_eq!(
                (it.date().as_str(), it.clock().as_str(), it.weekday),
                (date, clock, weekday)
            );
        }
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        let end = end_of_day_ms(1_795_305_599_000, 480);
        assert_eq!(Civil::of(end - 1, 480).date(), "2026-11-22");
        assert_eq!(Civil::of(end, 480).date(), "2026-11-23");
        assert_eq!(Civil::of(end, 480).clock(), "00:00");
    }
}
