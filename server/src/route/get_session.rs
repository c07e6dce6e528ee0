//! Who is signed in.

use super::Endpoint;
use super::view::SessionView;
use crate::extract::Session;
use axum::Json;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/session", handle)
}

async fn handle(session: Session) -> Json<SessionView> {
    Json(SessionView::new(
        &session.home,
        &session.staff,
        &session.token,
    ))
}
