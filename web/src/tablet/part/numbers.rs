//! The help numbers, from the package's resources.

use super::icon;
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use instruments::LineKind;
use yew::prelude::*;

const TALK: Text = text(
    "如果现在心里很难受，马上告诉身边的大人，或拨打：",
    "If you feel very bad right now, tell an adult near you at once, or call:",
);
const DANGER: Text = text("遇到危险，拨打：", "In danger, call:");

/// Whom to call to talk, and whom in danger.
pub fn numbers(app: &App) -> Html {
    let lang = app.lang();
    let Some(device) = &app.state.device else {
        return Html::default();
    };
    let lines = &device.library().resources.lines;
    let of = |kind: LineKind| {
        let fitting = lines.iter().filter(|it| it.kind == kind);
        let rows = fitting.map(|it| {
            let name = it.name.get(lang.tag()).cloned().unwrap_or_default();
            html! { <li><strong>{ it.number.clone() }</strong><span>{ name }</span></li> }
        });
        html! { <ul>{ for rows }</ul> }
    };
    html! {
        <section class="numbers">
            <p>{ icon::phone() }<span>{ TALK.get(lang) }</span></p>
            { of(LineKind::Talk) }
            <p>{ DANGER.get(lang) }</p>
            { of(LineKind::Danger) }
        </section>
    }
}
