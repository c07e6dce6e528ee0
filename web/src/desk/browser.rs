//! What the desk asks of the browser besides [`crate::platform`]: the address, the clipboard, the printer.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{VisibilityState, window};

/// The path of the address.
pub fn path() -> String {
    window()
        .and_then(|it| it.location().pathname().ok())
        .unwrap_or_default()
}

/// `https://host:port`, for the steps of an enrolment.
pub fn origin() -> String {
    window()
        .and_then(|it| it.location().origin().ok())
        .unwrap_or_default()
}

/// Shows another path, as a new entry of the history or in place of this one. No state goes with it.
pub fn show_path(path: &str, replaces: bool) {
    let Some(history) = window().and_then(|it| it.history().ok()) else {
        return;
    };
    let shown = if replaces {
        history.replace_state_with_url(&JsValue::NULL, "", Some(path))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(path))
    };
    // Only an address of another site is refused.
    debug_assert!(shown.is_ok());
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    window()
        .and_then(|it| it.document())
        .is_some_and(|it| it.visibility_state() == VisibilityState::Visible)
}

/// Calls `f` whenever the page is shown or hidden; stops when the listener is dropped.
#[must_use = "dropping the listener ends it"]
pub fn on_visibility(mut f: impl FnMut() + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    Some(EventListener::new(
        &document,
        "visibilitychange",
        move |_| f(),
    ))
}

/// Puts a text on the clipboard; whether it got there.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window().filter(web_sys::Window::is_secure_context) else {
        return false;
    };
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Whatever goes wrong for good ends on a page that says so; a dead page would look like a quiet day.
pub fn show_faults() {
    std::panic::set_hook(Box::new(|info| {
        let body = window()
            .and_then(|it| it.document())
            .and_then(|it| it.body());
        if let Some(body) = body {
            body.set_inner_html(FAULT);
        }
        // Where, never what: a message could hold a code.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        gloo::console::error!("stopped at", place);
    }));
}

const FAULT: &str = "<main class=\"boot-failed\"><h1>工作台停止了</h1>\
    <p>已保存的内容不受影响。<a href=\"/desk\">重新打开工作台</a></p>\
    <p lang=\"en\">The desk has stopped. Nothing saved is lost. <a href=\"/desk\">Open it again</a></p></main>";

/// Opens the printing dialogue.
pub fn print() {
    if let Some(window) = window() {
        // Fails only where printing is switched off.
        let _ = window.print();
    }
}
