//! The two web apps: compiled to WebAssembly, bound to JavaScript, named by their content, compressed.
//!
//! Everything a page needs goes into one folder that the server embeds or serves:
//! `tablet/index.html`, `tablet/tablet.<hash>.{js,wasm,css}`, the same for `desk`, and a `.br` beside
//! each file.

mod bindings;
mod compress;
mod page;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::shell::{cargo_command, run, step};
use crate::tools;
use crate::workspace::Workspace;

pub(crate) use bindings::module_for_tests;

/// Which of the two builds is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Released,
    /// Leaks answers on purpose, so that the leak search can prove that it would find them.
    Leaking,
}

/// The apps, each a bin target of the crate `web`.
const APPS: [App; 2] = [
    App {
        name: "tablet",
        styles: &["tokens.css", "tablet.css"],
    },
    App {
        name: "desk",
        styles: &["tokens.css", "desk.css"],
    },
];

struct App {
    name: &'static str,
    styles: &'static [&'static str],
}

/// Builds the apps and returns the folder they lie in.
pub(crate) fn build(workspace: &Workspace, kind: Kind) -> Result<PathBuf> {
    tools::ensure_wasm_target(workspace)?;
    let (title, folder) = match kind {
        Kind::Released => ("building the web apps", workspace.web()),
        Kind::Leaking => (
            "building the deliberately leaking web apps",
            workspace.web_leaking(),
        ),
    };
    step(title, || {
        compile(workspace, kind)?;
        for app in &APPS {
            page::write(workspace, app, &folder.join(app.name))?;
        }
        Ok(folder)
    })
}

fn compile(workspace: &Workspace, kind: Kind) -> Result<()> {
    let mut args = vec![
        "build",
        "--profile",
        "web",
        "--target",
        "wasm32-unknown-unknown",
        "-p",
        "web",
    ];
    for app in &APPS {
        args.extend(["--bin", app.name]);
    }
    if kind == Kind::Leaking {
        args.extend(["--features", "deliberate-leak"]);
    }
    run(&mut wasm_command(workspace, &args))
}

/// Cargo for what browsers load. Panic messages name source files; on every machine by the same short
/// names, so that what is shipped neither tells where it was built nor differs with it.
fn wasm_command(workspace: &Workspace, args: &[&str]) -> Command {
    let mut flags = vec![remap(&workspace.root, "xinhu")];
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    flags.extend(cargo_home.map(|it| remap(&it.join("registry/src"), "dep")));
    let mut command = cargo_command(workspace, args);
    command.arg("--config").arg(format!(
        "target.wasm32-unknown-unknown.rustflags={}",
        serde_json::Value::from(flags)
    ));
    command
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// Where Cargo leaves a compiled app or module.
fn compiled(workspace: &Workspace, name: &str) -> PathBuf {
    workspace
        .target
        .join("wasm32-unknown-unknown/web")
        .join(Path::new(name).with_extension("wasm"))
}
