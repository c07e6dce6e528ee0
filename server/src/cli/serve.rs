//! `xinhu serve`.

use super::{library, say};
use crate::app::{App, Parts};
use crate::clock::{Clock, SystemClock};
use crate::data_folder::DataFolder;
use crate::entropy::SystemEntropy;
use crate::keys::SealingKey;
use crate::serving::run_until;
use crate::store::{SqliteOptions, SqliteStore, Store, StoreError};
use crate::trouble::Trouble;
use crate::web::WebFiles;
use clap::Args;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

#[derive(Args)]
pub(super) struct ServeArguments {
    /// Folder of the database and the keys; made where it is missing
    #[arg(long, value_name = "DIR", default_value = "data")]
    data_dir: PathBuf,
    /// Address and port to serve on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Serve the web apps from this folder instead of those in the program
    #[arg(long, value_name = "DIR")]
    web_dir: Option<PathBuf>,
    /// Add the instruments of this folder
    #[arg(long, value_name = "DIR")]
    instruments: Option<PathBuf>,
    /// State that a licence condition is met, such as who5=noncommercial (may be repeated)
    #[arg(long, value_name = "ID=CONDITION")]
    accept_condition: Vec<String>,
    /// Show this region's help numbers besides the national ones, such as ningbo
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The database may not grow beyond so many pages (for tests: what a full disk looks like)
    #[arg(long, hide = true)]
    max_database_pages: Option<u32>,
}

pub(super) fn run(arguments: ServeArguments) -> Result<(), Trouble> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("XINHU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Trouble::new(format!("cannot start: {error}"), "start again"))?;
    runtime.block_on(serve(arguments))
}

async fn serve(arguments: ServeArguments) -> Result<(), Trouble> {
    let library = library::load(arguments.instruments.as_deref())?;
    let conditions = library::conditions(&arguments.accept_condition, &library)?;
    library::check_region(arguments.region.as_deref(), &library)?;
    if let Some(folder) = arguments.web_dir.as_ref().filter(|it| !it.is_dir()) {
        return Err(Trouble::new(
            format!("--web-dir {}: there is no such folder", folder.display()),
            "build the web apps with 'cargo xtask run', or leave the option out",
        ));
    }
    // The port first: where it is taken, nothing is written.
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| cannot_listen(arguments.listen, &error))?;
    let folder = DataFolder::lock(&arguments.data_dir)?;
    let options = SqliteOptions {
        max_pages: arguments.max_database_pages,
    };
    let store = SqliteStore::open(&folder.database(), &options).await?;
    let key = load_key(&store, &folder).await?;
    let app = App::new(Parts {
        store: Arc::new(store.clone()),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        key,
        library,
        conditions,
        region: arguments.region,
        web: arguments
            .web_dir
            .map_or(WebFiles::Embedded, WebFiles::Folder),
    })
    .map_err(|error| Trouble::new(format!("cannot start: {error}"), "start again"))?;
    let stop = stop_signal()?;
    greet(&app, &listener).await?;
    run_until(listener, app, stop).await?;
    store.close().await;
    say("Stopped.\n")
}

async fn load_key(store: &SqliteStore, folder: &DataFolder) -> Result<SealingKey, Trouble> {
    let unusable = |error: StoreError| match error {
        StoreError::Full => Trouble::new(
            "the disk is full: the sealing key's name cannot be stored in the database",
            "free some space and start again",
        ),
        StoreError::Internal(error) => Trouble::new(
            format!("cannot use the database: {error}"),
            "restore it from a backup, or start with an empty data folder",
        ),
    };
    let known = store.find_key_fingerprint().await.map_err(unusable)?;
    let key = SealingKey::load_or_make(&folder.keys(), known.as_deref(), &SystemEntropy)?;
    if known.is_none() {
        store
            .keep_key_fingerprint(&key.fingerprint(), SystemClock.now_ms())
            .await
            .map_err(unusable)?;
    }
    Ok(key)
}

async fn greet(app: &App, listener: &TcpListener) -> Result<(), Trouble> {
    let address = listener
        .local_addr()
        .map_err(|error| Trouble::new(format!("cannot start: {error}"), "start again"))?;
    let shown = if address.ip().is_unspecified() {
        SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
    } else {
        address
    };
    let origin = format!("http://{shown}");
    let is_set_up = app.find_home().await.is_ok_and(|home| home.is_some());
    let next = if is_set_up {
        format!("  Desk:    {origin}/desk   (sign in)\n  Tablets: {origin}/\n")
    } else {
        format!(
            "  There is no account yet. Open this link once, in a browser on this computer:\n\n    {}\n\n  \
             It makes the first account. Then, at the desk: choose a PIN, make child codes, and enrol a\n  \
             tablet with the code the desk shows ({origin}/ on the tablet).\n",
            app.setup.url(&origin),
        )
    };
    say(&format!(
        "Xinhu 心护 {} serves on {origin}\n{next}  Ctrl-C stops it.\n",
        env!("CARGO_PKG_VERSION")
    ))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::AddrInUse => Trouble::new(
            format!(
                "port {} on {} is in use by another program",
                address.port(),
                address.ip()
            ),
            "stop that program (perhaps another xinhu), or choose another port with --listen, \
             for example --listen 127.0.0.1:8081",
        ),
        io::ErrorKind::PermissionDenied => Trouble::new(
            format!("this account may not serve on port {}", address.port()),
            "choose a port above 1023 with --listen",
        ),
        io::ErrorKind::AddrNotAvailable => Trouble::new(
            format!("{} is not an address of this computer", address.ip()),
            "use 127.0.0.1 (this computer alone) or 0.0.0.0 (its networks too) with --listen",
        ),
        _ => Trouble::new(
            format!("cannot serve on {address}: {error}"),
            "choose another address or port with --listen",
        ),
    }
}

/// Done when the process is asked to stop: Ctrl-C, or the service manager's signal.
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, Trouble> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| {
            signal(kind).map_err(|error| {
                Trouble::new(format!("cannot listen for signals: {error}"), "start again")
            })
        };
        let mut interrupt = listen(SignalKind::interrupt())?;
        let mut terminate = listen(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            // Without the signal the process can still be ended the hard way.
            let _ = tokio::signal::ctrl_c().await;
        })
    }
}
