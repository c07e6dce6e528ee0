//! Staff choose their name and give their PIN.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::local::{Edit, Trouble};
use crate::tablet::model::Staff;
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{Look, Tie, button, line, tied_button, trouble, with_icon, words};
use crate::tablet::state::AfterUnlock;
use crate::tablet::task::Task;
use crate::tablet::unlock::Locked;
use yew::prelude::*;

/// Id of the field.
pub const PIN_FIELD: &str = "pin";

const WHO: Text = text("请选择您的名字", "Who are you?");
const GIVE_PIN: Text = text("请输入 PIN", "Give your PIN");
const REVIEW: Text = text(
    "请老师输入 PIN 查看结果",
    "Staff: give your PIN to see the result",
);
const PIN: Text = text("PIN（六位或更多数字）", "PIN (six digits or more)");
const OPEN: Text = text("打开", "Open");
const BUSY: Text = text("正在核对…", "Checking…");
const OTHER: Text = text("换一个人", "Somebody else");
const NOBODY: Text = text(
    "还没有人设置 PIN。请先在管理台登录并设置 PIN，然后在这里刷新。",
    "Nobody has set a PIN yet. Sign in at the desk and set one, then refresh here.",
);
const REFRESH: Text = text("刷新", "Refresh");
const DISOWNED: Text = text(
    "服务器不认识这台平板：它可能已被停用，或服务器已重装。已有的记录仍会保留。",
    "The server does not know this tablet: it was revoked, or the server was set up anew. Records kept here stay.",
);
const ENROL: Text = text("重新登记", "Enrol again");
/// Nothing was typed.
pub const EMPTY: Text = text("请输入 PIN。", "Type your PIN.");
const WRONG: Text = text("PIN 不对，请再试一次。", "Wrong PIN. Try again.");
const WRONG_WAIT: Text = text(
    "PIN 不对。{n} 秒后可以再试。忘记了可以在管理台重新设置。",
    "Wrong PIN. Try again in {n} seconds. If you forgot it, set a new one at the desk.",
);
const TOO_SOON: Text = text("请再等 {n} 秒。", "Please wait another {n} seconds.");
const UNAVAILABLE: Text = text(
    "这个浏览器现在无法核对 PIN。请重新打开本页再试。",
    "This browser cannot check the PIN now. Open this page again and try once more.",
);

/// The page.
pub fn view(app: &App, after: AfterUnlock) -> Html {
    let lang = app.lang();
    let Some(device) = app.state.device.clone() else {
        return Html::default();
    };
    let staff = &device.package.staff;
    let person = chosen(app);
    let title = match (after, person) {
        (AfterUnlock::Review(_), _) => REVIEW,
        (AfterUnlock::Home, None) => WHO,
        (AfterUnlock::Home, Some(_)) => GIVE_PIN,
    };
    let body = match person {
        Some(person) => pin_form(app, person, 1 < staff.len()),
        None if staff.is_empty() => {
            html! { <>
                { line("lead", NOBODY.get(lang)) }
                { button(Look::Primary, "staff-refresh", words(REFRESH.get(lang)), app.does(Task::Refresh)) }
            </> }
        }
        None => {
            let people = staff.iter().enumerate().map(|(idx, person)| {
                let tie = Tie { id: Some(person.id.clone().into()), ..Tie::default() };
                let choose = app.on_edit(Edit::Person(Some(idx)));
                html! { <li>{ tied_button(Look::Person, "staff-choice".into(), face(person), choose, tie) }</li> }
            });
            html! { <ul class="people">{ for people }</ul> }
        }
    };
    let body = html! { <>
        if let Some(notice) = app.state.notice { <p class="notice" role="status">{ notice.get(lang) }</p> }
        if app.state.is_disowned { { disowned(app) } }
        { body }
    </> };
    staff_frame(app, "narrow", title.get(lang), body)
}

fn disowned(app: &App) -> Html {
    html! { <>
        { line("warning", DISOWNED.get(app.lang())) }
        { button(Look::Secondary, "staff-enrol", words(ENROL.get(app.lang())), app.does(Task::Leave)) }
    </> }
}

/// Who gives the PIN; the only person there is need not be chosen.
pub fn chosen(app: &App) -> Option<&Staff> {
    let staff = &app.state.device.as_ref()?.package.staff;
    match (app.local().person, staff.as_slice()) {
        (None, [only]) => Some(only),
        (idx, all) => all.get(idx?),
    }
}

fn face(person: &Staff) -> Html {
    html! { <>
        <span class="avatar" aria-hidden="true">{ person.name.chars().next() }</span>
        <span>{ person.name.clone() }</span>
    </> }
}

fn pin_form(app: &App, person: &Staff, has_others: bool) -> Html {
    let lang = app.lang();
    let is_busy = app.local().is_busy;
    let other = app.on_edit(Edit::Person(None));
    html! {
        <form class="card form" onsubmit={app.submits(Task::Unlock(person.clone()))}>
            <div class="person person-chosen" data-test="staff-choice" data-id={person.id.clone()}>
                { face(person) }
                if has_others {
                    <span class="push">{ button(Look::Ghost, "staff-other", words(OTHER.get(lang)), other) }</span>
                }
            </div>
            <label for={PIN_FIELD}>{ PIN.get(lang) }</label>
            <input id={PIN_FIELD} class="code-input" data-test="pin-input" type="password" inputmode="numeric"
                autocomplete="off" maxlength="32" />
            { trouble(app) }
            <button type="submit" class="primary" data-test="pin-submit" disabled={is_busy}>
                { with_icon(icon::lock(), if is_busy { BUSY } else { OPEN }.get(lang)) }
            </button>
        </form>
    }
}

/// What to say.
pub fn words_for(locked: Locked) -> Trouble {
    match locked {
        Locked::WrongPin(0) => WRONG.into(),
        Locked::WrongPin(n) => Trouble::with(WRONG_WAIT, n),
        Locked::TooSoon(n) => Trouble::with(TOO_SOON, n),
        Locked::Unavailable => UNAVAILABLE.into(),
    }
}
