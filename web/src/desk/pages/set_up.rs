//! The one-time link: district, organisation, first account.

use crate::desk::components::entry::Entry;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::notice::{Failure, Loading, failure_line};
use crate::desk::handle::use_desk;
use crate::desk::hooks::use_page_change;
use crate::desk::model::Setup;
use crate::desk::pin::{PasswordFault, judge_password, password_strength};
use crate::desk::state::Action;
use crate::desk::{api, text};
use crate::platform::http::HttpError;
use crate::shared::text::{Lang, Text};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`SetUp`].
#[derive(PartialEq, Properties)]
pub struct SetUpProps {
    /// The link's token.
    pub token: Rc<str>,
}

/// What is wrong with the form, field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Faults {
    district: bool,
    organisation: bool,
    name: bool,
    password: Option<PasswordFault>,
}

#[derive(Debug, Clone, PartialEq)]
enum Link {
    Checking,
    Works,
    Fails(Rc<HttpError>),
}

/// The set-up page.
#[component]
pub fn SetUp(props: &SetUpProps) -> Html {
    let lang = use_desk().lang;
    let link = use_state(|| Link::Checking);
    use_page_change((), text::SETUP.get(lang));
    {
        let link = link.clone();
        use_effect_with(props.token.clone(), move |token| {
            let token = token.clone();
            spawn_local(async move {
                link.set(match api::check_setup(&token).await {
                    Ok(()) => Link::Works,
                    Err(error) => Link::Fails(Rc::new(error)),
                });
            });
        });
    }
    match &*link {
        Link::Checking => html! { <Entry title={text::SETUP}><Loading /></Entry> },
        Link::Works => html! { <Form token={props.token.clone()} /> },
        Link::Fails(error) if matches!(error.status(), 400..500) => html! {
            <Entry title={text::LINK_DEAD} lead={text::LINK_DEAD_REMEDY}>
                <p data-test="error-message"><a class="button button-primary" href="/desk">{ text::SIGN_IN.get(lang) }</a></p>
            </Entry>
        },
        Link::Fails(error) => {
            html! { <Entry title={text::SETUP}><Failure error={error.clone()} /></Entry> }
        }
    }
}

#[component]
fn Form(props: &SetUpProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let [district, organisation, name, password, repeated] = use_nodes();
    let faults = use_state(Faults::default);
    let failure = use_state(|| None::<Rc<HttpError>>);
    let is_busy = use_state(|| false);
    let strength = use_state(|| 0);

    let onsubmit = {
        let nodes = [&district, &organisation, &name, &password, &repeated].map(Clone::clone);
        let (faults, failure, is_busy) = (faults.clone(), failure.clone(), is_busy.clone());
        let (desk, token) = (desk.clone(), props.token.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_busy {
                return;
            }
            let [district, organisation, name, password, repeated] = nodes.each_ref().map(value_of);
            let [district, organisation, name] =
                [district, organisation, name].map(|it| it.trim().to_owned());
            let found = Faults {
                district: district.is_empty(),
                organisation: organisation.is_empty(),
                name: name.is_empty(),
                password: judge_password(&password, &repeated, &name).err(),
            };
            faults.set(found);
            failure.set(None);
            if found != Faults::default() {
                return;
            }
            is_busy.set(true);
            let (failure, is_busy) = (failure.clone(), is_busy.clone());
            let enter = desk.on(Action::Enter);
            let token = token.clone();
            spawn_local(async move {
                let setup = Setup {
                    district: &district,
                    organisation: &organisation,
                    name: &name,
                    password: &password,
                };
                match api::set_up(&token, &setup).await {
                    Ok(session) => enter.emit(session),
                    Err(error) => {
                        is_busy.set(false);
                        failure.set(Some(Rc::new(error)));
                    }
                }
            });
        }
    };
    let oninput = {
        let (strength, name, password) = (strength.clone(), name.clone(), password.clone());
        move |_| strength.set(password_strength(&value_of(&password), &value_of(&name)))
    };
    let (password_error, repeated_error) = match faults.password {
        Some(PasswordFault::Differs) => (None, Some(PasswordFault::Differs)),
        other => (other, None),
    };
    let word = |fault: Option<PasswordFault>| {
        fault.map(|it| AttrValue::from(text::password_fault(it).get(lang)))
    };

    html! {
        <Entry title={text::SETUP} lead={text::SETUP_LEAD} step={0}>
            <form {onsubmit} novalidate=true>
                <div class="field-pair">
                    <Field id="district" test="setup-district" label={text::DISTRICT.get(lang)} node={district}
                        hint={text::DISTRICT_HINT.get(lang)} error={missing(faults.district, lang)} />
                    <Field id="organisation" test="setup-organisation" label={text::ORGANISATION.get(lang)} node={organisation}
                        hint={text::ORGANISATION_HINT.get(lang)} error={missing(faults.organisation, lang)}
                        autocomplete="organization" />
                </div>
                <Field id="name" test="setup-name" label={text::OWN_NAME.get(lang)} node={name}
                    hint={text::OWN_NAME_HINT.get(lang)} error={missing(faults.name, lang)} autocomplete="username" />
                <div class="field-pair">
                    <Field id="password" test="setup-password" label={text::PASSWORD.get(lang)} node={password} kind="password"
                        hint={text::PASSWORD_HINT.get(lang)} error={word(password_error)} autocomplete="new-password" {oninput}>
                        <Strength level={*strength} />
                    </Field>
                    <Field id="password-again" test="setup-password-repeat" label={text::PASSWORD_AGAIN.get(lang)} node={repeated}
                        kind="password" error={word(repeated_error)} autocomplete="new-password" />
                </div>
                if let Some(error) = &*failure { { failure_line(error, lang) } }
                <SubmitButton label={text::CREATE_ACCOUNT} busy={text::SENDING} is_busy={*is_busy} test="setup-submit" />
            </form>
        </Entry>
    }
}

/// Five empty references; hooks must be called one by one.
#[hook]
fn use_nodes() -> [NodeRef; 5] {
    let (a, b, c, d, e) = (
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
    );
    [a, b, c, d, e]
}

fn missing(is_missing: bool, lang: Lang) -> Option<AttrValue> {
    is_missing.then(|| text::FILL_IN.get(lang).into())
}

#[derive(PartialEq, Properties)]
struct StrengthProps {
    level: u8,
}

#[component]
fn Strength(props: &StrengthProps) -> Html {
    let lang = use_desk().lang;
    let word = text::STRENGTH
        .get(usize::from(props.level))
        .map_or("", |it| it.get(lang));
    html! {
        <p class={format!("strength strength-{}", props.level)} role="status">
            <span class="strength-bar" aria-hidden="true"><i /><i /><i /><i /></span>
            <span>{ word }</span>
        </p>
    }
}

/// Properties of [`SubmitButton`].
#[derive(PartialEq, Properties)]
pub struct SubmitButtonProps {
    /// What it does.
    pub label: Text,
    /// What it says meanwhile.
    pub busy: Text,
    /// Whether it is doing it.
    pub is_busy: bool,
    /// Name for the browser tests.
    pub test: AttrValue,
}

/// The one button of a form.
#[component]
pub fn SubmitButton(props: &SubmitButtonProps) -> Html {
    let lang = use_desk().lang;
    let label = if props.is_busy {
        props.busy
    } else {
        props.label
    };
    html! {
        <button class="button button-primary button-wide" type="submit" aria-disabled={props.is_busy.to_string()}
            data-test={props.test.clone()}>{ label.get(lang) }</button>
    }
}
