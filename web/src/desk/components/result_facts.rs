//! Why a result has its tier, what to do next, who decided what, and the facts of the sitting.

use crate::desk::components::alert_list::reason_in_words;
use crate::desk::components::when;
use crate::desk::library::{Library, TierReason};
use crate::desk::model::Detail;
use crate::desk::text;
use crate::shared::text::{Lang, Text};
use crate::shared::tier::TierBadge;
use crate::shared::words;
use engine::policy::Finding;
use engine::wire::{Language, ReasonCode, Tier};
use yew::prelude::*;

/// Why the tier is what it is.
pub fn why(library: Option<&Library>, detail: &Detail, lang: Lang) -> Html {
    let reasons = library
        .map(|it| it.tier_reasons(&detail.record))
        .unwrap_or_default();
    let lines: Vec<String> = reasons
        .iter()
        .filter_map(|it| line(library, it, lang))
        .collect();
    let derived = detail.summary.derived_tier.or(detail.record.tier);
    let plain = match detail.summary.effective_tier {
        _ if !lines.is_empty() => None,
        None => Some(text::WHY_NO_TIER),
        Some(Tier::Green) => Some(text::WHY_GREEN),
        Some(_) => Some(text::WHY_UNKNOWN),
    };
    let differ = (detail.record.tier != derived).then(|| {
        let word = |it: Option<Tier>| it.map_or(words::NO_TIER, words::tier).get(lang);
        text::TIERS_DIFFER.fill(
            lang,
            &[
                ("sent", word(detail.record.tier)),
                ("derived", word(derived)),
            ],
        )
    });
    html! {
        <section>
            <h3>{ text::WHY_TIER.get(lang) }</h3>
            <ul class="plain-list">
                { for lines.into_iter().map(|it| html! { <li>{ it }</li> }) }
                if let Some(plain) = plain { <li>{ plain.get(lang) }</li> }
                if let Some(differ) = differ { <li>{ differ }</li> }
            </ul>
        </section>
    }
}

fn line(library: Option<&Library>, reason: &TierReason<'_>, lang: Lang) -> Option<String> {
    match &reason.rule.when {
        Finding::Flag { flag, .. } => Some(reason_in_words(flag.as_str(), lang)),
        Finding::Bands { scale, .. } => {
            let library = library?;
            let scale = reason.result.scales.iter().find(|it| it.id == *scale)?;
            let facts = library.scale(reason.result, scale, lang)?;
            let name = format!(
                "{} {}",
                library.short_name(&reason.result.id),
                facts.title()
            );
            let band = facts.band_word(scale.band.as_ref()?);
            Some(text::REASON_BAND.fill(lang, &[("scale", &name), ("band", &band)]))
        }
    }
}

/// Critical flags first, each with what to do.
pub fn flags(library: Option<&Library>, detail: &Detail, lang: Lang) -> Html {
    let mut flags: Vec<_> = detail
        .record
        .instruments
        .iter()
        .flat_map(|it| &it.flags)
        .map(|flag| (library.and_then(|it| it.severity(flag.as_str())), flag))
        .collect();
    flags.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    if flags.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="flags">
            { for flags.into_iter().map(|(severity, flag)| html! {
                <li class={classes!("flag", severity.map(|it| format!("flag-{it:?}").to_lowercase()))}
                    data-test={format!("panel-flag-{flag}")}>
                    <p><span class="flag-severity">{ text::severity(severity).get(lang) }</span>
                        <strong>{ reason_in_words(flag.as_str(), lang) }</strong></p>
                    if let Some(step) = library.and_then(|it| it.next_step(flag.as_str(), lang)) {
                        <p>{ step.to_owned() }</p>
                    }
                </li>
            }) }
        </ul>
    }
}

/// What staff do at this tier.
pub fn guidance(library: Option<&Library>, detail: &Detail, lang: Lang) -> Html {
    let guidance = detail
        .summary
        .effective_tier
        .and_then(|tier| library?.guidance(&detail.record, tier, lang));
    html! {
        if let Some(guidance) = guidance {
            <section><h3>{ text::NEXT_STEP.get(lang) }</h3><p>{ guidance }</p></section>
        }
    }
}

/// Why it waits for a person.
pub fn held(detail: &Detail, lang: Lang) -> Html {
    if detail.summary.held.is_empty() {
        return Html::default();
    }
    html! {
        <div class="held-box">
            <strong>{ text::HELD.get(lang) }</strong>
            <ul class="plain-list">{ for detail.summary.held.iter().map(|it| html! { <li>{ text::held(it).get(lang) }</li> }) }</ul>
        </div>
    }
}

/// Who decided what, oldest first.
pub fn reviews(detail: &Detail, lang: Lang) -> Html {
    html! {
        <section>
            <h3>{ text::REVIEWS.get(lang) }</h3>
            if detail.reviews.is_empty() {
                <p class="quiet">{ text::NO_REVIEWS.get(lang) }</p>
            } else {
                <ul class="plain-list">
                    { for detail.reviews.iter().map(|it| html! {
                        <li class="review">
                            <strong>{ words::decision(it.decision).get(lang) }</strong>
                            if let Some(tier) = it.tier { <TierBadge tier={Some(tier)} {lang} /> }
                            if let Some(child) = &it.child { { super::code::child_code(child) } }
                            if it.reason != ReasonCode::None { <span>{ words::reason(it.reason).get(lang) }</span> }
                            <span class="quiet">{ when::day(&it.on, lang) }</span>
                        </li>
                    }) }
                </ul>
            }
        </section>
    }
}

/// The facts of the sitting, closed until wanted.
pub fn about(library: Option<&Library>, detail: &Detail, lang: Lang) -> Html {
    let record = &detail.record;
    let fact =
        |label: Text, value: String| html! { <><dt>{ label.get(lang) }</dt><dd>{ value }</dd></> };
    let count = |text: Text, n: u16| text.fill(lang, &[("n", &n.to_string())]);
    let editions: Vec<String> = record
        .instruments
        .iter()
        .map(|it| {
            format!(
                "{} {}",
                library.map_or_else(|| it.id.to_string(), |l| l.short_name(&it.id)),
                it.version
            )
        })
        .collect();
    let mut languages: Vec<&str> = record
        .instruments
        .iter()
        .map(|it| match it.language {
            Language::ZhCn => text::IN_CHINESE.get(lang),
            Language::En => text::IN_ENGLISH.get(lang),
            Language::Mixed => text::IN_BOTH.get(lang),
        })
        .collect();
    languages.dedup();
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    html! {
        <section>
            <h3>{ text::ABOUT.get(lang) }</h3>
            <dl class="facts">
                { fact(text::BATTERY, library.map_or_else(|| record.battery.id.to_string(), |it| it.battery(&record.battery.id, lang))) }
                { fact(text::MODE, words::mode(record.mode).get(lang).to_owned()) }
                { fact(text::ENDED, words::ended(record.ended).get(lang).to_owned()) }
                { fact(text::MINUTES, count(text::N_MINUTES, record.minutes.get())) }
                { fact(text::AGE, count(text::N_YEARS, record.age_years.get().into())) }
                { fact(text::SEX, words::sex(record.sex).get(lang).to_owned()) }
                { fact(text::STAGE, words::stage(record.stage).get(lang).to_owned()) }
                { fact(text::CONSENT, words::consent(record.consent.basis).get(lang).to_owned()) }
                { fact(text::LANGUAGE_USED, languages.join(comma)) }
                { fact(text::EDITIONS, editions.join(comma)) }
                { fact(text::POLICY, library.and_then(|it| it.policy_title(&record.policy, lang))
                    .map_or_else(|| record.policy.version.to_string(), |it| format!("{it} {}", record.policy.version))) }
            </dl>
        </section>
    }
}
