//! Staff choose their name and give their PIN.

use super::PageProps;
use crate::platform::page;
use crate::shared::text::{Lang, Text, text};
use crate::tablet::model::Staff;
use crate::tablet::part::{StaffFrame, icon};
use crate::tablet::state::{Action, AfterUnlock, Screen};
use crate::tablet::unlock::{Locked, unlock};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const WHO: Text = text("请选择您的名字", "Who are you?");
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
const EMPTY: Text = text("请输入 PIN。", "Type your PIN.");
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
#[component]
pub fn Unlock(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let chosen = use_state(|| None::<usize>);
    let Some(device) = app.state.device.clone() else {
        return Html::default();
    };
    let staff = &device.package.staff;
    let after = match app.state.screen {
        Screen::Unlock(after) => after,
        _ => AfterUnlock::Home,
    };
    let is_review = after != AfterUnlock::Home;
    let title = if is_review { REVIEW } else { WHO }.get(lang);
    // The only person there is need not be chosen.
    let person = match (*chosen, staff.as_slice()) {
        (None, [only]) => Some(only),
        (Some(idx), all) => all.get(idx),
        (None, _) => None,
    };
    let refresh = {
        let tools = app.tools.clone();
        let device = device.clone();
        Callback::from(move |_: MouseEvent| {
            let (tools, device) = (tools.clone(), device.clone());
            spawn_local(async move { tools.refresh(device).await });
        })
    };
    html! {
        <StaffFrame app={app.clone()} {title} class="narrow">
            if let Some(notice) = app.state.notice {
                <p class="notice" role="status">{ notice.get(lang) }</p>
            }
            if staff.is_empty() {
                <p class="lead">{ NOBODY.get(lang) }</p>
                <button type="button" class="primary" onclick={refresh}>{ REFRESH.get(lang) }</button>
            } else if let Some(person) = person {
                <PinForm app={app.clone()} person={Rc::new(person.clone())}
                    on_other={(1 < staff.len()).then(|| {
                        let chosen = chosen.clone();
                        Callback::from(move |()| chosen.set(None))
                    })} />
                if staff.len() == 1 {
                    // Still there for whoever looks for a name to choose.
                    <span class="visually-hidden">{ person.name.clone() }</span>
                }
            } else {
                <ul class="people">
                    { for staff.iter().enumerate().map(|(idx, person)| {
                        let chosen = chosen.clone();
                        html! {
                            <li><button type="button" class="person" data-test="staff-choice" data-id={person.id.clone()}
                                onclick={move |_| chosen.set(Some(idx))}>
                                <span class="avatar" aria-hidden="true">{ person.name.chars().next() }</span>
                                <span>{ person.name.clone() }</span>
                            </button></li>
                        }
                    }) }
                </ul>
            }
        </StaffFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PinFormProps {
    app: crate::tablet::flow::App,
    person: Rc<Staff>,
    on_other: Option<Callback<()>>,
}

#[component]
fn PinForm(props: &PinFormProps) -> Html {
    let lang = props.app.lang();
    let input = use_node_ref();
    let trouble = use_state(|| None::<Locked>);
    let is_empty = use_state(|| false);
    let is_busy = use_state(|| false);
    use_effect_with(props.person.id.clone(), |_| page::focus("#pin"));

    let onsubmit = {
        let (tools, person) = (props.app.tools.clone(), props.person.clone());
        let (input, trouble, is_empty, is_busy) = (
            input.clone(),
            trouble.clone(),
            is_empty.clone(),
            is_busy.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = input.cast::<HtmlInputElement>() else {
                return;
            };
            let pin = field.value();
            is_empty.set(pin.is_empty());
            if pin.is_empty() || *is_busy {
                return;
            }
            field.set_value("");
            is_busy.set(true);
            let (tools, person) = (tools.clone(), person.clone());
            let (trouble, is_busy) = (trouble.clone(), is_busy.clone());
            spawn_local(async move {
                match unlock(&tools.vault, &person, &pin).await {
                    Ok(who) => tools.dispatch(Action::Unlock(Rc::new(who))),
                    Err(locked) => {
                        trouble.set(Some(locked));
                        is_busy.set(false);
                        page::focus("#pin");
                    }
                }
            });
        })
    };
    let message = if *is_empty {
        Some(EMPTY.get(lang).to_owned())
    } else {
        trouble.map(|it| words(it, lang))
    };
    html! {
        <form class="card form" {onsubmit}>
            <p class="person person-chosen" data-test="staff-choice" data-id={props.person.id.clone()}>
                <span class="avatar" aria-hidden="true">{ props.person.name.chars().next() }</span>
                <span>{ props.person.name.clone() }</span>
                if let Some(on_other) = props.on_other.clone() {
                    <button type="button" class="ghost push" onclick={move |_| on_other.emit(())}>{ OTHER.get(lang) }</button>
                }
            </p>
            <label for="pin">{ PIN.get(lang) }</label>
            <input id="pin" ref={input} class="code-input" data-test="pin-input" type="password" inputmode="numeric"
                autocomplete="off" maxlength="32" aria-invalid={message.is_some().then_some("true")} />
            <div role="alert">
                if let Some(message) = message {
                    <p class="error" data-test="error-message">{ message }</p>
                }
            </div>
            <button type="submit" class="primary" data-test="pin-submit" disabled={*is_busy}>
                { icon::lock() }<span>{ if *is_busy { BUSY } else { OPEN }.get(lang) }</span>
            </button>
        </form>
    }
}

fn words(locked: Locked, lang: Lang) -> String {
    match locked {
        Locked::WrongPin(0) => WRONG.get(lang).to_owned(),
        Locked::WrongPin(n) => WRONG_WAIT.fill(lang, &[("n", &n.to_string())]),
        Locked::TooSoon(n) => TOO_SOON.fill(lang, &[("n", &n.to_string())]),
        Locked::Unavailable => UNAVAILABLE.get(lang).to_owned(),
    }
}
