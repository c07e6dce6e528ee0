//! One result with its reviews.

use super::Endpoint;
use super::view::ResultDetail;
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use crate::store::ResultId;
use axum::Json;
use axum::extract::{Path, State};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/results/{id}", handle)
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Path(id): Path<String>,
) -> Result<Json<ResultDetail>, Problem> {
    let session = session.counsellor()?;
    let id = ResultId::parse(&id).ok_or_else(Problem::not_found)?;
    let (result, reviews) = app
        .store
        .find_result(&session.home.district, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let reviews = reviews.into_iter().map(|it| it.record).collect();
    Ok(Json(ResultDetail::new(result, reviews)))
}
