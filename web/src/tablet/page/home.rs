//! Staff at work: start, what waits to be sent, what waits to be reviewed, sittings that were interrupted.

use super::PageProps;
use super::handover::grouped;
use crate::platform::http;
use crate::shared::text::{Lang, Text, text};
use crate::shared::tier::TierBadge;
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::model::{Device, Unlocked};
use crate::tablet::part::{StaffFrame, icon};
use crate::tablet::state::{Action, Screen, WaitingView};
use crate::tablet::vault::Draft;
use engine::wire::{RecordId, ResultRecord};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const HELLO: Text = text("{name}，您好", "Hello, {name}");
const START: Text = text("开始一次测评", "Start a screening");
const START_NOTE: Text = text(
    "选编号和量表，然后把平板交给孩子。",
    "Choose code and battery, then hand the tablet over.",
);
const REVIEWS: Text = text("待复核的结果", "Results to review");
const REVIEWS_NONE: Text = text("没有待复核的结果。", "No result waits for a review.");
const REVIEWS_NOTE: Text = text(
    "可读副本今天结束时销毁；之后在管理台查看。",
    "Readable copies are destroyed at the end of the day; after that, see the desk.",
);
const REVIEWS_NOT_YOURS: Text = text(
    "只有心理教师可以查看结果。",
    "Only counsellors can read results.",
);
const OPEN: Text = text("查看", "Review");
const WAITING: Text = text("待上传", "Waiting to be sent");
const WAITING_NONE: Text = text("都已送达服务器。", "Everything has reached the server.");
const WAITING_SOME: Text = text(
    "已加密保存在这台平板上，联网后会自动上传。",
    "Sealed and safe on this tablet; sent by itself when the network is back.",
);
const OLDEST: Text = text("最早一条：{age}前", "Oldest: {age} ago");
const SEND: Text = text("现在上传", "Send now");
const SENDING: Text = text("正在上传…", "Sending…");
const OFFLINE: Text = text(
    "连不上服务器。记录仍在平板上，不会丢失；网络恢复后自动再传。",
    "The server cannot be reached. Nothing is lost: the records stay here and are sent when the network is back.",
);
const REFUSED: Text = text(
    "服务器没有接受：{reason}。记录保留在平板上，请告诉系统管理员，然后再试“现在上传”。",
    "The server refused it: {reason}. The record stays here; tell the operator, then try “Send now” again.",
);
const UNFINISHED: Text = text("没有做完的测评", "Interrupted screenings");
const UNFINISHED_AGE: Text = text(
    "{age}前中断，已加密保存。",
    "Interrupted {age} ago, kept encrypted.",
);
const RESUME: Text = text("接着做", "Go on");
const STOP: Text = text("结束并计分", "End and score");
const CANNOT_OPEN: Text = text(
    "您的密钥打不开这次测评（它开始时您还没有 PIN）。请由当时在场的同事打开；否则到时限后会自动结束并上传。",
    "Your key does not open this one (you had no PIN when it began). Ask a colleague who was there; otherwise it ends and is sent by itself after the limit.",
);
const TABLET: Text = text("这台平板", "This tablet");
const CONTACT: Text = text("最近一次联系服务器", "Last contact with the server");
const STORAGE: Text = text("数据保存", "Storage");
const KEPT: Text = text("浏览器已承诺保留", "The browser promised to keep it");
const NOT_KEPT: Text = text(
    "浏览器可能会清理：请把本页添加到主屏幕，并每天联网上传",
    "The browser may clear it: add this page to the home screen and connect daily",
);
const PEOPLE: Text = text("名单", "List");
const N_CODES: Text = text("{n} 个编号", "{n} codes");

/// The page.
#[component]
pub fn Home(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let (Screen::Home(who), Some(device)) = (&app.state.screen, app.state.device.clone()) else {
        return Html::default();
    };
    let title = HELLO.fill(lang, &[("name", &who.staff.name)]);
    html! {
        <StaffFrame app={app.clone()} {title} class="wide">
            if let Some(notice) = app.state.notice {
                <p class="notice" role="status">{ notice.get(lang) }</p>
            }
            <div class="home">
                <button type="button" class="start-card" data-test="home-start" onclick={app.on(|| Action::OpenStart)}>
                    <b>{ START.get(lang) }</b><span>{ START_NOTE.get(lang) }</span>
                </button>
                <Unfinished app={app.clone()} who={who.clone()} device={device.clone()} />
                <Reviews app={app.clone()} who={who.clone()} />
                <Waiting app={app.clone()} device={device.clone()} />
                { about(&device, lang) }
            </div>
        </StaffFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ReviewsProps {
    app: App,
    who: Rc<Unlocked>,
}

#[component]
fn Reviews(props: &ReviewsProps) -> Html {
    let ReviewsProps { app, who } = props;
    let lang = app.lang();
    let results = use_state(Vec::<ResultRecord>::new);
    {
        let (tools, who, results) = (app.tools.clone(), who.clone(), results.clone());
        // The queue changes when a sitting ends: then there may be one more to review.
        use_effect_with(app.state.waiting.clone(), move |_| {
            spawn_local(async move { results.set(tools.readables(&who).await) });
        });
    }
    html! {
        <section class="card" data-test="home-reviews">
            <h2>{ REVIEWS.get(lang) }</h2>
            if !who.staff.may_read {
                <p class="note">{ REVIEWS_NOT_YOURS.get(lang) }</p>
            } else if results.is_empty() {
                <p class="note">{ REVIEWS_NONE.get(lang) }</p>
            } else {
                <ul class="rows">
                    { for results.iter().map(|it| {
                        let id = it.id;
                        html! {
                            <li>
                                <TierBadge tier={it.tier} {lang} />
                                <span class="rows-main"><b class="code">{ grouped(it.child.as_str()) }</b>
                                    <span class="note">{ words::ended(it.ended).get(lang) }{ " · " }{ it.taken_on.as_str().to_owned() }</span></span>
                                <button type="button" class="secondary" data-test="review-open" data-id={id.to_string()}
                                    onclick={app.on(move || Action::OpenReview(id))}>{ OPEN.get(lang) }</button>
                            </li>
                        }
                    }) }
                </ul>
                <p class="note">{ REVIEWS_NOTE.get(lang) }</p>
            }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct WaitingProps {
    app: App,
    device: Rc<Device>,
}

#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let WaitingProps { app, device } = props;
    let lang = app.lang();
    let is_busy = use_state(|| false);
    let is_offline = use_state(|| false);
    let waiting: &[WaitingView] = &app.state.waiting;
    let now = device.now_ms();

    let send = {
        let (tools, device) = (app.tools.clone(), device.clone());
        let (is_busy, is_offline) = (is_busy.clone(), is_offline.clone());
        Callback::from(move |_: MouseEvent| {
            let (tools, device) = (tools.clone(), device.clone());
            let (is_busy, is_offline) = (is_busy.clone(), is_offline.clone());
            is_busy.set(true);
            spawn_local(async move {
                let is_reached = http::send(http::Request::get("/healthz")).await.is_ok();
                if is_reached {
                    tools.send(&device.token, true).await;
                    tools.refresh(device).await;
                }
                is_offline.set(!is_reached);
                is_busy.set(false);
            });
        })
    };
    let refusals = waiting.iter().filter_map(|it| it.refusal.as_deref());
    html! {
        <section class="card">
            <h2>{ WAITING.get(lang) }<span class="count" data-test="home-waiting">{ waiting.len() }</span></h2>
            if let Some(oldest) = waiting.first() {
                <p>{ WAITING_SOME.get(lang) }</p>
                <p class="note">{ OLDEST.fill(lang, &[("age", &age(now - oldest.queued_ms, lang))]) }</p>
            } else {
                <p class="note">{ WAITING_NONE.get(lang) }</p>
            }
            { for refusals.map(|it| html! { <p class="error">{ REFUSED.fill(lang, &[("reason", it)]) }</p> }) }
            <div role="alert">
                if *is_offline { <p class="warning" data-test="error-message">{ OFFLINE.get(lang) }</p> }
            </div>
            <button type="button" class="secondary" data-test="home-sync" disabled={*is_busy} onclick={send}>
                { if *is_busy { SENDING } else { SEND }.get(lang) }
            </button>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct UnfinishedProps {
    app: App,
    who: Rc<Unlocked>,
    device: Rc<Device>,
}

#[component]
fn Unfinished(props: &UnfinishedProps) -> Html {
    let UnfinishedProps { app, who, device } = props;
    let lang = app.lang();
    let drafts = use_state(|| Rc::<[(RecordId, Rc<Draft>)]>::from([]));
    let is_closed = use_state(|| false);
    {
        let (tools, drafts, device) = (app.tools.clone(), drafts.clone(), device.clone());
        use_effect_with(app.state.waiting.clone(), move |_| {
            spawn_local(async move {
                tools.tidy(&device, None).await;
                let rows = tools.vault.drafts().await.unwrap_or_default();
                let read = |(id, draft): (String, Draft)| {
                    Some((RecordId::parse(&id).ok()?, Rc::new(draft)))
                };
                drafts.set(rows.into_iter().filter_map(read).collect());
            });
        });
    }
    if drafts.is_empty() {
        return Html::default();
    }
    let act = |id: RecordId, draft: &Rc<Draft>, does_resume: bool| {
        let (tools, device, who, draft) = (
            app.tools.clone(),
            device.clone(),
            who.clone(),
            draft.clone(),
        );
        let is_closed = is_closed.clone();
        Callback::from(move |_: MouseEvent| {
            let (tools, device, who, draft) =
                (tools.clone(), device.clone(), who.clone(), draft.clone());
            let is_closed = is_closed.clone();
            spawn_local(async move {
                let is_open = if does_resume {
                    tools.resume(&device, &who, id, &draft).await
                } else {
                    tools.stop(&device, &who, id, &draft, lang).await
                };
                is_closed.set(!is_open);
            });
        })
    };
    html! {
        <section class="card accent" data-test="home-unfinished">
            <h2>{ UNFINISHED.get(lang) }</h2>
            <ul class="rows">
                { for drafts.iter().map(|(id, draft)| html! {
                    <li>
                        <span class="rows-main">{ UNFINISHED_AGE.fill(lang, &[("age", &age(device.now_ms() - draft.updated_ms, lang))]) }</span>
                        <button type="button" class="ghost" data-test="draft-stop" onclick={act(*id, draft, false)}>{ STOP.get(lang) }</button>
                        <button type="button" class="secondary" data-test="draft-resume" onclick={act(*id, draft, true)}>{ RESUME.get(lang) }</button>
                    </li>
                }) }
            </ul>
            <div role="alert">
                if *is_closed { <p class="error" data-test="error-message">{ CANNOT_OPEN.get(lang) }</p> }
            </div>
        </section>
    }
}

fn about(device: &Device, lang: Lang) -> Html {
    let contact = device.civil(device.last_contact_ms);
    let weekday = words::weekday(contact.weekday).get(lang);
    let kept = if device.is_storage_kept == Some(true) {
        KEPT
    } else {
        NOT_KEPT
    };
    html! {
        <section class="card quiet">
            <h2>{ TABLET.get(lang) }</h2>
            <dl class="facts">
                <dt>{ CONTACT.get(lang) }</dt>
                <dd data-test="home-contact">{ [contact.date().as_str(), weekday, contact.clock().as_str()].join(" ") }</dd>
                <dt>{ STORAGE.get(lang) }</dt><dd>{ kept.get(lang) }</dd>
                <dt>{ PEOPLE.get(lang) }</dt>
                <dd>{ N_CODES.fill(lang, &[("n", &device.package.children.len().to_string())]) }</dd>
            </dl>
            <p class="note with-icon">{ icon::mark() }<span>{ words::NO_DIAGNOSIS.get(lang) }</span></p>
        </section>
    }
}

const MOMENT: Text = text("不到一分钟", "less than a minute");
const MINUTES: Text = text("{n} 分钟", "{n} min");
const HOURS: Text = text("{n} 小时", "{n} h");
const DAYS: Text = text("{n} 天", "{n} d");

/// How long ago, in one unit.
fn age(ms: i64, lang: Lang) -> String {
    let minutes = ms / 60_000;
    let (words, n) = match minutes {
        ..1 => return MOMENT.get(lang).to_owned(),
        1..120 => (MINUTES, minutes),
        120..2880 => (HOURS, minutes / 60),
        _ => (DAYS, minutes / 1_440),
    };
    words.fill(lang, &[("n", &n.to_string())])
}
