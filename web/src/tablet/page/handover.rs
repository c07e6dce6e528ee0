//! "Please hand the tablet over": nobody is unlocked from here on.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::frame::calm_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{Look, button, line, words};
use crate::tablet::state::{Action, Handed};
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
pub fn view(app: &App, handed: &Handed) -> Html {
    let lang = app.lang();
    let (setup, go) = match handed {
        Handed::New(setup) => (setup, READY),
        Handed::Resumed(running) => (&running.setup, RESUME),
    };
    let code = CODE.fill(lang, &[("code", &grouped(setup.child.as_str()))]);
    let body = html! { <>
        <div class="calm-mark">{ icon::mark() }</div>
        <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
        { line("calm-code", code) }
        { line("lead", SPACE.get(lang)) }
        { button(Look::Big, "handover-start", words(go.get(lang)), app.on(Action::Receive)) }
        { button(Look::Ghost, "handover-return", words(RETURN.get(lang)), app.on(Action::TakeBack)) }
    </> };
    calm_frame(app, body, Html::default())
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
