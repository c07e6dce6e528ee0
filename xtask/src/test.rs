//! `cargo xtask test`: everything that needs only Rust and a browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::shell::{cargo_command, run, step};
use crate::tools;
use crate::web::{self, Kind};
use crate::workspace::Workspace;

pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    tools::ensure_browser()?;
    let web = web::build(workspace, Kind::Released)?;
    let leaking = web::build(workspace, Kind::Leaking)?;
    web::module_for_tests(workspace)?;
    let leaking_server = build_leaking_server(workspace)?;
    build_server(workspace, &[])?;
    step("running the tests", || {
        run(
            cargo_command(workspace, &["test", "--workspace", "--no-fail-fast"])
                .env("XINHU_WEB_DIR", &web)
                .env("XINHU_LEAKING_WEB_DIR", &leaking)
                .env("XINHU_PARITY_DIR", workspace.parity())
                .env("XINHU_BIN", workspace.binary("debug", "xinhu"))
                .env("XINHU_LEAKING_BIN", &leaking_server),
        )
    })
}

/// The whole workspace is selected so that every crate has the features that the tests will ask for:
/// nothing is then compiled twice.
fn build_server(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let mut args = vec!["build", "--workspace", "--bin", "xinhu"];
    args.extend(options);
    step("building the server for the tests", || {
        run(&mut cargo_command(workspace, &args))
    })
}

/// The leaking server is kept beside the plain one, which is built to the same name.
fn build_leaking_server(workspace: &Workspace) -> Result<PathBuf> {
    build_server(workspace, &["--features", "server/deliberate-leak"])?;
    let copy = workspace.binary("leaking", "xinhu");
    let folder = workspace.target.join("leaking");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::copy(workspace.binary("debug", "xinhu"), &copy)
        .with_context(|| format!("cannot write {}", copy.display()))?;
    Ok(copy)
}
