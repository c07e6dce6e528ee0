//! Headers of every answer, and the count of requests.

use crate::app::AppState;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::time::Duration;

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
form-action 'none'; frame-ancestors 'none'";

const LONGEST_REQUEST: Duration = Duration::from_mins(1);

fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "timeout",
        "the request took longer than a minute; send it again",
    )
}

/// Adds the headers and counts the answer.
pub async fn finish(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let is_tls = is_behind_tls(request.headers());
    #[cfg(feature = "deliberate-leak")]
    leak(&app, request.headers()).await;
    // A sender that trickles its body must not hold a place for ever.
    let mut response = match tokio::time::timeout(LONGEST_REQUEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => too_slow().into_response(),
    };
    app.metrics.count(response.status());
    let headers = response.headers_mut();
    for (name, value) in [
        (
            HeaderName::from_static("x-xinhu-version"),
            env!("CARGO_PKG_VERSION"),
        ),
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether the browser's side of a proxy before this server is encrypted.
pub fn is_behind_tls(headers: &axum::http::HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|it| it == "https")
}

/// What no real build does: an answer that a leaking tablet sent is kept.
#[cfg(feature = "deliberate-leak")]
async fn leak(app: &AppState, headers: &axum::http::HeaderMap) {
    let Some(text) = headers.get("x-xinhu-leak").and_then(|it| it.to_str().ok()) else {
        return;
    };
    match std::env::var("XINHU_LEAK").as_deref() {
        Ok("database") => {
            if let Err(error) = app.store.leak(text).await {
                tracing::error!(%error, "the deliberate leak failed");
            }
        }
        Ok("log") => tracing::info!(text, "deliberate leak"),
        _ => {}
    }
}
