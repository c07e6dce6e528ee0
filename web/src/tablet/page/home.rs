//! Staff at work: start, what waits to be sent, what waits to be reviewed, sittings that were interrupted.

use super::handover::grouped;
use crate::shared::text::{Lang, Text, text};
use crate::shared::tier::tier_badge;
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::model::{Device, Unlocked};
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{
    self, Look, Tie, busy_button, button, line, problem, tied_button, trouble,
};
use crate::tablet::state::Action;
use crate::tablet::task::Task;
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
/// Nothing was sent.
pub const OFFLINE: Text = text(
    "连不上服务器。记录仍在平板上，不会丢失；网络恢复后自动再传。",
    "The server cannot be reached. Nothing is lost: the records stay here and are sent when the network is back.",
);
const REFUSED: Text = text(
    "服务器没有接受：{reason}。记录保留在平板上，请告诉系统管理员，然后再试“现在上传”。",
    "The server refused it: {reason}. The record stays here; tell the operator, then try 'Send now' again.",
);
const UNFINISHED: Text = text("没有做完的测评", "Interrupted screenings");
const UNFINISHED_AGE: Text = text(
    "{age}前中断，已加密保存。",
    "Interrupted {age} ago, kept encrypted.",
);
const RESUME: Text = text("接着做", "Go on");
const STOP: Text = text("结束并计分", "End and score");
/// Another key is needed.
pub const CANNOT_OPEN: Text = text(
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
pub fn view(app: &App, who: &Unlocked) -> Html {
    let lang = app.lang();
    let Some(device) = &app.state.device else {
        return Html::default();
    };
    let title = HELLO.fill(lang, &[("name", &who.staff.name)]);
    let body = html! { <>
        if let Some(notice) = app.state.notice { <p class="notice" role="status">{ notice.get(lang) }</p> }
        <div class="home">
            <button type="button" class="start-card" data-test="home-start" onclick={app.on(Action::OpenStart)}>
                <b>{ START.get(lang) }</b><span>{ START_NOTE.get(lang) }</span>
            </button>
            { unfinished(app, device) }
            { reviews(app, who) }
            { waiting(app, device) }
            { about(device, lang) }
        </div>
    </> };
    staff_frame(app, "wide", title, body)
}

fn reviews(app: &App, who: &Unlocked) -> Html {
    let lang = app.lang();
    let results = &app.local().results;
    let rows = results.iter().map(|it| {
        let id = it.id;
        let day = [words::ended(it.ended).get(lang), " · ", it.taken_on.as_str()].concat();
        let tie = Tie { id: Some(id.to_string().into()), ..Tie::default() };
        let open = app.on(Action::OpenReview(id));
        html! {
            <li>
                { tier_badge(it.tier, lang, false) }
                <span class="rows-main"><b class="code">{ grouped(it.child.as_str()) }</b><span class="note">{ day }</span></span>
                { tied_button(Look::Secondary, "review-open".into(), ui::words(OPEN.get(lang)), open, tie) }
            </li>
        }
    });
    let remark = match (who.staff.may_read, results.is_empty()) {
        (false, _) => REVIEWS_NOT_YOURS,
        (true, true) => REVIEWS_NONE,
        (true, false) => REVIEWS_NOTE,
    };
    html! {
        <section class="card" data-test="home-reviews">
            <h2>{ REVIEWS.get(lang) }</h2>
            <ul class="rows">{ for rows }</ul>
            { line("note", remark.get(lang)) }
        </section>
    }
}

fn waiting(app: &App, device: &Device) -> Html {
    let lang = app.lang();
    let is_busy = app.local().is_busy;
    let waiting = &app.state.waiting;
    let send = app.does(Task::Send);
    let refusals = waiting.iter().filter_map(|it| it.refusal.as_deref());
    let label = if is_busy { SENDING } else { SEND };
    html! {
        <section class="card">
            <h2>{ WAITING.get(lang) }<span class="count" data-test="home-waiting">{ waiting.len() }</span></h2>
            if let Some(oldest) = waiting.first() {
                <p>{ WAITING_SOME.get(lang) }</p>
                { line("note", OLDEST.fill(lang, &[("age", &age(device.now_ms() - oldest.queued_ms, lang))])) }
            } else {
                { line("note", WAITING_NONE.get(lang)) }
            }
            { for refusals.map(|it| problem(Some(REFUSED.fill(lang, &[("reason", it)])))) }
            { trouble(app) }
            { busy_button(Look::Secondary, "home-sync", ui::words(label.get(lang)), send, is_busy) }
        </section>
    }
}

fn unfinished(app: &App, device: &Device) -> Html {
    let lang = app.lang();
    let drafts = &app.local().drafts;
    if drafts.is_empty() {
        return Html::default();
    }
    let rows = drafts.iter().enumerate().map(|(idx, (_, draft))| {
        let age = age(device.now_ms() - draft.updated_ms, lang);
        html! {
            <li>
                <span class="rows-main">{ UNFINISHED_AGE.fill(lang, &[("age", &age)]) }</span>
                { button(Look::Ghost, "draft-stop", ui::words(STOP.get(lang)), app.does(Task::End(idx))) }
                { button(Look::Secondary, "draft-resume", ui::words(RESUME.get(lang)), app.does(Task::Resume(idx))) }
            </li>
        }
    });
    html! {
        <section class="card accent" data-test="home-unfinished">
            <h2>{ UNFINISHED.get(lang) }</h2>
            <ul class="rows">{ for rows }</ul>
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
