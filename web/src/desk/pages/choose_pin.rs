//! The PIN: a key pair is made here, its private half wrapped under the PIN before anything is sent.

use super::set_up::SubmitButton;
use crate::desk::components::entry::Entry;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::notice::failure_line;
use crate::desk::handle::use_desk;
use crate::desk::hooks::use_page_change;
use crate::desk::model::Session;
use crate::desk::pin::{PinFault, judge_pin};
use crate::desk::state::Action;
use crate::desk::{api, keys, text};
use crate::platform::http::HttpError;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ChoosePin`].
#[derive(PartialEq, Properties)]
pub struct ChoosePinProps {
    /// Whose PIN.
    pub session: Rc<Session>,
}

#[derive(Debug, Clone, PartialEq)]
enum Trouble {
    Fault(PinFault),
    NoCrypto,
    Server(Rc<HttpError>),
}

/// The PIN page.
#[component]
pub fn ChoosePin(props: &ChoosePinProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let (pin, repeated) = (use_node_ref(), use_node_ref());
    let trouble = use_state(|| None::<Trouble>);
    let is_busy = use_state(|| false);
    use_page_change("pin", text::PIN.get(lang));

    let onsubmit = {
        let (pin, repeated) = (pin.clone(), repeated.clone());
        let (trouble, is_busy) = (trouble.clone(), is_busy.clone());
        let (desk, session) = (desk.clone(), props.session.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_busy {
                return;
            }
            let pin = value_of(&pin);
            let judged = judge_pin(&pin, &value_of(&repeated));
            trouble.set(judged.err().map(Trouble::Fault));
            if judged.is_err() {
                return;
            }
            is_busy.set(true);
            let (trouble, is_busy) = (trouble.clone(), is_busy.clone());
            let (csrf, session) = (desk.csrf(), (*session).clone());
            let staff = session.staff.id.clone();
            let call = async move {
                let Ok(pair) = keys::make(&pin, &staff).await else {
                    return Ok(None);
                };
                api::put_key(&csrf, &pair).await.map(Some)
            };
            desk.call(call, move |answer, dispatch| {
                is_busy.set(false);
                match answer {
                    Ok(Some(())) => {
                        let mut session = session;
                        session.staff.has_key = true;
                        dispatch(Action::Enter(session));
                    }
                    Ok(None) => trouble.set(Some(Trouble::NoCrypto)),
                    Err(error) => trouble.set(Some(Trouble::Server(Rc::new(error)))),
                }
            });
        }
    };
    let is_renewal = props.session.staff.has_key;
    let keep = {
        let (desk, session) = (desk.clone(), props.session.clone());
        move |_| desk.dispatch(Action::Enter((*session).clone()))
    };
    let (pin_error, repeated_error) = match &*trouble {
        Some(Trouble::Fault(PinFault::Differs)) => (None, Some(PinFault::Differs)),
        Some(Trouble::Fault(fault)) => (Some(*fault), None),
        _ => (None, None),
    };
    let word =
        |fault: Option<PinFault>| fault.map(|it| AttrValue::from(text::pin_fault(it).get(lang)));
    html! {
        <Entry title={text::PIN} lead={if is_renewal { text::PIN_RENEW_LEAD } else { text::PIN_LEAD }} step={(!is_renewal).then_some(1)}>
            <form {onsubmit} novalidate=true>
                // Lets a password manager file the PIN beside the account, never as its password.
                <input class="visually-hidden" type="text" autocomplete="username" tabindex="-1" aria-hidden="true"
                    value={props.session.staff.name.clone()} readonly=true />
                <div class="field-pair">
                    <Field id="pin" test="pin-new" label={text::PIN_FIELD.get(lang)} node={pin} kind="password"
                        inputmode="numeric" autocomplete="new-password" hint={text::PIN_HINT.get(lang)} error={word(pin_error)} />
                    <Field id="pin-again" test="pin-repeat" label={text::PIN_AGAIN.get(lang)} node={repeated} kind="password"
                        inputmode="numeric" autocomplete="new-password" error={word(repeated_error)} />
                </div>
                <p class="aside">{ text::PIN_HOW.get(lang) }</p>
                { match &*trouble {
                    Some(Trouble::NoCrypto) => html! {
                        <p class="error-line" role="alert" data-test="error-message">{ text::PIN_NO_CRYPTO.get(lang) }</p>
                    },
                    Some(Trouble::Server(error)) => failure_line(error, lang),
                    Some(Trouble::Fault(_)) | None => Html::default(),
                } }
                <SubmitButton label={text::PIN_SAVE} busy={text::PIN_WORKING} is_busy={*is_busy} test="pin-save" />
                if is_renewal {
                    <button type="button" class="button button-wide" onclick={keep} data-test="pin-keep">{ text::PIN_KEEP.get(lang) }</button>
                }
            </form>
        </Entry>
    }
}
