//! `cargo xtask bench`: sizes and times, side by side with plain code.

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::workspace::Workspace;
use crate::{dist, tools, web};

pub(crate) fn bench(workspace: &Workspace) -> Result<()> {
    tools::ensure_browser()?;
    let binary = dist::build(workspace)?;
    web::module_for_tests(workspace)?;
    step("building the benchmark", || {
        run(&mut cargo_command(
            workspace,
            &["build", "--release", "-p", "tests", "--bin", "bench"],
        ))
    })?;
    step("measuring", || {
        run(
            std::process::Command::new(workspace.binary("release", "bench"))
                .env("XINHU_BIN", &binary)
                .env("XINHU_WEB_DIR", workspace.web())
                .env("XINHU_PARITY_DIR", workspace.parity()),
        )
    })
}
