//! Nothing can go on: what is wrong and how to mend it.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::ui::{Look, button, problem, words};
use crate::tablet::task::Task;
use yew::prelude::*;

const TITLE: Text = text("现在还不能使用", "This cannot be used yet");
const AGAIN: Text = text("重新打开", "Open again");

/// The page.
pub fn view(app: &App, why: Text) -> Html {
    let lang = app.lang();
    let body = html! { <>
        { problem(Some(why.get(lang).to_owned())) }
        { button(Look::Primary, "fault-again", words(AGAIN.get(lang)), app.does(Task::Reload)) }
    </> };
    staff_frame(app, "narrow", TITLE.get(lang), body)
}
