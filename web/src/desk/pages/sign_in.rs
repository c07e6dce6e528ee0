//! Signing in.

use super::set_up::SubmitButton;
use crate::desk::components::entry::Entry;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::notice::failure_line;
use crate::desk::handle::use_desk;
use crate::desk::hooks::use_page_change;
use crate::desk::model::Credentials;
use crate::desk::state::{Action, Notice};
use crate::desk::{api, text};
use crate::platform::http::HttpError;
use crate::platform::page;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`SignIn`].
#[derive(PartialEq, Properties)]
pub struct SignInProps {
    /// Why this page is shown.
    pub notice: Option<Notice>,
}

/// The sign-in page.
#[component]
pub fn SignIn(props: &SignInProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let (name, password) = (use_node_ref(), use_node_ref());
    let failure = use_state(|| None::<Rc<HttpError>>);
    let is_busy = use_state(|| false);
    use_page_change("sign-in", text::SIGN_IN.get(lang));

    let onsubmit = {
        let (name, password) = (name.clone(), password.clone());
        let (failure, is_busy) = (failure.clone(), is_busy.clone());
        let enter = desk.on(Action::Enter);
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_busy {
                return;
            }
            is_busy.set(true);
            let (failure, is_busy, enter) = (failure.clone(), is_busy.clone(), enter.clone());
            let (name, password) = (value_of(&name).trim().to_owned(), value_of(&password));
            spawn_local(async move {
                match api::sign_in(&Credentials {
                    name: &name,
                    password: &password,
                })
                .await
                {
                    Ok(session) => enter.emit(session),
                    Err(error) => {
                        is_busy.set(false);
                        failure.set(Some(Rc::new(error)));
                        page::focus("#password");
                    }
                }
            });
        }
    };
    html! {
        <Entry title={text::SIGN_IN}>
            if let Some(notice) = props.notice {
                <p class="aside" role="status">{ text::notice(notice).get(lang) }</p>
            }
            <form {onsubmit} novalidate=true>
                <Field id="name" test="signin-name" label={text::NAME.get(lang)} node={name} autocomplete="username" />
                <Field id="password" test="signin-password" label={text::PASSWORD.get(lang)} node={password}
                    kind="password" autocomplete="current-password" />
                { match &*failure {
                    Some(error) if error.status() == 401 => html! {
                        <p class="error-line" role="alert" data-test="error-message">{ text::SIGN_IN_WRONG.get(lang) }</p>
                    },
                    Some(error) => failure_line(error, lang),
                    None => Html::default(),
                } }
                <SubmitButton label={text::SIGN_IN} busy={text::SENDING} is_busy={*is_busy} test="signin-submit" />
            </form>
            <p class="quiet">{ text::SIGN_IN_HELP.get(lang) }</p>
        </Entry>
    }
}
