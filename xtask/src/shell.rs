//! Running commands and telling the person in front of the screen what goes on.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, cargo};

/// One line on standard error, so that standard output stays free for results.
pub(crate) fn say(line: &str) {
    eprintln!("── {line}");
}

/// Announces a long step, runs it and says how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(title);
    let started = now();
    let value = work()?;
    eprintln!("   done in {:.1} s", started.elapsed().as_secs_f64());
    Ok(value)
}

/// Runs a command with its output visible; a failure names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command and returns what it printed; its errors stay visible.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = describe(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed no UTF-8"))
}

/// Whether a program can be started at all.
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A cargo command in the checkout. Everything below the tests finds the web apps by these variables.
pub(crate) fn cargo_command(workspace: &Workspace, args: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command
        .current_dir(&workspace.root)
        .args(args)
        .env("XINHU_WEB_DIR", workspace.web());
    // `cargo xtask` leaves its own package's variables behind; build scripts must not see them.
    for (key, _) in std::env::vars_os() {
        if key.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(key);
        }
    }
    command
}

/// The one place where this tool reads a clock: to measure, never to decide.
#[expect(
    clippy::disallowed_methods,
    reason = "progress lines and benchmarks measure real time"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

fn describe(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
