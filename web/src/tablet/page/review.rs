//! Staff read a result on the spot and decide. Flags come first, in words, with what to do next.

use super::handover::grouped;
use super::review_decide;
use super::review_scale::instrument_card;
use crate::shared::text::{Lang, Text, text};
use crate::shared::tier::{tier_badge, tier_shape};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::local::Found;
use crate::tablet::model::{Device, wording_for};
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::ui::{self, Look, button, line};
use crate::tablet::state::Action;
use engine::definition::Severity;
use engine::wire::{ResultRecord, Tier};
use yew::prelude::*;

const TITLE: Text = text("结果复核", "Review");
const CRITICAL: Text = text("今天必须处理", "Act today");
const ATTEND: Text = text("需要当面了解", "Ask in person");
const SELF_HARM: Text = text(
    "孩子提到有不想活着或伤害自己的念头",
    "The child reports thoughts of being dead or hurting themselves",
);
const SELF_HARM_SKIPPED: Text = text(
    "孩子跳过了关于伤害自己的那一题",
    "The child passed over the question about self-harm",
);
const NEXT: Text = text("下一步", "What to do next");
const NO_SUICIDE_ITEM: Text = text(
    "这套量表没有任何题目询问自杀或自伤。没有提示不等于没有危险；有担心请当面询问。",
    "No step of this battery asks about suicide or self-harm. No flag does not mean no danger; if in doubt, ask in person.",
);
const MINUTES: Text = text("用时 {n} 分钟", "{n} min");
const UNDER_A_MINUTE: Text = text("用时不到一分钟", "under a minute");
const AGE: Text = text("{n} 岁", "age {n}");
const OPENING: Text = text("正在打开结果…", "Opening the result…");
const GONE: Text = text(
    "这台平板上没有您可以读的这份结果：它已经复核过、已过当天，或您没有查看权限。请在管理台查看。",
    "There is no copy of this result here that you can read: it was reviewed, its day is over, or you may not read results. See the desk.",
);
const HOME: Text = text("回到首页", "Home");

/// The page.
pub fn view(app: &App) -> Html {
    let lang = app.lang();
    let Some(device) = &app.state.device else {
        return Html::default();
    };
    let body = match &app.local().found {
        Found::Opening => html! { <p class="note" role="status">{ OPENING.get(lang) }</p> },
        Found::Gone => html! { <>
            { line("lead", GONE.get(lang)) }
            { button(Look::Primary, "review-home", ui::words(HOME.get(lang)), app.on(Action::GoHome(None))) }
        </> },
        Found::Here(record) => html! { <>
            { head(device, record, lang) }
            { review_decide::section(app, record.id) }
        </> },
    };
    staff_frame(app, "wide review", TITLE.get(lang), body)
}

fn head(device: &Device, record: &ResultRecord, lang: Lang) -> Html {
    let facts = [
        AGE.fill(lang, &[("n", &record.age_years.get().to_string())]),
        words::sex(record.sex).get(lang).to_owned(),
        words::stage(record.stage).get(lang).to_owned(),
        record.taken_on.as_str().to_owned(),
        words::ended(record.ended).get(lang).to_owned(),
        match record.minutes.get() {
            0 => UNDER_A_MINUTE.get(lang).to_owned(),
            n => MINUTES.fill(lang, &[("n", &n.to_string())]),
        },
    ];
    let asks_about_suicide = record.instruments.iter().any(|it| {
        let found = device.library().instrument(it.id.as_str());
        found.is_some_and(|it| it.instrument.has_critical_rule())
    });
    let cards = record.instruments.iter().filter_map(|it| {
        let compiled = device.library().instrument(it.id.as_str())?;
        Some(instrument_card(compiled, it, lang))
    });
    html! { <>
        <section class="review-head">
            <span data-test="review-tier" data-tier={record.tier.map_or("none", Tier::as_str)}>
                { tier_badge(record.tier, lang, true) }
            </span>
            <div>
                <p><b class="code">{ grouped(record.child.as_str()) }</b>
                    if record.trial {
                        { " " }<span class="trial" data-test="trial-mark" title={words::TRIAL_MEANING.get(lang)}>{ words::TRIAL.get(lang) }</span>
                    }
                </p>
                <p class="note">{ facts.join(" · ") }</p>
            </div>
        </section>
        { flags(device, record, lang) }
        if !asks_about_suicide { <p class="warning">{ NO_SUICIDE_ITEM.get(lang) }</p> }
        { guidance(device, record, lang) }
        { for cards }
        if record.trial { <p class="note"><b>{ words::TRIAL.get(lang) }</b>{ " · " }{ words::TRIAL_MEANING.get(lang) }</p> }
    </> }
}

/// Critical flags, then the others that leave the tablet.
fn flags(device: &Device, record: &ResultRecord, lang: Lang) -> Html {
    let mut found: Vec<(Severity, String, String, String)> = Vec::new();
    for result in &record.instruments {
        let Some(compiled) = device.library().instrument(result.id.as_str()) else {
            continue;
        };
        let Some((bundled, _)) = wording_for(compiled, lang) else {
            continue;
        };
        for flag in &result.flags {
            let severity = compiled
                .instrument
                .rule(flag.as_str())
                .map_or(Severity::Review, |it| it.severity);
            let words = bundled.wording.flags.get(flag).cloned().unwrap_or_default();
            found.push((
                severity,
                flag.as_str().to_owned(),
                words,
                bundled.wording.title.clone(),
            ));
        }
    }
    let is_grave = |it: &&(Severity, String, String, String)| Severity::High <= it.0;
    let grave_first = found
        .iter()
        .filter(is_grave)
        .chain(found.iter().filter(|it| !is_grave(it)));
    let cards = grave_first.map(|(severity, id, words, title)| {
        let is_critical = Severity::High <= *severity;
        let (class, tier, head) = if is_critical {
            ("flag flag-critical", Tier::Red, CRITICAL)
        } else {
            ("flag", Tier::Yellow, ATTEND)
        };
        let meaning = meaning(id).map(|it| line("flag-meaning", it.get(lang)));
        html! {
            <section {class} data-test={["review-flag-", id].concat()}>
                <h2>{ tier_shape(Some(tier)) }<span>{ head.get(lang) }</span></h2>
                { meaning }
                <p>{ words }</p>
                <p class="note">{ title }</p>
            </section>
        }
    });
    html! { <>{ for cards }</> }
}

/// What a flag says, for the ids that instruments share; the owner's wording says what to do.
fn meaning(flag: &str) -> Option<Text> {
    match flag {
        "suicide_item" => Some(SELF_HARM),
        "suicide_item_unanswered" => Some(SELF_HARM_SKIPPED),
        _ => None,
    }
}

fn guidance(device: &Device, record: &ResultRecord, lang: Lang) -> Html {
    let words = record.tier.and_then(|tier| {
        let policy = device
            .library()
            .policies
            .iter()
            .find(|it| it.id == record.policy.id)?;
        policy.guidance.get(&tier)?.get(lang.tag()).cloned()
    });
    html! {
        if let Some(words) = words {
            <section class="card next"><h2>{ NEXT.get(lang) }</h2><p>{ words }</p></section>
        }
    }
}
