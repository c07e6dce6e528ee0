//! The calm page behind "Please help me": an adult comes, numbers, back, or stop.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::frame::calm_frame;
use crate::tablet::part::icon;
use crate::tablet::part::numbers::numbers;
use crate::tablet::part::ui::{Look, button, line, words};
use crate::tablet::sitting::Running;
use crate::tablet::state::Action;
use crate::tablet::task::Task;
use std::rc::Rc;
use yew::prelude::*;

const TITLE: Text = text("举手，老师会来", "Raise your hand, your teacher will come");
const CALM: Text = text(
    "不着急。你可以先歇一歇，想回去的时候再回去。",
    "There is no hurry. Take a rest; go back whenever you like.",
);
const BACK: Text = text("回到刚才的题", "Back to the question");
const STOP: Text = text("我想停下来，不做了", "I want to stop here");

/// The page.
pub fn view(app: &App, running: &Rc<Running>) -> Html {
    let lang = app.lang();
    let stop = app.does(Task::Stop(running.clone()));
    let body = html! { <>
        <div class="calm-hand">{ icon::hand() }</div>
        <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
        { line("lead", CALM.get(lang)) }
        { numbers(app) }
        <div class="calm-actions">
            { button(Look::Ghost, "item-stop", words(STOP.get(lang)), stop) }
            { button(Look::Big, "help-back", words(BACK.get(lang)), app.on(Action::Help(false))) }
        </div>
    </> };
    calm_frame(app, body, Html::default())
}
