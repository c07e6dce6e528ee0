//! Days and times in words.

use crate::desk::dates;
use crate::platform::time::{Civil, now_ms};
use crate::shared::text::Lang;
use crate::shared::words;
use engine::wire::Day;

/// `2026-11-22 周日`
pub fn day(day: &Day, lang: Lang) -> String {
    match dates::parse(day.as_str()) {
        Some(number) => day_number(number, lang),
        None => day.to_string(),
    }
}

/// `2026-11-22 周日`
pub fn day_number(number: dates::DayNumber, lang: Lang) -> String {
    let weekday = u8::try_from(dates::weekday(number)).unwrap_or(0);
    format!(
        "{} {}",
        dates::iso(number),
        words::weekday(weekday).get(lang)
    )
}

/// `14:05` today, `2026-11-21 周六 14:05` on other days.
pub fn moment(ms: i64, utc_offset_minutes: i32, lang: Lang) -> String {
    let clock = Civil::of(ms, utc_offset_minutes).clock();
    let number = dates::day_of(ms, utc_offset_minutes);
    if number == dates::day_of(now_ms(), utc_offset_minutes) {
        clock
    } else {
        format!("{} {clock}", day_number(number, lang))
    }
}
