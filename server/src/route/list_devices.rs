//! All tablets.

use super::Endpoint;
use crate::app::AppState;
use crate::clock::{Millis, civil};
use crate::extract::Session;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use engine::wire::RecordId;
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/devices", handle)
}

#[derive(Serialize)]
struct Devices {
    devices: Vec<DeviceView>,
}

#[derive(Serialize)]
struct DeviceView {
    id: RecordId,
    label: String,
    enrolled_on: String,
    last_contact_ms: Option<Millis>,
    revoked: bool,
}

async fn handle(State(app): State<AppState>, session: Session) -> Result<Json<Devices>, Problem> {
    let session = session.administrator()?;
    let devices = app.store.list_devices(&session.home.district).await?;
    let devices = devices
        .into_iter()
        .map(|it| DeviceView {
            id: it.id,
            label: it.label,
            enrolled_on: civil(it.enrolled_at, &session.home.time_zone).0,
            last_contact_ms: it.last_contact,
            revoked: it.is_revoked,
        })
        .collect();
    Ok(Json(Devices { devices }))
}
