//! Whether the server works, its database included.

use super::Endpoint;
use crate::app::AppState;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/healthz", handle)
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

async fn handle(State(app): State<AppState>) -> Result<Json<Health>, Problem> {
    app.store.find_key_fingerprint().await?;
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
