//! Days and times in words.

use crate::desk::dates;
use crate::platform::time::{Civil, now_ms};
use crate::shared::text::Lang;
use crate::shared::words;
use engine::wire::Day;
use yew::prelude::*;

/// `2026-11-22 周日`
pub fn day(day: &Day, lang: Lang) -> String {
    match dates::parse(day.as_str()) {
        Some(number) => day_number(number, lang),
        None => day.to_string(),
    }
}

/// The same for a table, where the weekday gives way when room is short.
pub fn day_in_parts(day: &Day, lang: Lang) -> Html {
    let Some(number) = dates::parse(day.as_str()) else {
        return html! { { day.to_string() } };
    };
    html! { <>{ dates::iso(number) }<span class="weekday">{ " " }{ weekday(number, lang) }</span></> }
}

fn weekday(number: dates::DayNumber, lang: Lang) -> &'static str {
    words::weekday(u8::try_from(dates::weekday(number)).unwrap_or(0)).get(lang)
}

/// `2026-11-22 周日`
pub fn day_number(number: dates::DayNumber, lang: Lang) -> String {
    format!("{} {}", dates::iso(number), weekday(number, lang))
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
