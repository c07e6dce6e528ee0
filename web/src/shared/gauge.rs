//! A score on its scale: the bands as stripes drawn to scale, and a marker where the score stands.

use yew::prelude::*;

const WIDTH: f64 = 640.0;
const TRACK_TOP: f64 = 34.0;
const TRACK_HEIGHT: f64 = 16.0;
/// Room a character of a band's label takes, by the widest face we expect.
const CJK_WIDTH: f64 = 14.0;
const LATIN_WIDTH: f64 = 7.2;

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
    fn left_of(&self, score: i32) -> f64 {
        let n_units = f64::from(self.max - self.min + 1).max(1.0);
        WIDTH * f64::from(score - self.min) / n_units
    }

    /// Where the marker stands; a score outside the scale is drawn at its end.
    fn marker(&self) -> Option<f64> {
        let score = self.score?.clamp(self.min, self.max);
        Some(f64::midpoint(self.left_of(score), self.left_of(score + 1)))
    }
}

fn label_fits(label: &str, width: f64) -> bool {
    let needed: f64 = label
        .chars()
        .map(|it| {
            if it.is_ascii() {
                LATIN_WIDTH
            } else {
                CJK_WIDTH
            }
        })
        .sum();
    needed + 6.0 <= width
}

fn px(value: f64) -> AttrValue {
    // A tenth of a unit is finer than a screen.
    let tenths = (value * 10.0).round();
    AttrValue::from((tenths / 10.0).to_string())
}

/// The gauge as SVG. `label` says the same in words, for those who do not see it.
pub fn gauge_svg(gauge: &Gauge, label: AttrValue) -> Html {
    let bands = gauge.bands.iter().map(|band| {
        let left = gauge.left_of(band.min);
        let width = gauge.left_of(band.max + 1) - left;
        let middle = left + width / 2.0;
        let holds_score = gauge
            .score
            .is_some_and(|it| band.min <= it && it <= band.max);
        let name = (label_fits(&band.label, width) || holds_score).then(|| {
            let anchor = if holds_score && middle < 60.0 { "start" } else if holds_score && WIDTH - 60.0 < middle { "end" } else { "middle" };
            let x = match anchor { "start" => left, "end" => left + width, _ => middle };
            html! {
                <text class={classes!("gauge-band", holds_score.then_some("gauge-here"))}
                    x={px(x)} y="70" text-anchor={anchor}>{ band.label.clone() }</text>
            }
        });
        html! {
            <>
                <rect class={format!("gauge-level-{}", band.level.min(3))} x={px(left + 1.0)} y={px(TRACK_TOP)}
                    width={px((width - 2.0).max(1.0))} height={px(TRACK_HEIGHT)} rx="3" />
                { name }
                <text class="gauge-number" x={px(left + 1.0)} y="88" text-anchor="start">{ band.min }</text>
            </>
        }
    });
    let plain_track = gauge.bands.is_empty().then(|| {
        html! { <>
            <rect class="gauge-plain" x="1" y={px(TRACK_TOP)} width={px(WIDTH - 2.0)} height={px(TRACK_HEIGHT)} rx="3" />
            <text class="gauge-number" x="1" y="88" text-anchor="start">{ gauge.min }</text>
        </> }
    });
    let marker = gauge.marker().map(|x| {
        html! {
            <g class="gauge-marker">
                <text x={px(x.clamp(14.0, WIDTH - 14.0))} y="16" text-anchor="middle">{ gauge.score }</text>
                <path d={format!("M{0} 33l-7-11h14z", px(x))} />
                <rect x={px(x - 1.5)} y={px(TRACK_TOP - 2.0)} width="3" height={px(TRACK_HEIGHT + 4.0)} rx="1.5" />
            </g>
        }
    });
    html! {
        <svg class="gauge" viewBox="0 0 640 94" role="img" aria-label={label}>
            { plain_track }
            { for bands }
            <text class="gauge-number" x={px(WIDTH - 1.0)} y="88" text-anchor="end">{ gauge.max }</text>
            { marker }
        </svg>
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
        let mut at = 0.0_f64;
        for band in &gauge.bands {
            assert!((gauge.left_of(band.min) - at).abs() < 1e-9);
            at = gauge.left_of(band.max + 1);
        }
        assert!((at - WIDTH).abs() < 1e-9);
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
