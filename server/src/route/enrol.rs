//! A tablet enrols itself with a one-time code.

use super::Endpoint;
use super::get_package::{Package, make_package};
use crate::app::AppState;
use crate::entropy::{make_id, make_token, normalise_enrolment_code};
use crate::extract::Json;
use crate::problem::Problem;
use crate::secret::hash_secret;
use crate::store::NewDevice;
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use engine::wire::RecordId;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/enrol", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnrolRequest {
    code: String,
}

#[derive(Serialize)]
struct Enrolled {
    device: RecordId,
    token: String,
    package: Package,
}

async fn handle(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Json(request): Json<EnrolRequest>,
) -> Result<impl IntoResponse, Problem> {
    let now = app.clock.now_ms();
    if let Some(wait_ms) = app.enrol_failures.wait_ms(peer.ip(), now) {
        return Err(Problem::too_many(
            "too many wrong enrolment codes from this address",
            wait_ms,
        ));
    }
    let refused = || {
        app.enrol_failures.add_failure(peer.ip(), now);
        Problem::new(
            StatusCode::NOT_FOUND,
            "enrolment_code",
            "this code is wrong, used or older than ten minutes; make a new one at the desk",
        )
        .at("code")
    };
    let home = app.find_home().await?.ok_or_else(refused)?;
    let id = make_id(&*app.entropy)?;
    let token = make_token(&*app.entropy)?;
    let device = NewDevice {
        id,
        token_hash: hash_secret(&token),
        at: now,
    };
    let code_hash = hash_secret(&normalise_enrolment_code(&request.code));
    if !app
        .store
        .enrol_device(&home.district, &code_hash, device)
        .await?
    {
        return Err(refused());
    }
    let package = make_package(&app, home).await?;
    Ok((
        StatusCode::CREATED,
        axum::Json(Enrolled {
            device: id,
            token,
            package,
        }),
    ))
}
