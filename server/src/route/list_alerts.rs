//! Alerts, the most pressing first.

use super::Endpoint;
use crate::app::AppState;
use crate::clock::Millis;
use crate::extract::Session;
use crate::problem::Problem;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use engine::wire::{ChildCode, RecordId, Tier};
use serde::{Deserialize, Serialize};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/alerts", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AlertQuery {
    open: Option<bool>,
}

#[derive(Serialize)]
struct Alerts {
    alerts: Vec<AlertView>,
}

#[derive(Serialize)]
struct AlertView {
    id: RecordId,
    result: String,
    child: ChildCode,
    tier: Option<Tier>,
    urgency: String,
    reasons: Vec<String>,
    raised_at_ms: Millis,
    acknowledged: Option<Acknowledged>,
}

#[derive(Serialize)]
struct Acknowledged {
    by: RecordId,
    at_ms: Millis,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    query: Result<Query<AlertQuery>, QueryRejection>,
) -> Result<Json<Alerts>, Problem> {
    let session = session.counsellor()?;
    let Query(query) = query?;
    let open_only = query.open.unwrap_or(false);
    let alerts = app
        .store
        .list_alerts(&session.home.district, open_only)
        .await?;
    let alerts = alerts
        .into_iter()
        .map(|it| AlertView {
            id: it.id,
            result: it.result.to_string(),
            child: it.child,
            tier: it.tier,
            urgency: it.urgency,
            reasons: it.reasons,
            raised_at_ms: it.raised_at,
            acknowledged: it
                .acknowledged
                .map(|(by, at_ms)| Acknowledged { by, at_ms }),
        })
        .collect();
    Ok(Json(Alerts { alerts }))
}
