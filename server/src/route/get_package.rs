//! Everything a tablet needs to work without the server.

use super::Endpoint;
use super::set_key::WrappedKey;
use crate::app::{App, AppState};
use crate::clock::{Millis, civil};
use crate::extract::EnrolledDevice;
use crate::problem::{Internal, Problem};
use crate::store::{Home, StoreError};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use engine::wire::{ChildCode, RecordId, Schema1};
use instruments::Bundle;
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/package", handle)
}

/// What enrolment and each contact bring to a tablet.
#[derive(Serialize)]
pub(super) struct Package {
    schema: Schema1,
    district: String,
    organisation: String,
    time_zone: String,
    utc_offset_minutes: i32,
    server_time_ms: Millis,
    sealing_key: SealingKeyView,
    staff: Vec<StaffView>,
    children: Vec<ChildCode>,
    notice_version: &'static str,
    away_limit_minutes: u32,
    campaign: Option<String>,
    library: Bundle,
}

#[derive(Serialize)]
struct SealingKeyView {
    fingerprint: String,
    public: String,
}

#[derive(Serialize)]
struct StaffView {
    id: RecordId,
    name: String,
    public: String,
    wrapped: WrappedKey,
    may_read: bool,
}

async fn handle(
    State(app): State<AppState>,
    EnrolledDevice { home, device }: EnrolledDevice,
) -> Result<Json<Package>, Problem> {
    if device.is_revoked {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "revoked_device",
            "this tablet was revoked; what it still has to send is accepted and held",
        ));
    }
    // A full disk must not keep a tablet from working: the note of its contact can wait.
    match app
        .store
        .touch_device(&home.district, device.id, app.clock.now_ms())
        .await
    {
        Ok(()) | Err(StoreError::Full) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Json(make_package(&app, &home).await?))
}

pub(super) async fn make_package(app: &App, home: &Home) -> Result<Package, Problem> {
    let now = app.clock.now_ms();
    let mut staff = Vec::new();
    for it in app.store.list_staff(&home.district).await? {
        // Without a PIN there is nothing a tablet could check.
        if let Some(key) = it.key {
            staff.push(StaffView {
                id: it.id,
                name: it.name,
                public: key.public,
                wrapped: serde_json::from_str(&key.wrapped)
                    .map_err(|error| Internal::new("reading a wrapped key", error))?,
                may_read: it.is_counsellor,
            });
        }
    }
    let children = app.store.list_child_codes(&home.district).await?;
    Ok(Package {
        schema: Schema1,
        district: home.district_name.clone(),
        organisation: home.organisation_name.clone(),
        time_zone: home.time_zone.clone(),
        utc_offset_minutes: civil(now, &home.time_zone).1,
        server_time_ms: now,
        sealing_key: SealingKeyView {
            fingerprint: app.key.fingerprint(),
            public: STANDARD.encode(app.key.public().0),
        },
        staff,
        children,
        notice_version: "1.0.0",
        away_limit_minutes: 30,
        campaign: None,
        library: app.bundle.clone(),
    })
}
