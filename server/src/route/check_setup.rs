//! Whether a one-time set-up link still works.

use super::Endpoint;
use crate::app::{App, AppState};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/setup/{token}", handle)
}

async fn handle(
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<StatusCode, Problem> {
    check(&app, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 410 once an account exists, 404 for a link that is not this run's.
pub(super) async fn check(app: &App, token: &str) -> Result<(), Problem> {
    if app.find_home().await?.is_some() {
        return Err(used());
    }
    if app.setup.fits(token) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::NOT_FOUND,
        "setup_link",
        "this set-up link is not valid; xinhu prints a fresh one each time it starts without an account",
    ))
}

pub(super) fn used() -> Problem {
    Problem::new(
        StatusCode::GONE,
        "setup_done",
        "the first account exists already; sign in at /desk",
    )
}
