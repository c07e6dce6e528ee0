//! A reverse proxy between the tablet and the server that keeps every request.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

/// More than any body that the server accepts.
const LARGEST_BODY: usize = 1 << 20;

/// A request as it went over the wire: its line, its headers, its body.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub line: String,
    pub headers: Vec<u8>,
    pub body: Bytes,
}

/// The proxy and what it has seen.
#[derive(Clone)]
pub struct Proxy {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Recorded>>>,
}

#[derive(Clone)]
struct Upstream {
    base: String,
    client: reqwest::Client,
    seen: Arc<Mutex<Vec<Recorded>>>,
}

impl Proxy {
    /// Listens on a free port and hands everything on to `base`.
    pub async fn start(base: String) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("no free port")?;
        let address = listener.local_addr()?;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let router = Router::new().fallback(hand_on).with_state(Upstream {
            base,
            client,
            seen: Arc::clone(&seen),
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, seen })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything so far.
    pub fn seen(&self) -> Vec<Recorded> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn hand_on(State(upstream): State<Upstream>, request: Request<Body>) -> Response {
    match try_hand_on(&upstream, request).await {
        Ok(response) => response,
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}")).into_response(),
    }
}

async fn try_hand_on(upstream: &Upstream, request: Request<Body>) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_BODY).await?;
    let mut headers = Vec::new();
    for (name, value) in &parts.headers {
        headers.extend_from_slice(name.as_str().as_bytes());
        headers.extend_from_slice(b": ");
        headers.extend_from_slice(value.as_bytes());
        headers.push(b'\n');
    }
    upstream
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Recorded {
            line: format!("{} {}", parts.method, parts.uri),
            headers,
            body: body.clone(),
        });

    let path = parts.uri.path_and_query().map_or("/", |it| it.as_str());
    let answer = upstream
        .client
        .request(parts.method, format!("{}{path}", upstream.base))
        .headers(parts.headers)
        .body(body)
        .send()
        .await?;
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        if !belongs_to_connection(name) {
            response = response.header(name, value);
        }
    }
    Ok(response.body(Body::from(answer.bytes().await?))?)
}

/// Headers that speak about one connection and not about the message.
fn belongs_to_connection(name: &HeaderName) -> bool {
    [
        header::CONNECTION,
        header::TRANSFER_ENCODING,
        header::CONTENT_LENGTH,
    ]
    .contains(name)
}
