//! A member of staff sets a PIN: the key pair made in the browser, its private half wrapped.

use super::Endpoint;
use crate::app::AppState;
use crate::extract::{Json, Session};
use crate::problem::Problem;
use crate::store::StaffKey;
use axum::extract::State;
use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::put("/api/v1/me/key", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetKeyRequest {
    public: String,
    wrapped: WrappedKey,
}

/// A private key that only a PIN unwraps: AES-256-GCM under PBKDF2-HMAC-SHA-256.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrappedKey {
    salt: String,
    iterations: u32,
    iv: String,
    ciphertext: String,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    Json(request): Json<SetKeyRequest>,
) -> Result<StatusCode, Problem> {
    let wrapped = &request.wrapped;
    check_bytes("public", &request.public, 32..=32)?;
    check_bytes("wrapped.salt", &wrapped.salt, 16..=16)?;
    check_bytes("wrapped.iv", &wrapped.iv, 12..=12)?;
    check_bytes("wrapped.ciphertext", &wrapped.ciphertext, 17..=1024)?;
    if !(600_000..=10_000_000).contains(&wrapped.iterations) {
        return Err(Problem::invalid(
            "wrapped.iterations",
            "iterations are 600000 to 10000000",
        ));
    }
    let key = StaffKey {
        wrapped: serde_json::to_string(wrapped)?,
        public: request.public,
    };
    let at = app.clock.now_ms();
    app.store
        .set_staff_key(&session.home.district, session.staff.id, key, at)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check_bytes(
    field: &str,
    text: &str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Result<(), Problem> {
    match STANDARD.decode(text) {
        Ok(bytes) if lengths.contains(&bytes.len()) => Ok(()),
        Ok(_) => Err(Problem::invalid(
            field,
            format!("not as long as it must be ({lengths:?} bytes)"),
        )),
        Err(_) => Err(Problem::invalid(
            field,
            "not base64 (standard alphabet, padded)",
        )),
    }
}
