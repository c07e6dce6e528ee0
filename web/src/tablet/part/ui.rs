//! Buttons and sentences.

use crate::tablet::flow::App;
use yew::prelude::*;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// The same, larger.
    Big,
    /// Something else to do.
    Secondary,
    /// Quiet.
    Ghost,
    /// One of a few choices.
    Chip,
    /// One of a few grave choices.
    Decision,
    /// One more person.
    Person,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Primary => "primary",
            Look::Big => "primary big",
            Look::Secondary => "secondary",
            Look::Ghost => "ghost",
            Look::Chip => "chip",
            Look::Decision => "decision",
            Look::Person => "person",
        }
    }
}

/// A button with its name for the tests.
pub fn button(
    look: Look,
    test: impl Into<AttrValue>,
    content: Html,
    onclick: Callback<MouseEvent>,
) -> Html {
    tied_button(look, test.into(), content, onclick, Tie::default())
}

/// What a button says about itself besides its words.
#[derive(Default)]
pub struct Tie {
    /// Cannot be pressed now.
    pub is_off: bool,
    /// For a choice: whether it is the one.
    pub is_on: Option<bool>,
    /// What it is about.
    pub id: Option<AttrValue>,
}

/// A button that is off, or a choice, or about something.
pub fn tied_button(
    look: Look,
    test: AttrValue,
    content: Html,
    onclick: Callback<MouseEvent>,
    tie: Tie,
) -> Html {
    html! {
        <button type="button" class={look.class()} data-test={test} data-id={tie.id} disabled={tie.is_off}
            aria-pressed={tie.is_on.map(yes_no)} {onclick}>{ content }</button>
    }
}

/// A button that cannot be pressed while `is_off`.
pub fn busy_button(
    look: Look,
    test: &'static str,
    content: Html,
    onclick: Callback<MouseEvent>,
    is_off: bool,
) -> Html {
    let tie = Tie {
        is_off,
        ..Tie::default()
    };
    tied_button(look, test.into(), content, onclick, tie)
}

/// One of a few choices.
pub fn choice(
    look: Look,
    test: &[&str],
    label: &'static str,
    is_on: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let tie = Tie {
        is_on: Some(is_on),
        ..Tie::default()
    };
    tied_button(look, test.concat().into(), words(label), onclick, tie)
}

/// For ARIA, which wants words.
pub fn yes_no(is_on: bool) -> &'static str {
    if is_on { "true" } else { "false" }
}

/// Words.
pub fn words(words: impl Into<AttrValue>) -> Html {
    yew::virtual_dom::VText::new(words.into()).into()
}

/// Words with a drawing before them.
pub fn with_icon(icon: Html, label: &'static str) -> Html {
    html! { <>{ icon }<span>{ label }</span></> }
}

/// A paragraph of a class.
pub fn line(class: &'static str, content: impl Into<AttrValue>) -> Html {
    html! { <p {class}>{ words(content) }</p> }
}

/// What went wrong on this page, for eyes and ears; nothing while all is well.
pub fn trouble(app: &App) -> Html {
    problem(app.local().trouble.map(|it| it.words(app.lang())))
}

/// What is wrong here, for eyes and ears; nothing while all is well.
pub fn problem(text: Option<String>) -> Html {
    html! {
        <div role="alert">
            if let Some(text) = text { <p class="error" data-test="error-message">{ text }</p> }
        </div>
    }
}
