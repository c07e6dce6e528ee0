//! The last page, the same whatever was answered: thanks, and the numbers always.

use super::PageProps;
use crate::shared::text::{Text, text};
use crate::tablet::part::{ChildFrame, Numbers, icon};
use crate::tablet::state::{Action, Screen, Thanks as How};
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
#[component]
pub fn Thanks(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let title = match app.state.screen {
        Screen::Thanks(How::Declined) => DECLINED,
        _ => DONE,
    };
    html! {
        <ChildFrame app={app.clone()} class="calm">
            <main data-test="thanks">
                <div class="calm-mark">{ icon::mark() }</div>
                <h1 tabindex="-1">{ title.get(lang) }</h1>
                <p class="lead">{ HAND_BACK.get(lang) }</p>
                <Numbers state={app.state.clone()} />
            </main>
            <footer class="child-actions">
                <button type="button" class="ghost push" data-test="thanks-staff" onclick={app.on(|| Action::TakeBack)}>
                    { icon::lock() }<span>{ STAFF.get(lang) }</span>
                </button>
            </footer>
        </ChildFrame>
    }
}
