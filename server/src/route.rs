//! The addresses, one file each, and the one list they are served and documented from.

mod acknowledge_alert;
mod check_setup;
mod enrol;
mod get_child;
mod get_library;
mod get_package;
mod get_result;
mod get_session;
mod health;
mod list_alerts;
mod list_children;
mod list_devices;
mod list_results;
mod make_children;
mod make_enrolment_code;
mod metrics;
mod openapi;
mod pages;
mod put_record;
mod revoke_device;
mod set_key;
mod set_up;
mod sign_in;
mod sign_out;
mod view;

use crate::app::AppState;
use crate::extract::MAX_BODY;
use crate::headers;
use crate::problem::Problem;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, Router, on};

/// One verb at one address.
pub struct Endpoint {
    /// The verb.
    pub method: Method,
    /// The address, parameters in braces.
    pub path: &'static str,
    handler: MethodRouter<AppState>,
}

impl Endpoint {
    fn new<H, T>(method: Method, filter: MethodFilter, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        Self {
            method,
            path,
            handler: on(filter, handler),
        }
    }

    fn get<T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Self {
        Self::new(Method::GET, MethodFilter::GET, path, handler)
    }

    fn post<T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Self {
        Self::new(Method::POST, MethodFilter::POST, path, handler)
    }

    fn put<T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Self {
        Self::new(Method::PUT, MethodFilter::PUT, path, handler)
    }

    fn delete<T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Self {
        Self::new(Method::DELETE, MethodFilter::DELETE, path, handler)
    }
}

/// Every address of the API.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        check_setup::endpoint(),
        set_up::endpoint(),
        sign_in::endpoint(),
        get_session::endpoint(),
        sign_out::endpoint(),
        set_key::endpoint(),
        make_children::endpoint(),
        list_children::endpoint(),
        get_child::endpoint(),
        make_enrolment_code::endpoint(),
        enrol::endpoint(),
        list_devices::endpoint(),
        revoke_device::endpoint(),
        get_package::endpoint(),
        get_library::endpoint(),
        put_record::endpoint(),
        list_results::endpoint(),
        get_result::endpoint(),
        list_alerts::endpoint(),
        acknowledge_alert::endpoint(),
        health::endpoint(),
        metrics::endpoint(),
        openapi::endpoint(),
    ]
}

/// The whole service.
pub fn router(app: AppState) -> Router {
    let mut router = Router::new();
    for endpoint in endpoints() {
        router = router.route(endpoint.path, endpoint.handler);
    }
    router
        .merge(pages::router())
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                "this address exists, but not for this method",
            )
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(app.clone(), headers::finish))
        .with_state(app)
}
