//! New child codes.

use super::Endpoint;
use crate::app::AppState;
use crate::clock::civil;
use crate::entropy::make_child_code;
use crate::extract::{Json, Session};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use engine::wire::ChildCode;
use serde::{Deserialize, Serialize};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/children", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeChildrenRequest {
    count: u32,
}

#[derive(Serialize)]
struct MadeChildren {
    codes: Vec<ChildCode>,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Json(request): Json<MakeChildrenRequest>,
) -> Result<impl IntoResponse, Problem> {
    let Session { home, staff, .. } = session.administrator()?;
    if !(1..=200).contains(&request.count) {
        return Err(Problem::invalid("count", "count is 1 to 200"));
    }
    let now = app.clock.now_ms();
    let (day, _) = civil(now, &home.time_zone);
    let n_wanted = usize::try_from(request.count).unwrap_or(200);
    let mut codes = Vec::with_capacity(n_wanted);
    // A code may be taken already, or come up twice: what is missing is drawn again.
    while codes.len() < n_wanted {
        let drawn = (codes.len()..n_wanted)
            .map(|_| make_child_code(&*app.entropy))
            .collect::<Result<Vec<_>, _>>()?;
        codes.extend(
            app.store
                .add_children(&home, &drawn, staff.id, &day, now)
                .await?,
        );
    }
    Ok((StatusCode::CREATED, axum::Json(MadeChildren { codes })))
}
