//! Title, focus, and what the browser says about this page.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Sets the title. Never with anything about a child.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the language of the document, for readers aloud and for the choice of glyphs.
pub fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|it| it.document_element()) {
        // An attribute of a fixed valid name can be set.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Moves focus to the first heading of the page (it must carry `tabindex="-1"`) and scrolls up.
pub fn focus_heading() {
    focus("h1");
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Moves focus to the first element that fits the selector, if there is one.
pub fn focus(selector: &str) {
    let element = document().and_then(|it| it.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Focusing an element that is gone is no loss.
        let _ = element.focus();
    }
}

/// Whether cryptography and storage may be used here: TLS, or this very machine.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|it| it.is_secure_context())
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Fails only while the page is already being left.
        let _ = window.location().reload();
    }
}

/// Calls `f` whenever the browser says `event` to the window; stops when the listener is dropped.
#[must_use = "dropping the listener ends it"]
pub fn on_window(event: &'static str, mut f: impl FnMut() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, event, move |_| f()))
}

/// Asks the browser not to clear this site's storage; `None` where it cannot be asked.
pub async fn persist_storage() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    // Old engines have no storage manager at all, and calling a missing function would end the app.
    let storage = js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    if !storage.is_object() {
        return None;
    }
    let persist = js_sys::Reflect::get(&storage, &JsValue::from_str("persist")).ok()?;
    let promise = persist
        .dyn_ref::<js_sys::Function>()?
        .call0(&storage)
        .ok()?
        .dyn_into::<js_sys::Promise>()
        .ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// The element of the page's template that the app fills.
pub fn root() -> Option<web_sys::Element> {
    document()?.get_element_by_id("app")
}

/// Shows the template's page for an app that cannot go on, in place of the app.
pub fn show_fault() {
    for (id, is_hidden) in [("app", true), ("fault", false)] {
        let element = document().and_then(|it| it.get_element_by_id(id));
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            element.set_hidden(is_hidden);
        }
    }
}

fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What stands in a text field. Fields are read, never kept in step while somebody types (IME).
pub fn field(id: &str) -> String {
    input(id).map(|it| it.value()).unwrap_or_default()
}

/// Writes into a text field, as when a suggestion is taken or a PIN is wiped.
pub fn set_field(id: &str, value: &str) {
    if let Some(input) = input(id) {
        input.set_value(value);
    }
}
