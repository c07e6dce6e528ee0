//! A tablet delivers a record. The answer is the acknowledgement: it is given after the commit.

use super::Endpoint;
use crate::app::AppState;
use crate::extract::{Body, EnrolledDevice};
use crate::intake;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use engine::wire::RecordId;
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/records", handle)
}

#[derive(Serialize)]
struct Kept {
    id: RecordId,
    state: &'static str,
    held: Vec<String>,
}

async fn handle(
    State(app): State<AppState>,
    EnrolledDevice { home, device }: EnrolledDevice,
    Body(body): Body,
) -> Result<impl IntoResponse, Problem> {
    let Ok(_permit) = app.uploads.try_acquire() else {
        return Err(Problem::too_many(
            "more uploads are waiting than the server can take",
            1000,
        ));
    };
    let record = intake::open(&app, &body)?;
    let id = record.id();
    let new = intake::check(&app, &home, &device, record).await?;
    let outcome = app.store.put_record(&home.district, new).await?;
    if outcome.is_conflict {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "conflict",
            "another record came under this id before; both are kept, this one held for a person",
        )
        .kept_as_held(id.to_string()));
    }
    let status = if outcome.is_replay {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let kept = Kept {
        id,
        state: outcome.state.as_str(),
        held: outcome.held,
    };
    Ok((status, axum::Json(kept)))
}
