//! A named person has seen an alert.

use super::Endpoint;
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::wire::RecordId;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/alerts/{id}/acknowledge", handle)
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let Session { home, staff, .. } = session.counsellor()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::not_found())?;
    let at = app.clock.now_ms();
    if app
        .store
        .acknowledge_alert(&home.district, id, staff.id, at)
        .await?
    {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found())
    }
}
