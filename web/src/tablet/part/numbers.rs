//! The help numbers, from the package's resources.

use crate::shared::text::{Lang, Text, text};
use crate::tablet::part::icon;
use crate::tablet::state::State;
use instruments::{HelpLine, LineKind};
use yew::prelude::*;

const TALK: Text = text(
    "如果现在心里很难受，马上告诉身边的大人，或拨打：",
    "If you feel very bad right now, tell an adult near you at once, or call:",
);
const DANGER: Text = text("遇到危险，拨打：", "In danger, call:");

/// Properties of [`Numbers`].
#[derive(Clone, PartialEq, Properties)]
pub struct NumbersProps {
    /// The state, for its language and package.
    pub state: UseReducerHandle<State>,
}

/// Whom to call to talk, and whom in danger.
#[component]
pub fn Numbers(props: &NumbersProps) -> Html {
    let lang = props.state.lang;
    let Some(device) = &props.state.device else {
        return Html::default();
    };
    let lines = &device.library().resources.lines;
    let of = |kind: LineKind| {
        lines
            .iter()
            .filter(move |it| it.kind == kind)
            .map(move |it| line(it, lang))
    };
    html! {
        <section class="numbers">
            <p>{ icon::phone() }<span>{ TALK.get(lang) }</span></p>
            <ul>{ for of(LineKind::Talk) }</ul>
            <p>{ DANGER.get(lang) }</p>
            <ul>{ for of(LineKind::Danger) }</ul>
        </section>
    }
}

fn line(line: &HelpLine, lang: Lang) -> Html {
    let name = line.name.get(lang.tag()).cloned().unwrap_or_default();
    html! { <li><strong>{ line.number.clone() }</strong><span>{ name }</span></li> }
}
