//! `cargo xtask dist`: the one binary that carries everything.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::web::{self, Kind};
use crate::workspace::Workspace;

pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    let binary = build(workspace)?;
    println!("{}", workspace.show(&binary));
    Ok(())
}

/// Builds the web apps, embeds them and returns the release binary.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    web::build(workspace, Kind::Released)?;
    build_server(workspace)
}

/// Builds the release binary around the web apps that are already there.
pub(crate) fn build_server(workspace: &Workspace) -> Result<PathBuf> {
    step("building the release binary", || {
        run(&mut cargo_command(
            workspace,
            &["build", "--release", "-p", "server", "--bin", "xinhu"],
        ))
    })?;
    Ok(workspace.binary("release", "xinhu"))
}
