//! A score on its scale: the bands as stripes drawn to scale, and a marker where the score stands.

use yew::prelude::*;

/// Lengths are whole tenths of the drawing's unit: exact, and without the code for printing floats.
const WIDTH: i32 = 6_400;
const TRACK_TOP: i32 = 340;
const TRACK_HEIGHT: i32 = 160;
/// Room a character of a band's label takes, by the widest face we expect.
const CJK_WIDTH: i32 = 140;
const LATIN_WIDTH: i32 = 72;
/// A label this near an end is drawn inwards.
const EDGE: i32 = 600;

/// A scale with its bands, and the score if there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Gauge {
    /// Lowest possible score.
    pub min: i32,
    /// Highest possible score.
    pub max: i32,
    /// Bands in ascending order.
    pub bands: Vec<GaugeBand>,
    /// The score.
    pub score: Option<i32>,
}

/// A band as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct GaugeBand {
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
    /// 0 nothing to note … 3 gravest.
    pub level: u8,
    /// Its word.
    pub label: AttrValue,
}

impl Gauge {
    /// Where the left edge of a score's own unit lies: each whole score has a stretch of its own.
    fn left_of(&self, score: i32) -> i32 {
        let n_units = (self.max - self.min + 1).max(1);
        WIDTH * (score - self.min) / n_units
    }

    /// Where the marker stands; a score outside the scale is drawn at its end.
    fn marker(&self) -> Option<i32> {
        let score = self.score?.clamp(self.min, self.max);
        Some(i32::midpoint(self.left_of(score), self.left_of(score + 1)))
    }
}

fn label_fits(label: &str, width: i32) -> bool {
    let needed: i32 = label
        .chars()
        .map(|it| {
            if it.is_ascii() {
                LATIN_WIDTH
            } else {
                CJK_WIDTH
            }
        })
        .sum();
    needed + 60 <= width
}

fn px(tenths: i32) -> AttrValue {
    let (whole, rest) = (tenths / 10, tenths % 10);
    [whole.to_string().as_str(), ".", rest.to_string().as_str()]
        .concat()
        .into()
}

/// The gauge as SVG. `label` says the same in words, for those who do not see it.
pub fn gauge_svg(gauge: &Gauge, label: AttrValue) -> Html {
    let bands = gauge.bands.iter().map(|it| band(gauge, it));
    let marker = gauge.marker().map(|x| {
        html! {
            <g class="gauge-marker">
                <text x={px(x.clamp(140, WIDTH - 140))} y="16" text-anchor="middle">{ gauge.score }</text>
                <path d={["M", &px(x), " 33l-7-11h14z"].concat()} />
                { rect("", x - 15, TRACK_TOP - 20, 30, TRACK_HEIGHT + 40) }
            </g>
        }
    });
    html! {
        <svg class="gauge" viewBox="0 0 640 94" role="img" aria-label={label}>
            if gauge.bands.is_empty() {
                { rect("gauge-plain", 10, TRACK_TOP, WIDTH - 20, TRACK_HEIGHT) }
                { number(gauge.min, 10, "start") }
            }
            { for bands }
            { number(gauge.max, WIDTH - 10, "end") }
            { marker }
        </svg>
    }
}

fn rect(class: &'static str, x: i32, y: i32, width: i32, height: i32) -> Html {
    html! { <rect {class} x={px(x)} y={px(y)} width={px(width)} height={px(height)} rx="2" /> }
}

fn number(value: i32, x: i32, anchor: &'static str) -> Html {
    html! { <text class="gauge-number" x={px(x)} y="88" text-anchor={anchor}>{ value }</text> }
}

fn band(gauge: &Gauge, band: &GaugeBand) -> Html {
    let left = gauge.left_of(band.min);
    let width = gauge.left_of(band.max + 1) - left;
    let middle = left + width / 2;
    let is_here = gauge
        .score
        .is_some_and(|it| band.min <= it && it <= band.max);
    let (anchor, x) = if middle < EDGE {
        ("start", left + 10)
    } else if WIDTH - EDGE < middle {
        ("end", left + width - 10)
    } else {
        ("middle", middle)
    };
    let level = match band.level {
        0 => "gauge-level-0",
        1 => "gauge-level-1",
        2 => "gauge-level-2",
        _ => "gauge-level-3",
    };
    let class = if is_here {
        "gauge-band gauge-here"
    } else {
        "gauge-band"
    };
    html! {
        <>
            { rect(level, left + 10, TRACK_TOP, (width - 20).max(10), TRACK_HEIGHT) }
            if is_here || label_fits(&band.label, width) {
                <text {class} x={px(x)} y="70" text-anchor={anchor}>{ band.label.clone() }</text>
            }
            { number(band.min, left + 10, "start") }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gad7(score: i32) -> Gauge {
        let band = |min, max| GaugeBand {
            min,
            max,
            level: 0,
            label: "x".into(),
        };
        Gauge {
            min: 0,
            max: 21,
            bands: vec![band(0, 4), band(5, 9), band(10, 14), band(15, 21)],
            score: Some(score),
        }
    }

    #[test]
    fn bands_meet_and_fill_the_scale() {
        let gauge = gad7(0);
        let mut at = 0;
        for band in &gauge.bands {
            assert_eq!(gauge.left_of(band.min), at);
            at = gauge.left_of(band.max + 1);
        }
        assert_eq!(at, WIDTH);
    }

    #[test]
    fn the_marker_stands_inside_its_band() {
        for score in 0..=21 {
            let gauge = gad7(score);
            let x = gauge.marker().unwrap();
            let band = gauge
                .bands
                .iter()
                .find(|it| it.min <= score && score <= it.max)
                .unwrap();
            assert!(gauge.left_of(band.min) < x && x < gauge.left_of(band.max + 1));
        }
    }

    #[test]
    fn a_score_beyond_the_scale_stays_on_the_page() {
        assert!(gad7(99).marker().unwrap() < WIDTH);
    }
}
