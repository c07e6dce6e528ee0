//! Waiting, nothing there, something failed: designed once, for every page.

use crate::desk::handle::use_desk;
use crate::desk::state::Remote;
use crate::desk::text;
use crate::platform::http::HttpError;
use crate::shared::text::{Lang, Text};
use std::rc::Rc;
use yew::prelude::*;

/// While an answer is on its way.
#[component]
pub fn Loading() -> Html {
    let lang = use_desk().lang;
    html! {
        <div class="notice notice-loading" role="status">
            <span class="pulse" aria-hidden="true" />
            <p>{ text::LOADING.get(lang) }</p>
        </div>
    }
}

/// Properties of [`Empty`].
#[derive(PartialEq, Properties)]
pub struct EmptyProps {
    /// What is not there.
    pub title: Text,
    /// What would bring it, or what it means.
    #[prop_or_default]
    pub more: Option<Text>,
    /// A way on.
    #[prop_or_default]
    pub children: Html,
    /// Good news: drawn with a leaf.
    #[prop_or_default]
    pub is_good: bool,
}

/// Where there is nothing to show.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    let lang = use_desk().lang;
    html! {
        <div class="notice">
            { drawing(props.is_good) }
            <p class="notice-title">{ props.title.get(lang) }</p>
            if let Some(more) = props.more {
                <p class="quiet">{ more.get(lang) }</p>
            }
            { props.children.clone() }
        </div>
    }
}

fn drawing(is_good: bool) -> Html {
    let inner = if is_good {
        html! { <path d="M17 45C13 27 26 13 53 13c0 25-11 38-27 38-4 0-7-2-9-6zM11 56c4-14 12-23 25-29" /> }
    } else {
        html! { <path d="M12 24h40v28H12zM12 24l8-12h24l8 12M24 34h16" /> }
    };
    html! { <svg class="notice-drawing" viewBox="0 0 64 64" aria-hidden="true">{ inner }</svg> }
}

/// Properties of [`Failure`].
#[derive(PartialEq, Properties)]
pub struct FailureProps {
    /// What failed.
    pub error: Rc<HttpError>,
    /// Tries again.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
}

/// What failed and how to mend it.
#[component]
pub fn Failure(props: &FailureProps) -> Html {
    let lang = use_desk().lang;
    let is_forbidden = props.error.status() == 403;
    let retry = props.retry.clone().filter(|_| !is_forbidden);
    html! {
        <div class={classes!("notice", (!is_forbidden).then_some("notice-failure"))} role="alert">
            <p class="notice-title" data-test="error-message">{ text::failure_title(&props.error).get(lang) }</p>
            <p class="quiet">{ text::failure_remedy(&props.error, lang) }</p>
            if let Some(retry) = retry {
                <button class="button" onclick={move |_| retry.emit(())}>{ text::RETRY.get(lang) }</button>
            }
        </div>
    }
}

/// One line for a failure beside what it concerns.
pub fn failure_line(error: &HttpError, lang: Lang) -> Html {
    html! {
        <p class="error-line" role="alert" data-test="error-message">
            { text::failure_title(error).get(lang) }{ if lang == Lang::Zh { "。" } else { ". " } }
            { text::failure_remedy(error, lang) }
        </p>
    }
}

/// Shows what is there; otherwise that it is on its way or why not. A failed refresh leaves the old content.
pub fn remote<T: ?Sized>(
    remote: &Remote<T>,
    lang: Lang,
    retry: Callback<()>,
    view: impl FnOnce(&Rc<T>) -> Html,
) -> Html {
    match (&remote.value, &remote.failure) {
        (None, None) => html! { <Loading /> },
        (None, Some(error)) => html! { <Failure error={error.clone()} {retry} /> },
        (Some(value), failure) => html! {
            <>
                if failure.is_some() {
                    <p class="stale" role="status" data-test="error-message">{ text::STALE.get(lang) }</p>
                }
                { view(value) }
            </>
        },
    }
}
