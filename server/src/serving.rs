//! A listener, the service, and a way to stop.

use crate::app::AppState;
use crate::route;
use crate::trouble::Trouble;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// Running requests get this long to end when the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `stop` is done, then lets running requests end.
pub async fn run_until(
    listener: TcpListener,
    app: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Trouble> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let service = route::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async {
        stop.await;
        // The other half waits for as long as the server runs.
        let _ = stopping.send(());
    });
    let deadline = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = server => ended.map_err(|error| {
            Trouble::new(format!("the server stopped: {error}"), "start again")
        }),
        () = deadline => Ok(()),
    }
}
