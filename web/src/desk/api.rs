//! The desk's calls of `/api/v1`.

use super::filter::Filter;
use super::library::Library;
use super::model::{
    Alert, Alerts, Child, ChildFile, Children, Credentials, Detail, Device, Devices, EnrolmentCode,
    KeyPair, NewCodes, ResultPage, Session, Setup,
};
use crate::platform::http::{self, HttpError, Request};
use engine::wire::ChildCode;
use serde::Serialize;
use std::rc::Rc;

/// Results a page of the list has.
pub const PAGE_ROWS: usize = 50;

fn to_json(value: &impl Serialize) -> Result<String, HttpError> {
    serde_json::to_string(value).map_err(|_| HttpError::Unreadable)
}

/// Whether the set-up link still works.
pub async fn check_setup(token: &str) -> Result<(), HttpError> {
    http::done(Request::get(&format!("/api/v1/setup/{token}"))).await
}

/// Makes the first account.
pub async fn set_up(token: &str, setup: &Setup<'_>) -> Result<Session, HttpError> {
    http::json(Request::post(
        &format!("/api/v1/setup/{token}"),
        &to_json(setup)?,
    ))
    .await
}

/// The open session.
pub async fn session() -> Result<Session, HttpError> {
    http::json(Request::get("/api/v1/session")).await
}

/// Opens a session.
pub async fn sign_in(credentials: &Credentials<'_>) -> Result<Session, HttpError> {
    http::json(Request::post("/api/v1/session", &to_json(credentials)?)).await
}

/// Ends it.
pub async fn sign_out(csrf: &str) -> Result<(), HttpError> {
    let request = Request {
        method: "DELETE",
        csrf: Some(csrf),
        ..Request::get("/api/v1/session")
    };
    http::done(request).await
}

/// Stores the wrapped key pair.
pub async fn put_key(csrf: &str, pair: &KeyPair) -> Result<(), HttpError> {
    let body = to_json(pair)?;
    let request = Request {
        method: "PUT",
        csrf: Some(csrf),
        ..Request::post("/api/v1/me/key", &body)
    };
    http::done(request).await
}

/// Words for instruments.
pub async fn library() -> Result<Rc<Library>, HttpError> {
    http::json(Request::get("/api/v1/library"))
        .await
        .map(Rc::new)
}

/// The latest alerts, those that somebody took up included.
pub async fn alerts() -> Result<Rc<[Alert]>, HttpError> {
    let answer: Alerts = http::json(Request::get("/api/v1/alerts")).await?;
    Ok(answer.alerts.into())
}

/// Takes an alert up.
pub async fn acknowledge(csrf: &str, alert: &str) -> Result<(), HttpError> {
    let path = format!("/api/v1/alerts/{alert}/acknowledge");
    http::done(Request {
        csrf: Some(csrf),
        ..Request::post(&path, "{}")
    })
    .await
}

/// A page of results.
pub async fn results(filter: &Filter, before: Option<&str>) -> Result<ResultPage, HttpError> {
    let path = format!("/api/v1/results?{}", filter.query(PAGE_ROWS, before));
    http::json(Request::get(&path)).await
}

/// One result in full.
pub async fn result(id: &str) -> Result<Rc<Detail>, HttpError> {
    http::json(Request::get(&format!("/api/v1/results/{id}")))
        .await
        .map(Rc::new)
}

/// All children.
pub async fn children() -> Result<Rc<[Child]>, HttpError> {
    let answer: Children = http::json(Request::get("/api/v1/children")).await?;
    Ok(answer.children.into())
}

/// Makes codes for new children.
pub async fn make_codes(csrf: &str, count: u32) -> Result<Rc<[ChildCode]>, HttpError> {
    let body = format!(r#"{{"count":{count}}}"#);
    let request = Request {
        csrf: Some(csrf),
        ..Request::post("/api/v1/children", &body)
    };
    let answer: NewCodes = http::json(request).await?;
    Ok(answer.codes.into())
}

/// One child's file.
pub async fn child(code: &ChildCode) -> Result<Rc<ChildFile>, HttpError> {
    http::json(Request::get(&format!("/api/v1/children/{code}")))
        .await
        .map(Rc::new)
}

/// All tablets.
pub async fn devices() -> Result<Rc<[Device]>, HttpError> {
    let answer: Devices = http::json(Request::get("/api/v1/devices")).await?;
    Ok(answer.devices.into())
}

/// Makes a code that enrols one tablet.
pub async fn make_enrolment_code(csrf: &str, label: &str) -> Result<EnrolmentCode, HttpError> {
    let body = to_json(&serde_json::json!({ "label": label }))?;
    let request = Request {
        csrf: Some(csrf),
        ..Request::post("/api/v1/enrolment-codes", &body)
    };
    let code: EnrolmentCode = http::json(request).await?;
    Ok(EnrolmentCode {
        label: label.to_owned(),
        ..code
    })
}

/// Shuts a tablet out.
pub async fn revoke(csrf: &str, device: &str) -> Result<(), HttpError> {
    let path = format!("/api/v1/devices/{device}/revoke");
    http::done(Request {
        csrf: Some(csrf),
        ..Request::post(&path, "{}")
    })
    .await
}
