//! The instrument library, for the desk's labels, bands and sources.

use super::Endpoint;
use crate::app::AppState;
use crate::extract::Session;
use axum::Json;
use axum::extract::State;
use instruments::Bundle;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/library", handle)
}

async fn handle(State(app): State<AppState>, _session: Session) -> Json<Bundle> {
    Json(app.bundle.clone())
}
