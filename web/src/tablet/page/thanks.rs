//! The last page, the same whatever was answered: thanks, and the numbers always.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::frame::calm_frame;
use crate::tablet::part::icon;
use crate::tablet::part::numbers::numbers;
use crate::tablet::part::ui::{Look, button, line, with_icon};
use crate::tablet::state::{Action, Thanks as How};
use yew::prelude::*;

const DONE: Text = text("谢谢你，都完成了。", "Thank you, all done.");
const DECLINED: Text = text(
    "没关系，谢谢你告诉我们。",
    "That's all right. Thank you for telling us.",
);
const HAND_BACK: Text = text(
    "请把平板交给老师。",
    "Please give the tablet to your teacher.",
);
const STAFF: Text = text("老师点这里", "Staff: tap here");

/// The page.
pub fn view(app: &App, how: How) -> Html {
    let lang = app.lang();
    let title = match how {
        How::Declined => DECLINED,
        How::Sitting(_) => DONE,
    };
    let body = html! { <>
        <div class="calm-mark" data-test="thanks">{ icon::mark() }</div>
        <h1 tabindex="-1">{ title.get(lang) }</h1>
        { line("lead", HAND_BACK.get(lang)) }
        { numbers(app) }
    </> };
    let staff = with_icon(icon::lock(), STAFF.get(lang));
    let footer = html! {
        <footer class="child-actions">
            <span class="push">{ button(Look::Ghost, "thanks-staff", staff, app.on(Action::TakeBack)) }</span>
        </footer>
    };
    calm_frame(app, body, footer)
}
