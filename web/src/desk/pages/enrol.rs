//! A code that lets one tablet join: large, with its time running, and with the steps on the tablet.

use super::set_up::SubmitButton;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::notice::failure_line;
use crate::desk::handle::use_desk;
use crate::desk::model::EnrolmentCode;
use crate::desk::state::Action;
use crate::desk::{api, browser, text};
use crate::platform::http::HttpError;
use crate::platform::time::now_ms;
use gloo::timers::callback::Interval;
use std::rc::Rc;
use yew::prelude::*;

/// The form, or the code that came of it.
#[component]
pub fn Enrol() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let label = use_node_ref();
    let failure = use_state(|| None::<Rc<HttpError>>);
    let is_busy = use_state(|| false);
    let n_devices = desk.devices.value.as_deref().map_or(0, <[_]>::len);

    let onsubmit = {
        let (label, failure, is_busy, desk) = (
            label.clone(),
            failure.clone(),
            is_busy.clone(),
            desk.clone(),
        );
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_busy {
                return;
            }
            is_busy.set(true);
            let typed = value_of(&label);
            let name = match typed.trim() {
                "" => text::LABEL_DEFAULT.fill(desk.lang, &[("n", &(n_devices + 1).to_string())]),
                typed => typed.to_owned(),
            };
            let (failure, is_busy, csrf) = (failure.clone(), is_busy.clone(), desk.csrf());
            let call = async move { api::make_enrolment_code(&csrf, &name).await };
            desk.call(call, move |answer, dispatch| {
                is_busy.set(false);
                failure.set(answer.as_ref().err().map(|it| Rc::new(it.clone())));
                if let Ok(code) = answer {
                    dispatch(Action::ShowEnrolment(Some(Rc::new(code))));
                }
            });
        }
    };
    html! {
        <section class="card enrol" aria-labelledby="enrol-heading">
            if let Some(code) = &desk.enrolment {
                <CodeView code={code.clone()} />
            } else {
                <h2 id="enrol-heading">{ text::ENROL.get(lang) }</h2>
                <p class="quiet">{ text::ENROL_LEAD.get(lang) }</p>
                <form {onsubmit} novalidate=true class="inline-form">
                    <Field id="label" test="device-label" label={text::LABEL.get(lang)} hint={text::LABEL_HINT.get(lang)} node={label} />
                    <SubmitButton label={text::MAKE_CODE} busy={text::SENDING} is_busy={*is_busy} test="device-code-make" />
                </form>
                if let Some(error) = &*failure { { failure_line(error, lang) } }
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct CodeViewProps {
    code: Rc<EnrolmentCode>,
}

#[component]
fn CodeView(props: &CodeViewProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let code = &props.code;
    let now = use_state(now_ms);
    {
        let now = now.clone();
        use_effect_with((), move |()| {
            let interval = Interval::new(1000, move || now.set(now_ms()));
            move || drop(interval)
        });
    }
    // Tablets that were there when the code was made; a new one of this name has used it.
    let known = use_memo((), |()| ids(&desk));
    let devices = desk.devices.value.as_deref().unwrap_or_default();
    let is_enrolled = devices
        .iter()
        .any(|it| it.label == code.label && !known.contains(&it.id));
    let seconds = (code.expires_at_ms - *now).max(0) / 1000;
    let put_away = desk.on(|_: MouseEvent| Action::ShowEnrolment(None));
    let time = format!("{}:{:02}", seconds / 60, seconds % 60);
    let label = [("label", code.label.as_str())];
    html! {
        <>
            <h2 id="enrol-heading">{ text::CODE_FOR.fill(lang, &label) }</h2>
            if is_enrolled {
                <p class="enrolled" role="status">{ text::ENROLLED_NOW.fill(lang, &label) }</p>
            } else if seconds == 0 {
                <p class="error-line" role="alert" data-test="error-message">{ text::EXPIRED.get(lang) }</p>
            } else {
                <div class="enrol-code">
                    <p class="big-code" data-test="device-code">{ code.code.clone() }</p>
                    <p class="quiet" role="timer">{ text::EXPIRES_IN.fill(lang, &[("time", &time)]) }</p>
                </div>
                <ol class="enrol-steps">
                    <li>{ text::STEP_OPEN.fill(lang, &[("address", &browser::origin())]) }</li>
                    <li>{ text::STEP_TYPE.get(lang) }</li>
                    <li>{ text::STEP_START.get(lang) }</li>
                </ol>
            }
            <button class="button" onclick={put_away}>{ if is_enrolled || seconds == 0 { text::DONE } else { text::CLOSE }.get(lang) }</button>
        </>
    }
}

fn ids(desk: &crate::desk::state::Desk) -> Vec<String> {
    desk.devices
        .value
        .as_deref()
        .unwrap_or_default()
        .iter()
        .map(|it| it.id.clone())
        .collect()
}
