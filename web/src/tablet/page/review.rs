//! Staff read a result on the spot and decide. Flags come first, in words, with what to do next.

use super::handover::grouped;
use super::review_scale::instrument_card;
use crate::platform::time;
use crate::shared::text::{Lang, Text, text};
use crate::shared::tier::{TierBadge, tier_shape};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::model::{Device, Unlocked, wording_for};
use crate::tablet::part::{StaffFrame, icon};
use crate::tablet::state::Action;
use engine::definition::Severity;
use engine::wire::{Decision, ReasonCode, RecordId, ResultRecord, Tier};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TITLE: Text = text("结果复核", "Review");
const CRITICAL: Text = text("今天必须处理", "Act today");
const ATTEND: Text = text("需要当面了解", "Ask in person");
const NEXT: Text = text("下一步", "What to do next");
const NO_SUICIDE_ITEM: Text = text(
    "这套量表没有任何题目询问自杀或自伤。没有提示不等于没有危险；有担心请当面询问。",
    "No step of this battery asks about suicide or self-harm. No flag does not mean no danger; if in doubt, ask in person.",
);
const MINUTES: Text = text("用时 {n} 分钟", "{n} min");
const AGE: Text = text("{n} 岁", "age {n}");
const DECIDE: Text = text("您的判断", "Your decision");
const CONFIRM: Text = text("确认有效", "Confirm");
const RETEST: Text = text("需要重测", "Needs a retest");
const INVALID: Text = text("无效", "Invalid");
const REASON: Text = text("原因", "Reason");
const SAVE: Text = text("保存判断", "Save the decision");
const LATER: Text = text("稍后再看", "Later");
const CHOOSE: Text = text("请选择判断和原因。", "Choose a decision and a reason.");
const SAVED: Text = text(
    "判断已保存，平板上的可读副本已销毁。",
    "Decision saved; the readable copy on this tablet is destroyed.",
);
const NOT_SAVED: Text = text(
    "没能保存。平板可能存不下了：请清理存储空间后再按一次，结果还在。",
    "Not saved. The tablet may be full: free some storage and press again; the result is still here.",
);
const OPENING: Text = text("正在打开结果…", "Opening the result…");
const GONE: Text = text(
    "这台平板上没有您可以读的这份结果：它已经复核过、已过当天，或您没有查看权限。请在管理台查看。",
    "There is no copy of this result here that you can read: it was reviewed, its day is over, or you may not read results. See the desk.",
);
const HOME: Text = text("回到首页", "Home");
const ON_THE_WAY: Text = text(
    "结果已加密排队上传，与复核无关。",
    "The result is sealed and on its way, whether or not it is reviewed.",
);

/// Sealing and storing right after the last answer takes a moment.
const N_LOOKS: u32 = 20;
const LOOK_MS: u32 = 250;

/// Properties of [`Review`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReviewProps {
    /// State and tools.
    pub app: App,
    /// Who reads.
    pub who: Rc<Unlocked>,
    /// The result.
    pub result: RecordId,
}

#[derive(Clone, PartialEq)]
enum Found {
    Opening,
    Gone,
    Here(Rc<ResultRecord>),
}

/// The page.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let ReviewProps { app, who, result } = props;
    let lang = app.lang();
    let found = use_state(|| Found::Opening);
    {
        let (tools, who, found, id) = (app.tools.clone(), who.clone(), found.clone(), *result);
        use_effect_with(id, move |_| {
            spawn_local(async move {
                for _ in 0..N_LOOKS {
                    if let Some(record) = tools.readable(&who, id).await {
                        return found.set(Found::Here(Rc::new(record)));
                    }
                    if !who.staff.may_read {
                        break;
                    }
                    time::sleep(LOOK_MS).await;
                }
                found.set(Found::Gone);
            });
        });
    }
    let Some(device) = app.state.device.clone() else {
        return Html::default();
    };
    let body = match &*found {
        Found::Opening => html! { <p class="note" role="status">{ OPENING.get(lang) }</p> },
        Found::Gone => html! { <>
            <p class="lead" role="status">{ GONE.get(lang) }</p>
            <button type="button" class="primary" onclick={app.on(|| Action::GoHome(None))}>{ HOME.get(lang) }</button>
        </> },
        Found::Here(record) => html! { <>
            { head(&device, record, lang) }
            <Decide app={app.clone()} who={who.clone()} {device} record={record.clone()} />
        </> },
    };
    html! {
        <StaffFrame app={app.clone()} title={TITLE.get(lang)} class="wide review">{ body }</StaffFrame>
    }
}

fn head(device: &Device, record: &ResultRecord, lang: Lang) -> Html {
    let facts = [
        AGE.fill(lang, &[("n", &record.age_years.get().to_string())]),
        words::sex(record.sex).get(lang).to_owned(),
        words::stage(record.stage).get(lang).to_owned(),
        record.taken_on.as_str().to_owned(),
        words::ended(record.ended).get(lang).to_owned(),
        MINUTES.fill(lang, &[("n", &record.minutes.get().to_string())]),
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
                <TierBadge tier={record.tier} {lang} large={true} />
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
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    let cards = found.into_iter().map(|(severity, id, words, title)| {
        let is_critical = Severity::High <= severity;
        let (class, tier, head) = if is_critical {
            ("flag flag-critical", Tier::Red, CRITICAL)
        } else {
            ("flag", Tier::Yellow, ATTEND)
        };
        html! {
            <section {class} data-test={["review-flag-", &id].concat()}>
                <h2>{ tier_shape(Some(tier)) }<span>{ head.get(lang) }</span></h2>
                <p>{ words }</p>
                <p class="note">{ title }</p>
            </section>
        }
    });
    html! { <>{ for cards }</> }
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

#[derive(Clone, PartialEq, Properties)]
struct DecideProps {
    app: App,
    who: Rc<Unlocked>,
    device: Rc<Device>,
    record: Rc<ResultRecord>,
}

const DECISIONS: [(Decision, &str, Text); 3] = [
    (Decision::Confirmed, "review-confirm", CONFIRM),
    (Decision::Retest, "review-retest", RETEST),
    (Decision::Invalid, "review-invalid", INVALID),
];

fn reasons(decision: Decision) -> &'static [ReasonCode] {
    match decision {
        Decision::Confirmed => &[
            ReasonCode::None,
            ReasonCode::Fits,
            ReasonCode::OtherKnowledge,
        ],
        Decision::Retest => &[
            ReasonCode::Interrupted,
            ReasonCode::NotUnderstood,
            ReasonCode::Unwell,
            ReasonCode::NotSerious,
            ReasonCode::Device,
        ],
        Decision::Invalid => &[
            ReasonCode::NotSerious,
            ReasonCode::NotUnderstood,
            ReasonCode::WrongCode,
            ReasonCode::Device,
            ReasonCode::Training,
        ],
        Decision::WrongChild | Decision::Overridden => &[],
    }
}

#[component]
fn Decide(props: &DecideProps) -> Html {
    let DecideProps {
        app,
        who,
        device,
        record,
    } = props;
    let lang = app.lang();
    let decision = use_state(|| None::<Decision>);
    let reason = use_state(|| None::<ReasonCode>);
    let trouble = use_state(|| None::<Text>);
    let is_busy = use_state(|| false);
    // A confirmation needs no reason; the others do.
    let chosen_reason = match (*decision, *reason) {
        (Some(Decision::Confirmed), None) => Some(ReasonCode::None),
        (_, reason) => reason,
    };
    let save = {
        let (tools, device, who) = (app.tools.clone(), device.clone(), who.clone());
        let (trouble, is_busy, decision, id) =
            (trouble.clone(), is_busy.clone(), *decision, record.id);
        Callback::from(move |_: MouseEvent| {
            let (Some(decision), Some(reason)) = (decision, chosen_reason) else {
                return trouble.set(Some(CHOOSE));
            };
            let (tools, device, who) = (tools.clone(), device.clone(), who.clone());
            let (trouble, is_busy) = (trouble.clone(), is_busy.clone());
            is_busy.set(true);
            spawn_local(async move {
                if tools.review(&device, &who, id, decision, reason).await {
                    tools.dispatch(Action::GoHome(Some(SAVED)));
                    tools.send(&device.token, false).await;
                } else {
                    trouble.set(Some(NOT_SAVED));
                    is_busy.set(false);
                }
            });
        })
    };
    html! {
        <section class="card decide">
            <h2>{ DECIDE.get(lang) }</h2>
            <div class="decisions" role="group">
                { for DECISIONS.iter().map(|(it, test, label)| {
                    let (decision, reason, trouble, it) = (decision.clone(), reason.clone(), trouble.clone(), *it);
                    let is_on = *decision == Some(it);
                    html! {
                        <button type="button" class="decision" data-test={*test} aria-pressed={if is_on { "true" } else { "false" }}
                            onclick={move |_| { decision.set(Some(it)); reason.set(None); trouble.set(None); }}>{ label.get(lang) }</button>
                    }
                }) }
            </div>
            if let Some(it) = *decision {
                <h3>{ REASON.get(lang) }</h3>
                <div class="chips">
                    { for reasons(it).iter().map(|it| {
                        let (reason, trouble, it) = (reason.clone(), trouble.clone(), *it);
                        html! {
                            <button type="button" class="chip" data-test={["review-reason-", it.as_str()].concat()}
                                aria-pressed={if chosen_reason == Some(it) { "true" } else { "false" }}
                                onclick={move |_| { reason.set(Some(it)); trouble.set(None); }}>{ words::reason(it).get(lang) }</button>
                        }
                    }) }
                </div>
            }
            <div role="alert">
                if let Some(trouble) = *trouble { <p class="error" data-test="error-message">{ trouble.get(lang) }</p> }
            </div>
            <p class="note">{ words::NO_DIAGNOSIS.get(lang) }{ " · " }{ ON_THE_WAY.get(lang) }</p>
            <div class="form-actions">
                <button type="button" class="ghost" data-test="review-later" onclick={app.on(|| Action::GoHome(None))}>
                    { icon::back() }<span>{ LATER.get(lang) }</span>
                </button>
                <button type="button" class="primary" data-test="review-save" disabled={*is_busy} onclick={save}>{ SAVE.get(lang) }</button>
            </div>
        </section>
    }
}
