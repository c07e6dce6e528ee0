//! `cargo xtask test`: everything that needs only Rust and a browser.

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::tools;
use crate::web::{self, Kind};
use crate::workspace::Workspace;

pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    tools::ensure_browser()?;
    let web = web::build(workspace, Kind::Released)?;
    let leaking = web::build(workspace, Kind::Leaking)?;
    web::module_for_tests(workspace)?;
    step("building the server for the journeys", || {
        run(&mut cargo_command(
            workspace,
            &["build", "-p", "server", "--bin", "xinhu"],
        ))
    })?;
    step("running the tests", || {
        run(cargo_command(workspace, &["test", "--workspace"])
            .env("XINHU_WEB_DIR", &web)
            .env("XINHU_LEAKING_WEB_DIR", &leaking)
            .env("XINHU_PARITY_DIR", workspace.parity())
            .env("XINHU_BIN", workspace.binary("debug", "xinhu")))
    })
}
