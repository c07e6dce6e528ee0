//! Leaks on purpose, so that the canary test can prove that it would notice. Never in a release.

use super::sitting::Running;
use crate::platform::http::{self, Request};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Leaks the chosen value and the item's id at the place that the address names:
/// `?leak=request-body|request-header|local-storage|indexed-db|cache|title|history|console`.
pub(super) fn leak(running: &Running, value: Option<i32>) {
    let Some(place) = place() else {
        return;
    };
    let item = running
        .sitting
        .current()
        .map(|(_, item)| item.id.as_str().to_owned());
    let value = value.map_or_else(|| "null".to_owned(), |it| it.to_string());
    let text = ["deliberate-leak ", &item.unwrap_or_default(), "=", &value].concat();
    spawn_local(async move {
        // A leak that fails is noticed by the test that looks for it.
        let _ = leak_at(&place, &text).await;
    });
}

fn place() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let place = search.strip_prefix("?leak=")?;
    Some(place.split('&').next().unwrap_or(place).to_owned())
}

async fn leak_at(place: &str, text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let global: &JsValue = window.as_ref();
    match place {
        "request-body" => {
            let body = ["{\"note\":\"", text, "\"}"].concat();
            let _ = http::send(Request::post("/api/v1/records", &body)).await;
        }
        "request-header" => {
            let headers = web_sys::Headers::new()?;
            headers.set("x-xinhu-leak", text)?;
            let init = web_sys::RequestInit::new();
            init.set_headers(&headers);
            JsFuture::from(window.fetch_with_str_and_init("/healthz", &init)).await?;
        }
        "local-storage" => {
            let storage = get(global, "localStorage")?;
            call(&storage, "setItem", &["note".into(), text.into()])?;
        }
        "indexed-db" => {
            let store = crate::platform::store::Store::new("xinhu-note", &["note"]);
            let write =
                crate::platform::store::Write::Put("note", "note".to_owned(), text.to_owned());
            let _ = store.write(&[write]).await;
        }
        "cache" => {
            let caches = get(global, "caches")?;
            let cache = JsFuture::from(js_sys::Promise::from(call(
                &caches,
                "open",
                &["note".into()],
            )?))
            .await?;
            let response = web_sys::Response::new_with_opt_str(Some(text))?;
            JsFuture::from(js_sys::Promise::from(call(
                &cache,
                "put",
                &["/note".into(), response.into()],
            )?))
            .await?;
        }
        "title" => crate::platform::page::set_title(text),
        "history" => {
            let history = get(global, "history")?;
            let address: String = js_sys::encode_uri_component(text).into();
            let address = ["?leak=history&note=", &address].concat();
            call(
                &history,
                "pushState",
                &[JsValue::NULL, "".into(), address.as_str().into()],
            )?;
        }
        "console" => {
            call(&get(global, "console")?, "log", &[text.into()])?;
        }
        _ => {}
    }
    Ok(())
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    js_sys::Reflect::get(object, &name.into())
}

fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function = js_sys::Function::from(get(object, name)?);
    let arguments: js_sys::Array = arguments.iter().collect();
    js_sys::Reflect::apply(&function, object, &arguments)
}
