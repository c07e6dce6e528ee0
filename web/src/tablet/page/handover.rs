//! "Please hand the tablet over": nobody is unlocked from here on.

use super::PageProps;
use crate::shared::text::{Text, text};
use crate::tablet::part::{ChildFrame, icon};
use crate::tablet::state::{Action, Handed, Screen};
use yew::prelude::*;

const TITLE: Text = text("请把平板交给孩子", "Please hand the tablet to the child");
const CODE: Text = text("编号 {code}", "Code {code}");
const SPACE: Text = text(
    "让孩子坐在别人看不到屏幕的地方，慢慢来。",
    "Let the child sit where nobody else sees the screen, and take their time.",
);
const READY: Text = text("我拿到了，开始看", "I have it, let's start");
const RESUME: Text = text("我回来了，接着做", "I'm back, let's go on");
const RETURN: Text = text("先不做，返回", "Not now, go back");

/// The page.
#[component]
pub fn HandOver(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let Screen::HandOver(handed) = &app.state.screen else {
        return Html::default();
    };
    let (setup, go) = match handed {
        Handed::New(setup) => (setup, READY),
        Handed::Resumed(running) => (&running.setup, RESUME),
    };
    html! {
        <ChildFrame app={app.clone()} class="calm">
            <main>
                <div class="calm-mark">{ icon::mark() }</div>
                <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
                <p class="calm-code">{ CODE.fill(lang, &[("code", &grouped(setup.child.as_str()))]) }</p>
                <p class="lead">{ SPACE.get(lang) }</p>
                <button type="button" class="primary big" data-test="handover-start" onclick={app.on(|| Action::Receive)}>
                    { go.get(lang) }
                </button>
                <button type="button" class="ghost" data-test="handover-return" onclick={app.on(|| Action::TakeBack)}>
                    { RETURN.get(lang) }
                </button>
            </main>
        </ChildFrame>
    }
}

/// `1234567890` as `1234 5678 90`, with spaces that do not break.
pub fn grouped(code: &str) -> String {
    let mut out = String::new();
    for (idx, digit) in code.chars().enumerate() {
        if idx == 4 || idx == 8 {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}
