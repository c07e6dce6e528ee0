//! `cargo xtask soak`: the long loops.

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::workspace::Workspace;

pub(crate) fn soak(workspace: &Workspace) -> Result<()> {
    step("exhaustive loops", || {
        run(&mut cargo_command(
            workspace,
            &["test", "--release", "-p", "engine", "-p", "instruments"],
        ))
    })
}
