//! One scale over time as SVG, with the same in words and as a table.

use crate::desk::components::when;
use crate::desk::library::{Library, ScaleFacts};
use crate::desk::plot::{self, Band, Dot, Frame, Geometry, Stripe};
use crate::desk::series::{Point, Series, is_set_aside};
use crate::desk::text;
use crate::shared::text::Lang;
use crate::shared::words;
use engine::definition::Direction;
use engine::wire::ScoreOrReason;
use yew::prelude::*;

const FRAME: Frame = Frame {
    width: 540.0,
    height: 240.0,
    left: 40.0,
    right: 138.0,
    top: 22.0,
    bottom: 36.0,
};
/// Below this a stripe has no room for its word.
const WORD_HEIGHT: f64 = 16.5;
/// With more points than this the numbers beside them run into each other.
const MOST_NUMBERS: usize = 14;

/// The figure. Nothing where the library does not know the scale any more.
pub fn figure(library: &Library, series: &Series<'_>, lang: Lang) -> Html {
    // The newest edition gives the range and the bands.
    let known = series
        .points
        .iter()
        .rev()
        .find_map(|it| library.scale(it.instrument, it.scale, lang));
    let Some(facts) = known else {
        return Html::default();
    };
    let bands: Vec<Band> = facts
        .raw
        .bands
        .iter()
        .map(|it| Band {
            min: it.min,
            max: it.max,
        })
        .collect();
    let geometry = plot::lay_out(
        FRAME,
        facts.raw.min,
        facts.raw.max,
        &bands,
        &series.measurements(),
    );
    let title = format!(
        "{} · {}",
        library.short_name(series.instrument),
        facts.title()
    );
    let max = facts.raw.max.to_string();
    html! {
        <figure class="plot-figure card" data-test={format!("child-plot-{}-{}", series.instrument, series.scale)}>
            <figcaption>
                <strong>{ title.clone() }</strong>
                <span class="quiet">{ text::OF_MAX.fill(lang, &[("max", &max)]) }
                    if facts.raw.direction == Direction::HigherBetter { { " · " }{ text::HIGHER_BETTER.get(lang) } }
                </span>
            </figcaption>
            <svg class="plot" viewBox={format!("0 0 {} {}", FRAME.width, FRAME.height)} role="img"
                aria-label={in_words(&title, &facts, series, lang)}>
                { stripes(&geometry, &facts) }
                { axes(&geometry) }
                { for geometry.joins.iter().map(|(a, b)| html! {
                    <line class="plot-join" x1={px(a.x)} y1={px(a.y)} x2={px(b.x)} y2={px(b.y)} />
                }) }
                { for geometry.dots.iter().map(|it| dot(*it, series, lang)) }
            </svg>
            { legend(series, lang) }
            <details class="source">
                <summary>{ text::AS_TABLE.get(lang) }</summary>
                { table(&facts, series, lang) }
            </details>
        </figure>
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

fn stripes(geometry: &Geometry, facts: &ScaleFacts<'_>) -> Html {
    let right = FRAME.width - FRAME.right;
    html! {
        { for geometry.stripes.iter().zip(&facts.raw.bands).map(|(stripe, band)| html! {
            <g>
                <rect class={format!("plot-level plot-level-{}", band.level.min(3))} x={px(FRAME.left)} y={px(stripe.y)}
                    width={px(right - FRAME.left)} height={px(stripe.height)} />
                { band_word(&facts.band_word(&band.id), right + 10.0, stripe) }
            </g>
        }) }
    }
}

/// A band's word beside its stripe, in as many lines as it needs and the stripe has room for.
fn band_word(word: &str, x: f64, stripe: &Stripe) -> Html {
    let lines = plot::wrap(word, FRAME.width - x);
    let n_lines = u32::try_from(lines.len()).map_or(1.0, f64::from);
    if stripe.height < n_lines * WORD_HEIGHT {
        return Html::default();
    }
    let first = stripe.y + stripe.height / 2.0 + 5.0 - (n_lines - 1.0) * WORD_HEIGHT / 2.0;
    html! {
        <text class="plot-band" y={px(first)}>
            { for lines.into_iter().enumerate().map(|(i, line)| html! {
                <tspan x={px(x)} dy={if i == 0 { px(0.0) } else { px(WORD_HEIGHT) }}>{ line }</tspan>
            }) }
        </text>
    }
}

fn axes(geometry: &Geometry) -> Html {
    let lower = FRAME.height - FRAME.bottom;
    html! {
        <g class="plot-axes">
            <line x1={px(FRAME.left)} y1={px(lower)} x2={px(FRAME.width - FRAME.right)} y2={px(lower)} />
            { for geometry.score_marks.iter().map(|it| html! {
                <text x={px(FRAME.left - 8.0)} y={px(it.at + 5.0)} text-anchor="end">{ it.label.clone() }</text>
            }) }
            { for geometry.date_marks.iter().map(|it| html! {
                <g>
                    <line x1={px(it.at)} y1={px(lower)} x2={px(it.at)} y2={px(lower + 5.0)} />
                    <text x={px(it.at)} y={px(lower + 23.0)} text-anchor="middle">{ it.label.clone() }</text>
                </g>
            }) }
        </g>
    }
}

fn dot(dot: Dot, series: &Series<'_>, lang: Lang) -> Html {
    let Some(point) = series.points.get(dot.index) else {
        return Html::default();
    };
    let day = when::day(&point.sitting.record.taken_on, lang);
    let Some(score) = point.score() else {
        let remark = no_score(point, lang);
        return html! {
            <path class="plot-none" d={format!("M{0} {1}l8 -8m-8 0l8 8", px(dot.x - 4.0), px(dot.y - 2.0))}>
                <title>{ format!("{day} {remark}") }</title>
            </path>
        };
    };
    let class = if point.is_apart() {
        "plot-dot plot-apart"
    } else {
        "plot-dot"
    };
    html! {
        <g>
            <circle {class} cx={px(dot.x)} cy={px(dot.y)} r="6"><title>{ format!("{day} {score}") }</title></circle>
            if series.points.len() <= MOST_NUMBERS {
                <text class="plot-number" x={px(dot.x)} y={px(dot.y - 11.0)} text-anchor="middle">{ score }</text>
            }
        </g>
    }
}

/// What the marks mean, as far as they occur.
fn legend(series: &Series<'_>, lang: Lang) -> Html {
    let scored = |it: &&Point<'_>| it.score().is_some();
    let has_apart = series.points.iter().filter(scored).any(Point::is_apart);
    let has_none = !series.points.iter().all(|it| scored(&it));
    html! {
        if has_apart || has_none {
            <p class="plot-legend small quiet">
                if has_apart {
                    <span><svg viewBox="0 0 18 18" aria-hidden="true"><circle class="plot-apart" cx="9" cy="9" r="6" /></svg>{ text::APART.get(lang) }</span>
                }
                if has_none {
                    <span><svg viewBox="0 0 18 18" aria-hidden="true"><path class="plot-none" d="M5 13l8 -8m-8 0l8 8" /></svg>{ text::NO_SCORE.get(lang) }</span>
                }
            </p>
        }
    }
}

fn no_score(point: &Point<'_>, lang: Lang) -> &'static str {
    match point.scale.score {
        ScoreOrReason::None(reason) => words::no_score(reason).get(lang),
        ScoreOrReason::Score(_) => "",
    }
}

fn in_words(title: &str, facts: &ScaleFacts<'_>, series: &Series<'_>, lang: Lang) -> String {
    let said = |it: &Point<'_>| {
        it.score()
            .map_or_else(|| text::NO_SCORE.get(lang).to_owned(), |it| it.to_string())
    };
    let scores: Vec<String> = series.points.iter().map(said).collect();
    text::PLOT_LABEL.fill(
        lang,
        &[
            ("scale", title),
            ("n", &series.points.len().to_string()),
            (
                "scores",
                &scores.join(if lang == Lang::Zh { "、" } else { ", " }),
            ),
            ("min", &facts.raw.min.to_string()),
            ("max", &facts.raw.max.to_string()),
        ],
    )
}

fn table(facts: &ScaleFacts<'_>, series: &Series<'_>, lang: Lang) -> Html {
    let remark = |it: &Point<'_>| {
        let mut notes = Vec::new();
        if it.scale.prorated {
            notes.push(text::PRORATED.get(lang));
        }
        if it.score().is_none() {
            notes.push(no_score(it, lang));
        }
        if is_set_aside(it.sitting) {
            notes.push(text::SET_ASIDE.get(lang));
        }
        if !it.sitting.summary.held.is_empty() {
            notes.push(text::HELD.get(lang));
        }
        if it.sitting.summary.trial {
            notes.push(words::TRIAL.get(lang));
        }
        notes.join(if lang == Lang::Zh { "；" } else { "; " })
    };
    html! {
        <table class="table table-plain">
            <thead><tr>
                <th scope="col">{ text::TAKEN_ON.get(lang) }</th>
                <th scope="col" class="number">{ text::SCORE.get(lang) }</th>
                <th scope="col">{ text::BAND.get(lang) }</th>
                <th scope="col">{ text::NOTE.get(lang) }</th>
            </tr></thead>
            <tbody>
                { for series.points.iter().map(|it| html! {
                    <tr>
                        <td>{ when::day(&it.sitting.record.taken_on, lang) }</td>
                        <td class="number">{ it.score().map_or_else(|| "—".to_owned(), |it| it.to_string()) }</td>
                        <td>{ it.scale.band.as_ref().map(|band| facts.band_word(band)) }</td>
                        <td>{ remark(it) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
