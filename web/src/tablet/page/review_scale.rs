//! One row of a review: a scale with its score, gauge, band, source, and what is missing.

use crate::shared::gauge::{Gauge, GaugeBand, gauge_svg};
use crate::shared::text::{Lang, Text, text};
use crate::shared::words;
use crate::tablet::model::wording_for;
use engine::instrument::Scale;
use engine::wire::{InstrumentResult, ScaleResult, ScoreOrReason};
use engine::wording::Wording;
use instruments::CompiledInstrument;
use yew::prelude::*;

const OF: Text = text(
    "满分 {max}，范围 {min}–{max}",
    "of {max}, range {min}–{max}",
);
const SPOKEN: Text = text(
    "{scale}：{score}，范围 {min} 到 {max}，{band}",
    "{scale}: {score}, range {min} to {max}, {band}",
);
const PRORATED: Text = text(
    "有题未作答，已按公布的规则折算",
    "Some items were passed over; prorated by the published rule",
);
const MISSING: Text = text("未作答 {n} 题", "{n} passed over");
const SOURCE: Text = text("分级依据", "Where the bands come from");
const HIGHER_BETTER: Text = text("分数越高越好", "Higher is better");

/// All scales of one instrument.
pub fn instrument_card(
    compiled: &CompiledInstrument,
    result: &InstrumentResult,
    lang: Lang,
) -> Html {
    let Some((bundled, _)) = wording_for(compiled, lang) else {
        return Html::default();
    };
    let wording = &bundled.wording;
    let instrument = &compiled.instrument;
    let missing = result.missing.get();
    let rows = instrument.scales.iter().filter_map(|scale| {
        let found = result.scales.iter().find(|it| it.id == scale.id)?;
        Some(scale_row(
            instrument.id.as_str(),
            scale,
            found,
            wording,
            lang,
        ))
    });
    html! {
        <section class="card review-instrument">
            <h2>{ wording.title.clone() }</h2>
            { for rows }
            if 0 < missing || !result.quality.is_empty() {
                <ul class="chips quality">
                    if 0 < missing { <li>{ MISSING.fill(lang, &[("n", &missing.to_string())]) }</li> }
                    { for result.quality.iter().map(|it| html! { <li>{ words::quality(*it).get(lang) }</li> }) }
                </ul>
            }
            <details>
                <summary>{ SOURCE.get(lang) }</summary>
                { for instrument.scales.iter().map(|scale| sources(scale, wording)) }
                <p class="note">{ compiled.attribution.clone() }</p>
            </details>
        </section>
    }
}

fn band_label(wording: &Wording, scale: &Scale, band: &str) -> String {
    let labels = wording.bands.get(&scale.id);
    labels
        .and_then(|it| it.iter().find(|(id, _)| id.as_str() == band))
        .map_or_else(|| band.to_owned(), |(_, label)| label.clone())
}

fn scale_row(
    instrument: &str,
    scale: &Scale,
    result: &ScaleResult,
    wording: &Wording,
    lang: Lang,
) -> Html {
    let name = wording.scales.get(&scale.id).cloned().unwrap_or_default();
    let band = result
        .band
        .as_ref()
        .map(|it| band_label(wording, scale, it.as_str()));
    let (min, max) = (scale.min.to_string(), scale.max.to_string());
    let test = ["review-scale-", instrument, "-", scale.id.as_str()].concat();
    let (score, head) = match result.score {
        ScoreOrReason::Score(score) => (
            Some(score),
            html! { <p class="score">
                <b>{ score }</b><span>{ " / " }{ scale.max }</span>
                <span class="note">{ OF.fill(lang, &[("min", &min), ("max", &max)]) }</span>
            </p> },
        ),
        ScoreOrReason::None(reason) => (
            None,
            html! { <p class="no-score">{ words::no_score(reason).get(lang) }</p> },
        ),
    };
    let spoken = SPOKEN.fill(
        lang,
        &[
            ("scale", &name),
            (
                "score",
                &score.map_or_else(|| "–".to_owned(), |it| it.to_string()),
            ),
            ("min", &min),
            ("max", &max),
            ("band", band.as_deref().unwrap_or("")),
        ],
    );
    let gauge = Gauge {
        min: scale.min,
        max: scale.max,
        score,
        bands: scale
            .bands
            .iter()
            .map(|it| GaugeBand {
                min: it.min,
                max: it.max,
                level: it.level,
                label: band_label(wording, scale, it.id.as_str()).into(),
            })
            .collect(),
    };
    let is_better = scale.direction == engine::definition::Direction::HigherBetter;
    html! {
        <div class="scale" data-test={test}>
            <div class="scale-head">
                <h3>{ name }</h3>
                { head }
                if let Some(band) = band { <span class="band">{ band }</span> }
            </div>
            if score.is_some() { { gauge_svg(&gauge, spoken.into()) } }
            if is_better || result.prorated {
                <p class="note">
                    if is_better { { HIGHER_BETTER.get(lang) } }
                    if is_better && result.prorated { { " · " } }
                    if result.prorated { { PRORATED.get(lang) } }
                </p>
            }
        </div>
    }
}

fn sources(scale: &Scale, wording: &Wording) -> Html {
    let rows = scale.bands.iter().map(|band| {
        let label = band_label(wording, scale, band.id.as_str());
        html! { <li><b>{ label }{ " " }{ band.min }{ "–" }{ band.max }</b>{ " " }{ band.source.to_string() }</li> }
    });
    html! { <ul class="sources">{ for rows }</ul> }
}
