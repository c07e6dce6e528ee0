//! The web apps' pages and files.

use crate::app::{App, AppState};
use crate::problem::Problem;
use crate::web::{NOT_BUILT, content_type};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{Router, get};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(tablet))
        .route("/desk", get(desk))
        .route("/desk/", get(desk))
        .route("/desk/{*page}", get(desk))
        .route("/assets/{app}/{file}", get(asset))
}

async fn tablet(State(app): State<AppState>, headers: HeaderMap) -> Response {
    page(&app, "tablet/index.html", &headers)
}

async fn desk(State(app): State<AppState>, headers: HeaderMap) -> Response {
    page(&app, "desk/index.html", &headers)
}

/// A page is never cached: it names the files of this build.
fn page(app: &App, path: &str, headers: &HeaderMap) -> Response {
    file(app, path, headers, "no-store").unwrap_or_else(|| {
        ([(header::CONTENT_TYPE, content_type("x.html"))], NOT_BUILT).into_response()
    })
}

async fn asset(
    State(app): State<AppState>,
    Path((folder, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // A name with a hash in it is another name when the content changes.
    file(
        &app,
        &format!("{folder}/{name}"),
        &headers,
        "public, max-age=31536000, immutable",
    )
    .ok_or_else(Problem::not_found)
}

fn file(app: &App, path: &str, headers: &HeaderMap, caching: &'static str) -> Option<Response> {
    let common = [
        (header::CONTENT_TYPE, content_type(path)),
        (header::CACHE_CONTROL, caching),
        (header::VARY, "Accept-Encoding"),
    ];
    if accepts_brotli(headers)
        && let Some(bytes) = app.web.find(&format!("{path}.br"))
    {
        return Some(
            (
                StatusCode::OK,
                common,
                [(header::CONTENT_ENCODING, "br")],
                bytes,
            )
                .into_response(),
        );
    }
    app.web
        .find(path)
        .map(|bytes| (StatusCode::OK, common, bytes).into_response())
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .any(|it| {
            let (coding, quality) = it.split_once(';').unwrap_or((it, ""));
            let is_refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            coding.trim().eq_ignore_ascii_case("br") && !is_refused
        })
}
