//! A plain file server for modules that only tests load.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

/// Loads the module and hands its functions to WebDriver's scripts.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>loading</title>
<script type="module">
import init, * as parity from "/parity.js";
await init({ module_or_path: "/parity_bg.wasm" });
window.parity = parity;
document.title = "ready";
</script>"#;

/// Serves a folder on a free port for as long as the test runs.
pub async fn serve(folder: PathBuf) -> Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0))
        .await
        .context("no free port")?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/", get(async || Html(PAGE)))
        .route("/{name}", get(file))
        .with_state(folder);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn file(State(folder): State<PathBuf>, Path(name): Path<String>) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "js")) => "text/javascript",
        Some((_, "wasm")) => "application/wasm",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match tokio::fs::read(folder.join(&name)).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
