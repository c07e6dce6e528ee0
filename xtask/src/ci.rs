//! `cargo xtask ci`: what must hold before a change is taken in.

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::workspace::Workspace;
use crate::{conformance, test, tools};

pub(crate) fn ci(workspace: &Workspace) -> Result<()> {
    step("checking the formatting", || {
        run(&mut cargo_command(workspace, &["fmt", "--all", "--check"]))
    })?;
    tools::ensure_wasm_target(workspace)?;
    step("linting for this machine", || {
        run(&mut cargo_command(
            workspace,
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ))
    })?;
    step("linting for the browser", || {
        run(&mut cargo_command(
            workspace,
            &[
                "clippy",
                "-p",
                "web",
                "-p",
                "parity",
                "--target",
                "wasm32-unknown-unknown",
                "--",
                "-D",
                "warnings",
            ],
        ))
    })?;
    test::test(workspace)?;
    // Builds the release binary on its way, and leaves it at target/release/xinhu.
    conformance::conformance(workspace)
}
