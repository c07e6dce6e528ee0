//! A real Chromium with a fresh profile, driven by Debian's chromedriver.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use thirtyfour::{
    ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::{built, picture};

/// How a screen is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewport {
    /// A tablet on its long side, 1024×768.
    Landscape,
    /// A tablet upright, 768×1024.
    Portrait,
    /// A computer's screen, 1280×800.
    Desk,
}

impl Viewport {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Landscape => (1024, 768),
            Self::Portrait => (768, 1024),
            Self::Desk => (1280, 800),
        }
    }
}

const DRIVER_START: Duration = Duration::from_secs(30);

/// Quiet, reproducible, and without a word to the outside.
const ARGUMENTS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--lang=zh-CN",
];

/// One browser. [`Browser::quit`] ends it; dropping it kills the driver.
pub struct Browser {
    driver: WebDriver,
    // Held so that it is killed with the browser.
    _chromedriver: Child,
    profile: TempDir,
}

impl Browser {
    /// Starts Chromium with an empty profile.
    pub async fn start(viewport: Viewport) -> Result<Self> {
        let (chromedriver, port) = start_chromedriver().await?;
        let profile = TempDir::with_prefix("xinhu-profile-").context("no temporary folder")?;
        let (width, height) = viewport.size();

        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--window-size={width},{height}"))?;
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .context("chromedriver cannot start Chromium")?;
        let browser = Self {
            driver,
            _chromedriver: chromedriver,
            profile,
        };
        browser.fit(viewport).await?;
        Ok(browser)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The profile on disk: everything that Chromium keeps.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Gives the page exactly the wanted size: a window is larger than what it shows.
    pub async fn fit(&self, viewport: Viewport) -> Result<()> {
        let (width, height) = viewport.size();
        for _ in 0..3 {
            let shown = self.inner_size().await?;
            if shown == (width, height) {
                return Ok(());
            }
            let window = self.driver.get_window_rect().await?;
            let outer = |window: i64, wanted: u32, shown: u32| {
                u32::try_from(window + i64::from(wanted) - i64::from(shown)).unwrap_or(wanted)
            };
            self.driver
                .set_window_rect(
                    0,
                    0,
                    outer(window.width, width, shown.0),
                    outer(window.height, height, shown.1),
                )
                .await?;
        }
        let shown = self.inner_size().await?;
        if shown != (width, height) {
            bail!("the page is {shown:?} instead of {width}×{height}");
        }
        Ok(())
    }

    async fn inner_size(&self) -> Result<(u32, u32)> {
        self.driver
            .execute("return [window.innerWidth, window.innerHeight]", Vec::new())
            .await?
            .convert()
            .context("the page does not know its size")
    }

    /// What the page wrote to its console since the last call.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        Ok(entries
            .into_iter()
            .map(|entry| format!("{} {}", entry.level, entry.message))
            .collect())
    }

    /// Saves the screen: into `docs/screenshots` when those are being renewed, else with what the tests
    /// leave behind.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let folder = if std::env::var_os("XINHU_SCREENSHOTS").is_some() {
            built::root().join("docs/screenshots")
        } else {
            built::leavings()?
        };
        self.save_picture(&folder, name).await.map(drop)
    }

    /// Saves the screen for whoever looks for the reason of a failure.
    pub async fn evidence(&self, name: &str) -> Result<PathBuf> {
        self.save_picture(&built::leavings()?, name).await
    }

    async fn save_picture(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let path = folder.join(format!("{name}.png"));
        let picture = picture::packed(&self.driver.screenshot_as_png().await?)
            .with_context(|| format!("cannot pack {}", path.display()))?;
        std::fs::write(&path, picture)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Ends Chromium and hands out its profile, written to disk in full.
    pub async fn quit(self) -> Result<TempDir> {
        self.driver.quit().await?;
        Ok(self.profile)
    }
}

async fn start_chromedriver() -> Result<(Child, u16)> {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start chromedriver (run `cargo xtask test`, which installs it)")?;
    let stdout = child.stdout.take().context("no standard output")?;
    let mut lines = BufReader::new(stdout).lines();
    let port = tokio::time::timeout(DRIVER_START, printed_port(&mut lines))
        .await
        .context("chromedriver did not start")??;
    // Its pipe has to be read on, or it would end when it prints the next line.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((child, port))
}

async fn printed_port(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<u16> {
    while let Some(line) = lines.next_line().await? {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port
                .trim_end_matches('.')
                .parse()
                .with_context(|| format!("chromedriver named no port: {line}"));
        }
    }
    bail!("chromedriver ended at once")
}
