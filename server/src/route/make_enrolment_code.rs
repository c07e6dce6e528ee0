//! A one-time code to enrol a tablet with.

use super::Endpoint;
use super::set_up::name_of;
use crate::app::AppState;
use crate::clock::Millis;
use crate::entropy::{make_enrolment_code, normalise_enrolment_code};
use crate::extract::{Json, Session};
use crate::problem::Problem;
use crate::secret::hash_secret;
use crate::store::NewEnrolmentCode;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// A code is typed on the tablet beside the desk, at once.
const VALID_MS: Millis = 10 * 60_000;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/enrolment-codes", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeCodeRequest {
    label: String,
}

#[derive(Serialize)]
struct MadeCode {
    code: String,
    expires_at_ms: Millis,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Json(request): Json<MakeCodeRequest>,
) -> Result<impl IntoResponse, Problem> {
    let Session { home, staff, .. } = session.administrator()?;
    let label = name_of("label", &request.label)?;
    let code = make_enrolment_code(&*app.entropy)?;
    let at = app.clock.now_ms();
    let expires_at_ms = at + VALID_MS;
    let new = NewEnrolmentCode {
        code_hash: hash_secret(&normalise_enrolment_code(&code)),
        label,
        by: staff.id,
        at,
        expires_at: expires_at_ms,
    };
    app.store.add_enrolment_code(&home.district, new).await?;
    Ok((
        StatusCode::CREATED,
        axum::Json(MadeCode {
            code,
            expires_at_ms,
        }),
    ))
}
