//! What must be installed besides Rust, and how it is put there.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell::{is_there, output, run, say, step};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";
const BROWSER_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Adds the WebAssembly target. `rust-toolchain.toml` names it, but rustup reads that file only when
/// it installs the toolchain, and may be told not to install anything by itself.
pub(crate) fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let libdir = output(Command::new("rustc").current_dir(&workspace.root).args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]))?;
    if Path::new(libdir.trim()).is_dir() {
        return Ok(());
    }
    let mend = format!("rustup target add {WASM}");
    if !is_there("rustup") {
        bail!("the Rust target {WASM} is missing and there is no rustup to add it (run `{mend}`)");
    }
    step(&format!("adding the Rust target {WASM}"), || {
        run(Command::new("rustup")
            .current_dir(&workspace.root)
            .args(["target", "add", WASM]))
    })
    .with_context(|| format!("the Rust target {WASM} is missing (run `{mend}`)"))
}

/// Chromium, its driver and a Chinese face. On Debian as root they are installed; elsewhere one line
/// says what is missing.
pub(crate) fn ensure_browser() -> Result<()> {
    let mut missing = Vec::new();
    if !is_there("chromium") {
        missing.push(BROWSER_PACKAGES[0]);
    }
    if !is_there("chromedriver") {
        missing.push(BROWSER_PACKAGES[1]);
    }
    if !has_cjk_font() {
        missing.push(BROWSER_PACKAGES[2]);
    }
    install(&missing, "the browser tests")
}

/// Python with nothing but its standard library.
pub(crate) fn ensure_python() -> Result<()> {
    let missing: &[&str] = if is_there("python3") {
        &[]
    } else {
        &["python3"]
    };
    install(missing, "the comparison with the plain Python scorer")
}

fn install(packages: &[&str], purpose: &str) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    let mend = format!("apt-get update && apt-get install -y --no-install-recommends {names}");
    if !(is_there("apt-get") && is_root()) {
        bail!("{purpose} need {names} (run `sudo sh -c '{mend}'`)");
    }
    step(&format!("installing {names}"), || {
        run(Command::new("sh")
            .args(["-c", &mend])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null()))
    })
    .with_context(|| format!("{purpose} need {names} (run `{mend}`)"))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Without a Chinese face the screens would be rows of boxes, and text would be measured wrongly.
fn has_cjk_font() -> bool {
    let Ok(fonts) = Command::new("fc-list")
        .args([":lang=zh-cn", "family"])
        .stderr(Stdio::null())
        .output()
    else {
        say("fc-list is missing; assuming that a Chinese face has to be installed");
        return false;
    };
    !fonts.stdout.is_empty()
}
