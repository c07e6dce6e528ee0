//! A school in a box: a server, a desk, a tablet.

use std::path::Path;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::browser::{Browser, Viewport};
use crate::desk::Desk;
use crate::server::{Options, Server};
use crate::tablet::Tablet;

/// Everything one journey needs.
pub struct World {
    pub server: Server,
    desk: Browser,
    tablet: Browser,
    /// Where the tablet finds the server: the server itself, or a proxy in front of it.
    pub tablet_url: String,
    // Held for its removal at the end.
    _data: TempDir,
}

impl World {
    async fn start(options: Options, viewport: Viewport) -> Result<Self> {
        let data = TempDir::with_prefix("xinhu-data-").context("no temporary folder")?;
        let server = Server::start(options, data.path()).await?;
        let desk = Browser::start(Viewport::Desk).await?;
        let tablet = Browser::start(viewport).await?;
        let tablet_url = server.url();
        Ok(Self {
            server,
            desk,
            tablet,
            tablet_url,
            _data: data,
        })
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk::of(&self.desk)
    }

    pub fn tablet(&self) -> Tablet<'_> {
        Tablet::of(&self.tablet)
    }

    pub fn tablet_browser(&self) -> &Browser {
        &self.tablet
    }

    pub fn desk_browser(&self) -> &Browser {
        &self.desk
    }

    pub fn tablet_profile(&self) -> &Path {
        self.tablet.profile()
    }

    /// First account, one child, and the tablet enrolled and locked. Returns the child's code.
    pub async fn open_school(&mut self) -> Result<String> {
        let link = format!("{}{}", self.server.url(), self.server.setup_path().await?);
        self.desk().set_up(&link).await?;
        let child = self
            .desk()
            .make_children(1)
            .await?
            .pop()
            .context("no code was made")?;
        let code = self.desk().make_device_code("平板 1").await?;
        self.tablet().open(&self.tablet_url).await?;
        self.tablet().enrol(&code).await?;
        self.tablet().screen.find("pin-input").await?;
        Ok(child)
    }

    /// Ends both browsers; the tablet's profile stays until the value is dropped.
    async fn close(self) -> Result<TempDir> {
        self.desk.quit().await?;
        self.tablet.quit().await
    }
}

/// Runs one journey against the server as released.
pub async fn journey(
    name: &str,
    viewport: Viewport,
    body: impl AsyncFnOnce(&mut World) -> Result<()>,
) -> Result<()> {
    journey_with(name, Options::released()?, viewport, body)
        .await
        .map(drop)
}

/// Runs one journey and returns what it came to and the tablet's profile, written to disk in full. When
/// it fails, pictures of both screens and the server's output are kept.
pub async fn journey_with<T>(
    name: &str,
    options: Options,
    viewport: Viewport,
    body: impl AsyncFnOnce(&mut World) -> Result<T>,
) -> Result<(T, TempDir)> {
    let mut world = World::start(options, viewport).await?;
    let outcome = match body(&mut world).await {
        Ok(outcome) => Ok(outcome),
        Err(error) => Err(error.context(evidence(name, &world).await)),
    };
    let profile = world.close().await?;
    Ok((outcome?, profile))
}

async fn evidence(name: &str, world: &World) -> String {
    let mut lines = vec![format!("journey {name} failed")];
    for (who, browser) in [("tablet", &world.tablet), ("desk", &world.desk)] {
        if let Ok(path) = browser.evidence(&format!("failed-{name}-{who}")).await {
            lines.push(format!("{who}: {}", path.display()));
        }
        for entry in browser.console().await.unwrap_or_default() {
            lines.push(format!("{who} console: {entry}"));
        }
    }
    lines.push(format!("server:\n{}", world.server.output()));
    lines.join("\n")
}
