//! What handlers take from a request, refused with problem documents.

use crate::app::AppState;
use crate::problem::{Internal, Problem};
use crate::secret::{csrf_of, hash_secret};
use crate::store::{Device, Home, Staff};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse as _;
use serde::de::DeserializeOwned;

/// The largest body any address takes.
pub const MAX_BODY: usize = 64 * 1024;

/// Name of the session cookie.
pub const COOKIE: &str = "xinhu_session";

/// A whole body, as bytes.
pub struct Body(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Bytes::from_request(request, state).await {
            Ok(bytes) => Ok(Self(bytes)),
            Err(rejection) => Err(describe(rejection)),
        }
    }
}

fn describe(rejection: BytesRejection) -> Problem {
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!("the body is larger than {MAX_BODY} bytes; no record is"),
        )
    } else {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "truncated",
            "the body ended before its announced length; nothing was stored, send it again",
        )
    }
}

/// A JSON body of exactly the expected form.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Body(bytes) = Body::from_request(request, state).await?;
        parse_json(&bytes, StatusCode::BAD_REQUEST, "malformed").map(Self)
    }
}

/// Reads JSON; what does not fit becomes a problem that names the field and the reason.
pub fn parse_json<T: DeserializeOwned>(
    bytes: &[u8],
    status: StatusCode,
    code: &'static str,
) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner().to_string();
        let field = field_of(&path, &reason);
        let problem = Problem::new(status, code, reason);
        match field {
            Some(field) => problem.at(field),
            None => problem,
        }
    })?;
    deserializer
        .end()
        .map_err(|_| Problem::new(status, code, "something follows the end of the document"))?;
    Ok(value)
}

/// The field at fault: an unknown or missing one is named by the reason, below the path.
fn field_of(path: &str, reason: &str) -> Option<String> {
    let named = ["unknown field `", "missing field `", "duplicate field `"]
        .iter()
        .find_map(|prefix| reason.strip_prefix(prefix)?.split('`').next());
    let path = path.trim_end_matches('.');
    match (path, named) {
        ("" | "?", None) => None,
        ("" | "?", Some(named)) => Some(named.to_owned()),
        (path, None) => Some(path.to_owned()),
        (path, Some(named)) if path == named || path.ends_with(&format!(".{named}")) => {
            Some(path.to_owned())
        }
        (path, Some(named)) => Some(format!("{path}.{named}")),
    }
}

/// A signed-in member of staff. Requests that change something must also carry the page's CSRF value.
pub struct Session {
    /// Where the account belongs.
    pub home: Home,
    /// The account.
    pub staff: Staff,
    /// The session's token.
    pub token: String,
}

impl FromRequestParts<AppState> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let token = cookie(&parts.headers).ok_or_else(not_signed_in)?;
        let home = app.find_home().await?.ok_or_else(not_signed_in)?;
        let staff = app
            .store
            .find_session(&home.district, &hash_secret(token), app.clock.now_ms())
            .await?
            .ok_or_else(not_signed_in)?;
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            let sent = parts
                .headers
                .get("x-xinhu-csrf")
                .map(axum::http::HeaderValue::as_bytes);
            if sent != Some(csrf_of(token).as_bytes()) {
                return Err(Problem::new(
                    StatusCode::FORBIDDEN,
                    "csrf",
                    "the header x-xinhu-csrf is missing or not this session's; reload the page",
                ));
            }
        }
        Ok(Self {
            home: home.clone(),
            staff,
            token: token.to_owned(),
        })
    }
}

impl Session {
    /// Only for accounts that may set things up.
    pub fn administrator(self) -> Result<Self, Problem> {
        if self.staff.is_administrator {
            Ok(self)
        } else {
            Err(forbidden())
        }
    }

    /// Only for accounts that may read results.
    pub fn counsellor(self) -> Result<Self, Problem> {
        if self.staff.is_counsellor {
            Ok(self)
        } else {
            Err(forbidden())
        }
    }
}

fn forbidden() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "role",
        "this account's role does not allow this",
    )
}

fn not_signed_in() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "not_signed_in",
        "sign in at /desk first",
    )
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

/// An enrolled tablet, by its token; it may have been revoked.
pub struct EnrolledDevice {
    /// Where it belongs.
    pub home: Home,
    /// The tablet.
    pub device: Device,
}

impl FromRequestParts<AppState> for EnrolledDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let unknown = || {
            Problem::new(
                StatusCode::UNAUTHORIZED,
                "device",
                "this tablet is not enrolled here; enrol it with a code from the desk",
            )
        };
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|it| it.to_str().ok())
            .and_then(|it| it.strip_prefix("Bearer "))
            .ok_or_else(unknown)?;
        let home = app.find_home().await?.ok_or_else(unknown)?;
        let device = app
            .store
            .find_device(&home.district, &hash_secret(token))
            .await?
            .ok_or_else(unknown)?;
        Ok(Self {
            home: home.clone(),
            device,
        })
    }
}

/// A path or query parameter that did not fit.
impl From<axum::extract::rejection::QueryRejection> for Problem {
    fn from(rejection: axum::extract::rejection::QueryRejection) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, "query", rejection.body_text())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Internal::new("writing JSON", error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Outer {
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Inner {
        n: u8,
    }

    #[track_caller]
    fn check(body: &str, field: Option<&str>) {
        let problem =
            parse_json::<Outer>(body.as_bytes(), StatusCode::BAD_REQUEST, "malformed").unwrap_err();
        let document = serde_json::to_value(&problem).unwrap();
        assert_eq!(document["field"].as_str(), field, "{document}");
    }

    #[test]
    fn the_field_at_fault_is_named() {
        check(r#"{"inner":[{"n":1}],"x":1}"#, Some("x"));
        check(r#"{"inner":[{"n":1},{"n":1,"y":2}]}"#, Some("inner[1].y"));
        check(r#"{"inner":[{"n":300}]}"#, Some("inner[0].n"));
        check(r#"{"inner":[{}]}"#, Some("inner[0].n"));
        check(r"{}", Some("inner"));
        check(r#"{"inner":[]"#, None);
        check(r#"{"inner":[]} x"#, None);
    }
}
