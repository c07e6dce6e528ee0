//! All children by code.

use super::Endpoint;
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use engine::wire::{ChildCode, Day, Tier};
use serde::Serialize;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/children", handle)
}

#[derive(Serialize)]
struct Children {
    children: Vec<ChildView>,
}

#[derive(Serialize)]
struct ChildView {
    code: ChildCode,
    latest: Option<Latest>,
}

#[derive(Serialize)]
struct Latest {
    taken_on: Day,
    tier: Option<Tier>,
}

async fn handle(State(app): State<AppState>, session: Session) -> Result<Json<Children>, Problem> {
    let session = session.counsellor()?;
    let children = app.store.list_children(&session.home.district).await?;
    let children = children
        .into_iter()
        .map(|it| ChildView {
            code: it.code,
            latest: it.latest.map(|(taken_on, tier)| Latest { taken_on, tier }),
        })
        .collect();
    Ok(Json(Children { children }))
}
