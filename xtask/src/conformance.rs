//! `cargo xtask conformance`: the same cases through other implementations.

use std::process::Command;

use anyhow::Result;

use crate::shell::{run, step};
use crate::workspace::Workspace;
use crate::{dist, tools};

pub(crate) fn conformance(workspace: &Workspace) -> Result<()> {
    tools::ensure_python()?;
    let binary = dist::build(workspace)?;
    step("comparing scores with the plain Python scorer", || {
        run(Command::new("python3")
            .current_dir(&workspace.root)
            // No bytecode left behind in the sources.
            .args(["-B", "tests/conformance/compare.py"])
            .arg(binary))
    })
}
