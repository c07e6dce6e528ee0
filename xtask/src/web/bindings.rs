//! wasm-bindgen, called as a library: the version in `Cargo.lock` is then always the right one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{run, step};
use crate::tools;
use crate::workspace::Workspace;

/// A module as the browser loads it.
pub(crate) struct Module {
    pub(crate) js: String,
    pub(crate) wasm: Vec<u8>,
}

/// Makes the JavaScript for a compiled module.
pub(crate) fn bind(wasm: &Path, name: &str) -> Result<Module> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))?;
    Ok(Module {
        js: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

/// Builds the engine as a module for the browser tests and the benchmark, with the profile that the
/// tablets get: `parity.js` and `parity_bg.wasm` in one folder.
pub(crate) fn module_for_tests(workspace: &Workspace) -> Result<()> {
    tools::ensure_wasm_target(workspace)?;
    step("building the engine as a module for the browser", || {
        run(&mut super::wasm_command(
            workspace,
            &[
                "build",
                "--profile",
                "web",
                "--target",
                "wasm32-unknown-unknown",
                "-p",
                "parity",
            ],
        ))?;
        let module = bind(&super::compiled(workspace, "parity"), "parity")?;
        let folder = workspace.parity();
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        super::page::put(&folder.join("parity.js"), module.js.as_bytes())?;
        super::page::put(&folder.join("parity_bg.wasm"), &module.wasm)
    })
}
