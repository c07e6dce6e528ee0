//! Days and times as the desk writes them: 2026-11-22 周日, 24-hour clock, the organisation's time zone.
//!
//! The time zone is a fixed offset that the server names; China has one without summer time.

/// Days since 1970-01-01.
pub type DayNumber = i32;

use crate::platform::time::Civil;

const MS_PER_DAY: i64 = 86_400_000;

/// Reads `YYYY-MM-DD`. Whether the day exists is checked by [`engine::wire::Day`].
pub fn parse(text: &str) -> Option<DayNumber> {
    let day = engine::wire::Day::parse(text).ok()?;
    let mut parts = day.as_str().split('-').map(str::parse::<i32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => Some(from_civil(year, month, day)),
        _ => None,
    }
}

/// The day number of a civil date (Gregorian, proleptic).
pub fn from_civil(year: i32, month: i32, day: i32) -> DayNumber {
    // Years begin in March, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil(day: DayNumber) -> Civil {
    Civil::of(i64::from(day) * MS_PER_DAY, 0)
}

/// Year, month and day of a day number.
fn to_civil(day: DayNumber) -> (i32, i32, i32) {
    let it = civil(day);
    (
        i32::try_from(it.year).unwrap_or(0),
        i32::from(it.month),
        i32::from(it.day),
    )
}

/// 0 for Sunday … 6 for Saturday.
pub fn weekday(day: DayNumber) -> usize {
    usize::from(civil(day).weekday)
}

/// `2026-11-22`.
pub fn iso(day: DayNumber) -> String {
    civil(day).date()
}

/// The civil day of a Unix time, at so many minutes east of Greenwich.
pub fn day_of(ms: i64, utc_offset_minutes: i32) -> DayNumber {
    let local = ms + i64::from(utc_offset_minutes) * 60_000;
    i32::try_from(local.div_euclid(MS_PER_DAY)).unwrap_or(0)
}

/// A tick of a date axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands.
    pub day: DayNumber,
    /// What it says.
    pub label: String,
}

/// Ticks from `first` to `last`, on days, Mondays, firsts of months or of years, at most `most` of them.
pub fn ticks(first: DayNumber, last: DayNumber, most: usize) -> Vec<Tick> {
    let fits = |ticks: &Vec<Tick>| ticks.len() <= most;
    [every_days(first, last, 1), every_days(first, last, 7)]
        .into_iter()
        .chain([1, 2, 3, 6, 12, 24, 60].map(|n| every_months(first, last, n)))
        .find(fits)
        .unwrap_or_default()
}

fn every_days(first: DayNumber, last: DayNumber, step: i32) -> Vec<Tick> {
    // Weeks begin on Mondays; day 4 was one.
    let start = if step == 7 {
        first + (4 - first).rem_euclid(7)
    } else {
        first
    };
    (start..=last)
        .step_by(usize::try_from(step).unwrap_or(1))
        .map(|day| {
            let (_, month, date) = to_civil(day);
            Tick {
                day,
                label: format!("{month:02}-{date:02}"),
            }
        })
        .collect()
}

fn every_months(first: DayNumber, last: DayNumber, step: i32) -> Vec<Tick> {
    let (year, month, day) = to_civil(first);
    let mut index = year * 12 + month - 1 + i32::from(day > 1);
    index += (-index).rem_euclid(step);
    let mut ticks = Vec::new();
    loop {
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let day = from_civil(year, month, 1);
        if last < day {
            return ticks;
        }
        ticks.push(Tick {
            day,
            label: format!("{year:04}-{month:02}"),
        });
        index += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse_over_four_centuries() {
        let (first, last) = (from_civil(1900, 1, 1), from_civil(2300, 1, 1));
        for day in first..last {
            let (y, m, d) = to_civil(day);
            assert_eq!(from_civil(y, m, d), day);
        }
        assert_eq!(from_civil(1970, 1, 1), 0);
        assert_eq!(parse("2026-11-22"), Some(20_779));
        assert_eq!(parse("2026-02-29"), None);
    }

    #[test]
    fn weekdays() {
        assert_eq!(weekday(0), 4);
        assert_eq!(parse("2026-11-22").map(weekday), Some(0));
        assert_eq!(parse("2028-02-29").map(weekday), Some(2));
    }

    #[test]
    fn the_day_is_the_organisations() {
        let evening = i64::from(from_civil(2026, 11, 22)) * MS_PER_DAY + 16 * 3_600_000;
        assert_eq!(iso(day_of(evening, 480)), "2026-11-23");
        assert_eq!(iso(day_of(evening - 1, 480)), "2026-11-22");
    }

    #[track_caller]
    fn check_ticks(first: &str, last: &str, expect: &[&str]) {
        let (Some(first), Some(last)) = (parse(first), parse(last)) else {
            panic!("days")
        };
        let labels: Vec<_> = ticks(first, last, 8)
            .into_iter()
            .map(|it| it.label)
            .collect();
        assert_eq!(labels, expect);
    }

    #[test]
    fn ticks_follow_the_span() {
        check_ticks(
            "2026-11-20",
            "2026-11-23",
            &["11-20", "11-21", "11-22", "11-23"],
        );
        check_ticks(
            "2026-11-01",
            "2026-11-30",
            &["11-02", "11-09", "11-16", "11-23", "11-30"],
        );
        check_ticks(
            "2026-02-10",
            "2026-06-30",
            &["2026-03", "2026-04", "2026-05", "2026-06"],
        );
        check_ticks(
            "2024-02-10",
            "2026-06-30",
            &["2024-07", "2025-01", "2025-07", "2026-01"],
        );
    }
}
