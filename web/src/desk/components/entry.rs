//! The frame of the pages before work begins: set-up, PIN, sign-in.

use crate::desk::components::{icon, shell::LanguageSwitch};
use crate::desk::handle::use_desk;
use crate::desk::text;
use crate::shared::text::Text;
use yew::prelude::*;

/// Properties of [`Entry`].
#[derive(PartialEq, Properties)]
pub struct EntryProps {
    /// Heading.
    pub title: Text,
    /// Below the heading.
    #[prop_or_default]
    pub lead: Option<Text>,
    /// Which of the two steps of the set-up this is.
    #[prop_or_default]
    pub step: Option<usize>,
    /// The page.
    pub children: Html,
}

/// A quiet page with one card.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let lang = use_desk().lang;
    let steps = props.step.map(|current| {
        html! {
            <ol class="steps">
                { for [text::STEP_ACCOUNT, text::STEP_PIN].into_iter().enumerate().map(|(i, step)| html! {
                    <li class={classes!((i < current).then_some("done"))}
                        aria-current={(i == current).then_some("step")}>
                        <span class="step-number">{ i + 1 }</span>{ step.get(lang) }
                    </li>
                }) }
            </ol>
        }
    });
    html! {
        <div class="entry">
            <header class="entry-head">
                <span class="brand">{ icon::mark() }<span>{ text::CONSOLE.get(lang) }</span></span>
                <LanguageSwitch />
            </header>
            <main class="card entry-card">
                { steps }
                <h1 tabindex="-1">{ props.title.get(lang) }</h1>
                if let Some(lead) = props.lead {
                    <p class="lead">{ lead.get(lang) }</p>
                }
                { props.children.clone() }
            </main>
            <p class="entry-foot quiet">{ text::PROMISE.get(lang) }</p>
        </div>
    }
}
