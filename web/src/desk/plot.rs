//! The geometry of a child's results over time: pure numbers in, SVG coordinates out.
//!
//! Scores of different editions, wordings or norms are not one line; only [`Measurement`]s of the same
//! series, with a score, that nobody set aside, are joined.

use super::dates::{DayNumber, Tick, ticks};

/// One band of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
}

/// One sitting's score on the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measurement {
    /// Civil day.
    pub day: DayNumber,
    /// The score, if there is one.
    pub score: Option<i32>,
    /// Only measurements of one series are joined (edition, wording).
    pub series: u32,
    /// Held, or set aside by a person: drawn, never joined.
    pub apart: bool,
}

/// The drawing area and its margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Whole width.
    pub width: f64,
    /// Whole height.
    pub height: f64,
    /// Room for the score axis.
    pub left: f64,
    /// Room for the band words.
    pub right: f64,
    /// Room above.
    pub top: f64,
    /// Room for the dates.
    pub bottom: f64,
}

/// A band as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stripe {
    /// Upper edge.
    pub y: f64,
    /// Height.
    pub height: f64,
}

/// A measurement as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Index of the measurement.
    pub index: usize,
    /// Centre.
    pub x: f64,
    /// Centre; on the lower edge where there is no score.
    pub y: f64,
}

/// A tick with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Distance along the axis.
    pub at: f64,
    /// What it says.
    pub label: String,
}

/// All that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    /// One a band, in their order.
    pub stripes: Vec<Stripe>,
    /// One a measurement, in their order.
    pub dots: Vec<Dot>,
    /// Pairs of dots that are joined.
    pub joins: Vec<(Dot, Dot)>,
    /// Dates.
    pub date_marks: Vec<Mark>,
    /// Scores.
    pub score_marks: Vec<Mark>,
}

/// Widths of a character at the plot's type size.
const CJK_WIDTH: f64 = 15.0;
const LATIN_WIDTH: f64 = 8.0;
const MOST_DATE_TICKS: usize = 5;
/// Days shown at least, so that one result or two of one week do not fill the axis.
const LEAST_DAYS: i32 = 28;

/// Lays out a scale from `min` to `max` with its bands and the measurements, oldest first.
pub fn lay_out(
    frame: Frame,
    min: i32,
    max: i32,
    bands: &[Band],
    measurements: &[Measurement],
) -> Geometry {
    let top = frame.top;
    let height = frame.height - frame.top - frame.bottom;
    let span = f64::from((max - min).max(1));
    let y_of = |score: f64| {
        top + height * (f64::from(max) - score.clamp(f64::from(min), f64::from(max))) / span
    };

    let (first, last) = date_range(measurements);
    let width = frame.width - frame.left - frame.right;
    let n_days = f64::from((last - first).max(1));
    let x_of = |day: DayNumber| frame.left + width * f64::from(day - first) / n_days;

    // Bands meet half-way between the last score of one and the first of the next.
    let stripes = bands
        .iter()
        .map(|band| {
            let (upper, lower) = (
                y_of(f64::from(band.max) + 0.5),
                y_of(f64::from(band.min) - 0.5),
            );
            Stripe {
                y: upper,
                height: lower - upper,
            }
        })
        .collect();

    let dots: Vec<Dot> = measurements
        .iter()
        .enumerate()
        .map(|(index, it)| Dot {
            index,
            x: x_of(it.day),
            y: y_of(f64::from(it.score.unwrap_or(min))),
        })
        .collect();

    Geometry {
        stripes,
        joins: joins(measurements, &dots),
        dots,
        date_marks: ticks(first, last, MOST_DATE_TICKS)
            .into_iter()
            .map(|Tick { day, label }| Mark {
                at: x_of(day),
                label,
            })
            .collect(),
        score_marks: score_ticks(min, max, bands)
            .into_iter()
            .map(|score| Mark {
                at: y_of(f64::from(score)),
                label: score.to_string(),
            })
            .collect(),
    }
}

fn date_range(measurements: &[Measurement]) -> (DayNumber, DayNumber) {
    let days = || measurements.iter().map(|it| it.day);
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    // Air at both ends keeps dots off the frame.
    let air = ((last - first) / 12).max((LEAST_DAYS - (last - first)).max(4) / 2);
    (first - air, last + air)
}

/// Neighbours in time are joined within a series; a sitting without a score breaks the line.
fn joins(measurements: &[Measurement], dots: &[Dot]) -> Vec<(Dot, Dot)> {
    let mut joins = Vec::new();
    let mut before: Option<(usize, u32)> = None;
    for (index, it) in measurements.iter().enumerate() {
        if it.apart {
            continue;
        }
        if it.score.is_none() {
            before = None;
            continue;
        }
        if let Some((index_before, series)) = before
            && series == it.series
        {
            joins.push((dots[index_before], dots[index]));
        }
        before = Some((index, it.series));
    }
    joins
}

/// Breaks a band's word into lines of about `width`, at spaces where it has them.
pub fn wrap(word: &str, width: f64) -> Vec<String> {
    let width_of = |text: &str| -> f64 {
        text.chars()
            .map(|it| {
                if it.is_ascii() {
                    LATIN_WIDTH
                } else {
                    CJK_WIDTH
                }
            })
            .sum()
    };
    let mut lines = vec![String::new()];
    let has_spaces = word.contains(' ');
    for part in word.split_inclusive(|it: char| !has_spaces || it == ' ') {
        let line = lines.last().map_or("", |it| it);
        if !line.is_empty() && width < width_of(line) + width_of(part.trim_end()) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(part);
        }
    }
    lines
        .into_iter()
        .map(|it| it.trim_end().to_owned())
        .collect()
}

/// The ends of the range, and where bands begin, as long as the numbers do not run into each other.
fn score_ticks(min: i32, max: i32, bands: &[Band]) -> Vec<i32> {
    let gap = ((max - min) / 12).max(1);
    let mut scores = vec![min];
    let mut starts: Vec<i32> = bands.iter().map(|band| band.min).collect();
    starts.sort_unstable();
    for start in starts {
        if scores.last().is_some_and(|last| *last + gap <= start) && start + gap <= max {
            scores.push(start);
        }
    }
    scores.push(max);
    scores
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the numbers are exact in binary")]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        width: 356.0,
        height: 128.0,
        left: 40.0,
        right: 36.0,
        top: 10.0,
        bottom: 10.0,
    };
    const BANDS: [Band; 3] = [
        Band { min: 0, max: 4 },
        Band { min: 5, max: 9 },
        Band { min: 10, max: 27 },
    ];

    fn at(day: DayNumber, score: i32) -> Measurement {
        Measurement {
            day,
            score: Some(score),
            series: 0,
            apart: false,
        }
    }

    fn pairs(measurements: &[Measurement]) -> Vec<(usize, usize)> {
        let geometry = lay_out(FRAME, 0, 27, &BANDS, measurements);
        geometry
            .joins
            .iter()
            .map(|(a, b)| (a.index, b.index))
            .collect()
    }

    #[test]
    fn stripes_fill_the_area_without_gap_or_overlap() {
        let geometry = lay_out(FRAME, 0, 27, &BANDS, &[at(100, 12)]);
        let mut lower_edge = 118.0;
        for stripe in &geometry.stripes {
            assert!((stripe.y + stripe.height - lower_edge).abs() < 1e-9);
            lower_edge = stripe.y;
        }
        assert_eq!(lower_edge, 10.0);
    }

    #[test]
    fn scores_and_days_are_to_scale() {
        let geometry = lay_out(FRAME, 0, 27, &BANDS, &[at(0, 0), at(60, 27), at(120, 27)]);
        let [a, b, c] = geometry.dots.as_slice() else {
            panic!("three dots")
        };
        assert_eq!((a.y, b.y), (118.0, 10.0));
        assert_eq!(b.x - a.x, c.x - b.x);
        assert_eq!((a.x, c.x), (60.0, 300.0));
    }

    #[test]
    fn one_result_stands_in_the_middle() {
        let geometry = lay_out(FRAME, 0, 27, &BANDS, &[at(20_000, 5)]);
        assert_eq!(geometry.dots[0].x, 180.0);
        assert!(!geometry.date_marks.is_empty());
    }

    #[test]
    fn only_one_series_is_joined() {
        let other = Measurement {
            series: 1,
            ..at(20, 3)
        };
        assert_eq!(pairs(&[at(0, 1), at(10, 2), other, at(30, 4)]), [(0, 1)]);
    }

    #[test]
    fn what_was_set_aside_is_passed_by() {
        let aside = Measurement {
            apart: true,
            ..at(20, 3)
        };
        assert_eq!(pairs(&[at(0, 1), aside, at(30, 4)]), [(0, 2)]);
    }

    #[test]
    fn no_score_breaks_the_line() {
        let none = Measurement {
            score: None,
            ..at(20, 0)
        };
        assert_eq!(pairs(&[at(0, 1), none, at(30, 4), at(40, 4)]), [(2, 3)]);
    }

    #[test]
    fn long_words_are_wrapped() {
        assert_eq!(wrap("中重度", 120.0), ["中重度"]);
        assert_eq!(
            wrap("身心健康水平偏低（需评估）", 120.0),
            ["身心健康水平偏低", "（需评估）"]
        );
        assert_eq!(wrap("Moderately severe", 120.0), ["Moderately", "severe"]);
    }

    #[test]
    fn score_ticks_keep_apart() {
        assert_eq!(score_ticks(0, 27, &BANDS), [0, 5, 10, 27]);
        assert_eq!(
            score_ticks(
                10,
                50,
                &[Band { min: 10, max: 48 }, Band { min: 49, max: 50 }]
            ),
            [10, 50]
        );
        assert_eq!(score_ticks(0, 100, &[]), [0, 100]);
    }
}
