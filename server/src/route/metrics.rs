//! Numbers for a monitoring system.

use super::Endpoint;
use crate::app::AppState;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/metrics", handle)
}

async fn handle(State(app): State<AppState>) -> Result<impl IntoResponse, Problem> {
    let counts = app.store.count().await?;
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        app.metrics.render(&counts),
    ))
}
