//! Who is signed in.

use super::Endpoint;
use super::view::SessionView;
use crate::app::AppState;
use crate::extract::Session;
use axum::Json;
use axum::extract::State;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/session", handle)
}

async fn handle(State(app): State<AppState>, session: Session) -> Json<SessionView> {
    Json(SessionView::new(
        &session.home,
        &session.staff,
        &session.token,
        app.clock.now_ms(),
    ))
}
