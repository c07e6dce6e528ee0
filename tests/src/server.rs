//! A real `xinhu serve`, with its own folder, port and captured output.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};

use crate::built;

const START: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(20);

/// How to start a server.
#[derive(Clone)]
pub struct Options {
    /// The binary; the plain one unless the test is about leaks.
    pub binary: PathBuf,
    /// Instruments in a folder, beside the embedded ones.
    pub instruments: Option<PathBuf>,
    /// Web apps from a folder instead of the embedded ones.
    pub web_dir: Option<PathBuf>,
    /// Further variables for the process.
    pub environment: Vec<(&'static str, String)>,
}

impl Options {
    /// The server as released.
    pub fn released() -> Result<Self> {
        Ok(Self {
            binary: built::xinhu()?,
            instruments: None,
            web_dir: None,
            environment: Vec::new(),
        })
    }
}

/// A running (or stopped) server. Dropping it kills the process.
pub struct Server {
    options: Options,
    data_dir: PathBuf,
    address: SocketAddr,
    child: Option<Child>,
    output: Output,
}

impl Server {
    /// Starts a server on a free port and waits until it says where it listens.
    pub async fn start(options: Options, data_dir: &Path) -> Result<Self> {
        let output = Output::default();
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let child = spawn(&options, data_dir, free, &output)?;
        let mut server = Self {
            options,
            data_dir: data_dir.to_path_buf(),
            address: free,
            child: Some(child),
            output,
        };
        server.address = server.wait_for("its address", printed_address).await?;
        Ok(server)
    }

    /// Where it listens (or listened).
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder with the database.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Everything it printed so far, over all its lives.
    pub fn output(&self) -> String {
        self.output.text()
    }

    /// The path of the one-time link that it prints while no account exists.
    pub async fn setup_path(&mut self) -> Result<String> {
        self.wait_for("the set-up link", printed_setup_path).await
    }

    /// Kills it without warning, as a power cut would.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await.context("cannot kill the server")?;
        }
        Ok(())
    }

    /// Stops it with Ctrl-C and waits for its end.
    pub async fn interrupt(&mut self) -> Result<ExitStatus> {
        let mut child = self.child.take().context("the server does not run")?;
        let id = child.id().context("the server has ended by itself")?;
        let sent = Command::new("kill")
            .args(["-INT", &id.to_string()])
            .status()
            .await
            .context("cannot start `kill`")?;
        if !sent.success() {
            bail!("`kill -INT {id}` failed");
        }
        tokio::time::timeout(START, child.wait())
            .await
            .context("the server did not stop after Ctrl-C")?
            .context("cannot wait for the server")
    }

    /// Starts it again on the same folder and port.
    pub async fn restart(&mut self) -> Result<()> {
        self.output.note("--- restarted ---");
        self.child = Some(spawn(
            &self.options,
            &self.data_dir,
            self.address,
            &self.output,
        )?);
        let address = self.address;
        self.wait_for("its address after the restart", move |output| {
            let (_, latest) = output.rsplit_once("--- restarted ---")?;
            printed_address(latest).filter(|printed| *printed == address)
        })
        .await
        .map(drop)
    }

    async fn wait_for<T>(&mut self, what: &str, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        let deadline = tokio::time::Instant::now() + START;
        loop {
            let ended = match &mut self.child {
                Some(child) => child.try_wait().context("cannot ask after the server")?,
                None => bail!("the server does not run"),
            };
            let output = self.output();
            if let Some(found) = find(&output) {
                return Ok(found);
            }
            if let Some(status) = ended {
                bail!("the server ended ({status}) before it printed {what}:\n{output}");
            }
            if tokio::time::Instant::now() > deadline {
                bail!("the server did not print {what}:\n{output}");
            }
            tokio::time::sleep(POLL).await;
        }
    }
}

fn spawn(options: &Options, data_dir: &Path, listen: SocketAddr, output: &Output) -> Result<Child> {
    let mut command = Command::new(&options.binary);
    command
        .arg("serve")
        .arg("--data-dir")
        .arg(data_dir)
        .arg("--listen")
        .arg(listen.to_string())
        .envs(options.environment.iter().map(|(key, value)| (key, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(folder) = &options.instruments {
        command.arg("--instruments").arg(folder);
    }
    if let Some(folder) = &options.web_dir {
        command.arg("--web-dir").arg(folder);
    }
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start {}", options.binary.display()))?;
    output.follow(child.stdout.take().context("no standard output")?);
    output.follow(child.stderr.take().context("no standard error")?);
    Ok(child)
}

fn printed_address(output: &str) -> Option<SocketAddr> {
    output.split("http://").skip(1).find_map(|rest| {
        let end = rest
            .find(|it: char| !(it.is_ascii_digit() || it == '.' || it == ':'))
            .unwrap_or(rest.len());
        rest.get(..end)?.trim_end_matches(['.', ':']).parse().ok()
    })
}

fn printed_setup_path(output: &str) -> Option<String> {
    let start = output.find("/desk/setup/")?;
    let (token, _) = output.get(start..)?.split_once(char::is_whitespace)?;
    Some(token.to_owned())
}

/// What a process printed, both streams line by line.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<String>>);

impl Output {
    fn text(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn note(&self, line: &str) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(line);
        text.push('\n');
    }

    fn follow(&self, stream: impl AsyncRead + Unpin + Send + 'static) {
        let output = self.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(stream).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                output.note(&line);
            }
        });
    }
}
