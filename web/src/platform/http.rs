//! JSON over fetch, with problem documents (RFC 9457) as errors.

use super::json;
use serde::{Deserialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

const TIME_OUT_MS: i32 = 20_000;

/// What is sent. Start from [`Request::get`] or [`Request::send`].
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT`, `DELETE`.
    pub method: &'a str,
    /// Path on this server.
    pub path: &'a str,
    /// A device's token.
    pub bearer: Option<&'a str>,
    /// A session's token against forged requests.
    pub csrf: Option<&'a str>,
    /// JSON.
    pub body: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// Reads `path`.
    pub fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            bearer: None,
            csrf: None,
            body: None,
        }
    }

    /// Sends JSON to `path`.
    pub fn post(path: &'a str, body: &'a str) -> Self {
        Self {
            method: "POST",
            body: Some(body),
            ..Self::get(path)
        }
    }
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body as text.
    pub body: String,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
}

/// A problem document. Missing parts are empty: a proxy's error page is a problem too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable code of what went wrong.
    pub code: String,
    /// In words, short.
    pub title: String,
    /// In words, with how to mend it.
    pub detail: String,
    /// The field at fault.
    pub field: Option<String>,
    /// Seconds to wait before another try.
    #[serde(skip)]
    pub retry_after: Option<u32>,
}

/// Why there is no answer to work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HttpError {
    /// The server was not reached.
    Offline,
    /// The server said no.
    Problem(Box<Problem>),
    /// The answer was not what the contract says.
    Unreadable,
}

impl HttpError {
    /// The problem's code, empty where there is none.
    pub fn code(&self) -> &str {
        match self {
            HttpError::Problem(it) => &it.code,
            HttpError::Offline | HttpError::Unreadable => "",
        }
    }

    /// The problem's status, 0 where there is none.
    pub fn status(&self) -> u16 {
        match self {
            HttpError::Problem(it) => it.status,
            HttpError::Offline | HttpError::Unreadable => 0,
        }
    }
}

impl Answer {
    /// The answer itself when it is a success, its problem otherwise.
    pub fn ok(self) -> Result<Self, HttpError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let mut problem: Problem = json::from_str(&self.body).unwrap_or_default();
        problem.status = self.status;
        problem.retry_after = self.retry_after;
        Err(HttpError::Problem(Box::new(problem)))
    }

    /// The body read as JSON.
    pub fn json<T: DeserializeOwned + 'static>(&self) -> Result<T, HttpError> {
        json::from_str(&self.body).map_err(|_| HttpError::Unreadable)
    }
}

/// Sends and gives back whatever the server said; only silence is an error.
pub async fn send(request: Request<'_>) -> Result<Answer, HttpError> {
    fetch(request).await.map_err(|_| HttpError::Offline)
}

/// Sends, and reads the JSON of a successful answer.
pub async fn json<T: DeserializeOwned + 'static>(request: Request<'_>) -> Result<T, HttpError> {
    send(request).await?.ok()?.json()
}

/// Sends where a success has nothing to say.
pub async fn done(request: Request<'_>) -> Result<(), HttpError> {
    send(request).await?.ok().map(drop)
}

async fn fetch(request: Request<'_>) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if request.body.is_some() {
        headers.set("content-type", "application/json")?;
    }
    if let Some(token) = request.bearer {
        headers.set("authorization", &["Bearer ", token].concat())?;
    }
    if let Some(token) = request.csrf {
        headers.set("x-xinhu-csrf", token)?;
    }
    let controller = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_headers(&headers);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = request.body {
        init.set_body(&JsValue::from_str(body));
    }

    // Dead school networks accept a connection and then say nothing for minutes.
    let abort = gloo::timers::callback::Timeout::new(TIME_OUT_MS.unsigned_abs(), move || {
        controller.abort();
    });
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(request.path, &init))
        .await?
        .dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    drop(abort);
    Ok(Answer {
        status: response.status(),
        body: body.as_string().unwrap_or_default(),
        retry_after: response
            .headers()
            .get("retry-after")?
            .and_then(|it| it.parse().ok()),
    })
}
