//! Signing in.

use super::Endpoint;
use super::view::SessionView;
use crate::app::{App, AppState};
use crate::clock::Millis;
use crate::entropy::make_token;
use crate::extract::{COOKIE, Json};
use crate::headers::is_behind_tls;
use crate::problem::Problem;
use crate::secret::hash_secret;
use crate::store::{Home, NewSession, SecretHash, Staff};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use serde::Deserialize;

/// A session ends by itself after a working day.
const SESSION_MS: Millis = 12 * 3_600_000;

/// The header that sets the session's cookie.
pub(super) type SetCookie = AppendHeaders<[(header::HeaderName, String); 1]>;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("/api/v1/session", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInRequest {
    name: String,
    password: String,
}

async fn handle(
    State(app): State<AppState>,
    headers: HeaderMap,
    Json(request): Json<SignInRequest>,
) -> Result<impl IntoResponse, Problem> {
    let home = app.find_home().await?.ok_or_else(|| {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "not_set_up",
            "there is no account yet; open the one-time link that xinhu printed at its start",
        )
    })?;
    let name = request.name.trim();
    let name_hash = hash_secret(name);
    let now = app.clock.now_ms();
    if let Some(wait_ms) = app
        .store
        .admit_sign_in(&home.district, &name_hash, now)
        .await?
    {
        return Err(Problem::too_many(
            "too many wrong attempts under this name",
            wait_ms,
        ));
    }
    let found = app.store.find_staff_by_name(&home.district, name).await?;
    let (staff, stored) = found.unzip();
    let fits = app.passwords.verify(&request.password, stored).await?;
    let Some(staff) = staff.filter(|_| fits) else {
        app.store.note_failed_sign_in(&home.district, now).await?;
        return Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "sign_in",
            "name and password do not belong together",
        ));
    };
    let (cookie, token) = open(&app, home, &staff, &name_hash, &headers).await?;
    Ok((
        cookie,
        axum::Json(SessionView::new(home, &staff, &token, now)),
    ))
}

/// Opens a session: the header that sets its cookie, and its token.
pub(super) async fn open(
    app: &App,
    home: &Home,
    staff: &Staff,
    name_hash: &SecretHash,
    headers: &HeaderMap,
) -> Result<(SetCookie, String), Problem> {
    let token = make_token(&*app.entropy)?;
    let at = app.clock.now_ms();
    let session = NewSession {
        staff: staff.id,
        token_hash: hash_secret(&token),
        at,
        expires_at: at + SESSION_MS,
    };
    app.store
        .open_session(&home.district, session, name_hash)
        .await?;
    Ok((cookie(&token, SESSION_MS / 1000, headers), token))
}

/// `Secure` would keep the cookie from a browser on plain http, which only localhost is.
pub(super) fn cookie(token: &str, max_age_s: i64, headers: &HeaderMap) -> SetCookie {
    let secure = if is_behind_tls(headers) {
        "; Secure"
    } else {
        ""
    };
    AppendHeaders([(
        header::SET_COOKIE,
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}"),
    )])
}
