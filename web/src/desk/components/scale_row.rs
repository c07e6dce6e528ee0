//! One scale of a result: score of maximum, band word, gauge, what is missing, and the source one tap away.

use crate::desk::library::{Library, ScaleFacts};
use crate::desk::text;
use crate::shared::gauge::{Gauge, GaugeBand, gauge_svg};
use crate::shared::text::Lang;
use crate::shared::words;
use engine::definition::Direction;
use engine::wire::{InstrumentResult, ScaleResult, ScoreOrReason};
use yew::prelude::*;

/// An instrument with all its scales.
pub fn instrument(library: Option<&Library>, result: &InstrumentResult, lang: Lang) -> Html {
    let title = library.map_or_else(|| result.id.to_string(), |it| it.title(&result.id, lang));
    let missing = match result.missing.get() {
        0 => None,
        n => Some(text::N_MISSING.fill(lang, &[("n", &n.to_string())])),
    };
    html! {
        <section class="instrument">
            <h4>{ title }</h4>
            { for result.scales.iter().map(|scale| row(library, result, scale, lang)) }
            <ul class="marks">
                <li>{ missing.unwrap_or_else(|| text::NONE_MISSING.get(lang).to_owned()) }</li>
                { for result.quality.iter().map(|it| html! { <li>{ words::quality(*it).get(lang) }</li> }) }
            </ul>
        </section>
    }
}

fn row(
    library: Option<&Library>,
    result: &InstrumentResult,
    scale: &ScaleResult,
    lang: Lang,
) -> Html {
    let Some(facts) = library.and_then(|it| it.scale(result, scale, lang)) else {
        return unknown(scale, lang);
    };
    let title = facts.title();
    let band = scale.band.as_ref().map(|it| facts.band_word(it));
    let level = scale
        .band
        .as_ref()
        .and_then(|it| facts.band(it))
        .map(|it| it.level);
    let score = match scale.score {
        ScoreOrReason::Score(score) => Some(score),
        ScoreOrReason::None(_) => None,
    };
    let max = facts.raw.max.to_string();
    let of_max = text::OF_MAX.fill(lang, &[("max", &max)]);
    let spoken = match (score, &band) {
        (Some(score), Some(band)) => format!("{title} {score}, {of_max}, {band}"),
        (Some(score), None) => format!("{title} {score}, {of_max}"),
        (None, _) => title.clone(),
    };
    html! {
        <div class="scale" data-test={format!("panel-scale-{}-{}", result.id, scale.id)}>
            <div class="scale-head">
                <span class="scale-title">{ title }</span>
                { match scale.score {
                    ScoreOrReason::Score(score) => html! {
                        <span class="scale-score"><strong>{ score }</strong>{ " " }<span class="quiet">{ of_max }</span></span>
                    },
                    ScoreOrReason::None(reason) => html! { <span class="scale-none">{ words::no_score(reason).get(lang) }</span> },
                } }
                if let Some(band) = band {
                    <span class={format!("band band-{}", level.unwrap_or(0).min(3))}>{ band }</span>
                }
            </div>
            if score.is_some() { { gauge_svg(&gauge(&facts, score), spoken.into()) } }
            <p class="scale-notes quiet small">
                if scale.prorated { <span>{ text::PRORATED.get(lang) }</span> }
                if facts.raw.direction == Direction::HigherBetter { <span>{ text::HIGHER_BETTER.get(lang) }</span> }
            </p>
            { sources(&facts, lang) }
        </div>
    }
}

fn gauge(facts: &ScaleFacts<'_>, score: Option<i32>) -> Gauge {
    let bands = facts.raw.bands.iter().map(|band| GaugeBand {
        min: band.min,
        max: band.max,
        level: band.level,
        label: facts.band_word(&band.id).into(),
    });
    Gauge {
        min: facts.raw.min,
        max: facts.raw.max,
        bands: bands.collect(),
        score,
    }
}

/// The bands with their ranges, and the papers they come from.
fn sources(facts: &ScaleFacts<'_>, lang: Lang) -> Html {
    if facts.raw.bands.is_empty() {
        return Html::default();
    }
    html! {
        <details class="source">
            <summary>{ text::SOURCE.get(lang) }</summary>
            <ul class="bands">
                { for facts.raw.bands.iter().map(|band| html! {
                    <li>
                        <span class={format!("swatch swatch-{}", band.level.min(3))} aria-hidden="true" />
                        <span class="number">{ format!("{}–{}", band.min, band.max) }</span>
                        <span>{ facts.band_word(&band.id) }</span>
                    </li>
                }) }
            </ul>
            { for facts.sources().into_iter().map(|source| html! { <p class="small quiet cite" lang="en">{ source.to_owned() }</p> }) }
        </details>
    }
}

/// A scale of an edition that this server's library no longer sends.
fn unknown(scale: &ScaleResult, lang: Lang) -> Html {
    html! {
        <div class="scale">
            <div class="scale-head">
                <span class="scale-title">{ scale.id.to_string() }</span>
                { match scale.score {
                    ScoreOrReason::Score(score) => html! { <span class="scale-score"><strong>{ score }</strong></span> },
                    ScoreOrReason::None(reason) => html! { <span class="scale-none">{ words::no_score(reason).get(lang) }</span> },
                } }
            </div>
            <p class="quiet small">{ text::UNKNOWN_EDITION.get(lang) }</p>
        </div>
    }
}
