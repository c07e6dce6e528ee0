//! The set-up link is followed: district, organisation and first account are made.

use super::view::SessionView;
use super::{Endpoint, check_setup, sign_in};
use crate::app::AppState;
use crate::entropy::{make_bytes, make_id};
use crate::extract::Json;
use crate::problem::Problem;
use crate::secret::hash_secret;
use crate::store::{Home, NewHome, Staff};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/setup/{token}", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUpRequest {
    district: String,
    organisation: String,
    name: String,
    password: String,
}

async fn handle(
    State(app): State<AppState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Json(request): Json<SetUpRequest>,
) -> Result<impl IntoResponse, Problem> {
    check_setup::check(&app, &token).await?;
    let district_name = name_of("district", &request.district)?;
    let organisation_name = name_of("organisation", &request.organisation)?;
    let name = name_of("name", &request.name)?;
    let n_chars = request.password.chars().count();
    if !(8..=200).contains(&n_chars) {
        return Err(Problem::invalid(
            "password",
            "the password has 8 to 200 characters",
        ));
    }
    let password_hash = app
        .passwords
        .hash(&request.password, make_bytes(&*app.entropy)?)
        .await?;
    let home = Home {
        district: make_id(&*app.entropy)?.to_string(),
        district_name,
        organisation: make_id(&*app.entropy)?,
        organisation_name,
        time_zone: "Asia/Shanghai".to_owned(),
    };
    let staff = Staff {
        id: make_id(&*app.entropy)?,
        name,
        is_administrator: true,
        is_counsellor: true,
        key: None,
    };
    let new = NewHome {
        home: home.clone(),
        staff: staff.id,
        name: staff.name.clone(),
        password_hash,
        at: app.clock.now_ms(),
    };
    if !app.store.set_up(new).await? {
        return Err(check_setup::used());
    }
    tracing::info!("the first account was made");
    let name_hash = hash_secret(&staff.name);
    let (cookie, token) = sign_in::open(&app, &home, &staff, &name_hash, &headers).await?;
    Ok((
        StatusCode::CREATED,
        cookie,
        axum::Json(SessionView::new(&home, &staff, &token, app.clock.now_ms())),
    ))
}

/// A name as people type it: trimmed, one line, not too long.
pub(super) fn name_of(field: &str, typed: &str) -> Result<String, Problem> {
    let name = typed.trim();
    let is_fine = (1..=64).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if is_fine {
        Ok(name.to_owned())
    } else {
        Err(Problem::invalid(
            field,
            "a name has 1 to 64 characters on one line",
        ))
    }
}
