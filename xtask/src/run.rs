//! `cargo xtask run`: from a fresh clone to a running Xinhu.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::dist;
use crate::shell::say;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let mut listen = "127.0.0.1:8080";
    let mut data_dir = workspace.root.join("data");
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match (*option, options.as_slice().first()) {
            ("--listen", Some(address)) => listen = address,
            ("--data-dir", Some(folder)) => data_dir = PathBuf::from(folder),
            ("--listen" | "--data-dir", None) => bail!("`{option}` needs a value"),
            ("--demo", _) => bail!(
                "there is no made-up district yet: start `cargo xtask run` and set up a school of your own"
            ),
            (unknown, _) => {
                bail!(
                    "`cargo xtask run` does not take `{unknown}` (it takes --listen and --data-dir)"
                )
            }
        }
        options.next();
    }

    let binary = dist::build(workspace)?;
    say("starting Xinhu (stop it with Ctrl-C)");
    let mut server = Command::new(binary);
    server
        .current_dir(&workspace.root)
        .arg("serve")
        .arg("--listen")
        .arg(listen)
        .arg("--data-dir")
        .arg(&data_dir);
    become_process(server)
}

/// The server takes this process's place: Ctrl-C and its exit code are then its own.
#[cfg(unix)]
fn become_process(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    Err(anyhow::Error::new(error).context("cannot start the server"))
}

#[cfg(not(unix))]
fn become_process(mut command: Command) -> Result<()> {
    crate::shell::run(&mut command)
}
