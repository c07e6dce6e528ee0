//! Everything about one child, oldest first.

use super::Endpoint;
use super::view::ResultDetail;
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use engine::wire::{ChildCode, EventRecord, ReviewRecord};
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/children/{code}", handle)
}

#[derive(Serialize)]
struct ChildFileView {
    code: ChildCode,
    results: Vec<ResultDetail>,
    reviews: Vec<ReviewRecord>,
    events: Vec<EventRecord>,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Path(code): Path<String>,
) -> Result<Json<ChildFileView>, Problem> {
    let session = session.counsellor()?;
    let code = ChildCode::parse(&code).map_err(|_| Problem::not_found())?;
    let file = app
        .store
        .find_child_file(&session.home.district, &code)
        .await?
        .ok_or_else(Problem::not_found)?;
    let reviews_of = |id| {
        file.reviews
            .iter()
            .filter(|it| it.result == id)
            .cloned()
            .collect()
    };
    let results = file
        .results
        .iter()
        .map(|it| ResultDetail::new(it.clone(), reviews_of(it.id.record)))
        .collect();
    Ok(Json(ChildFileView {
        code,
        results,
        reviews: file.reviews,
        events: file.events,
    }))
}
