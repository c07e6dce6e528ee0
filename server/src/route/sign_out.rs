//! Signing out.

use super::{Endpoint, sign_in};
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use crate::secret::hash_secret;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::delete("/api/v1/session", handle)
}

async fn handle(
    State(app): State<AppState>,
    headers: HeaderMap,
    session: Session,
) -> Result<impl IntoResponse, Problem> {
    app.store
        .close_session(&session.home.district, &hash_secret(&session.token))
        .await?;
    Ok((StatusCode::NO_CONTENT, sign_in::cookie("", 0, &headers)))
}
