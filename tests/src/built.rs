//! Where `cargo xtask test` left what the tests run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The server binary.
pub fn xinhu() -> Result<PathBuf> {
    find("XINHU_BIN", "debug/xinhu")
}

/// The server binary with its deliberate leaks.
pub fn xinhu_leaking() -> Result<PathBuf> {
    find("XINHU_LEAKING_BIN", "leaking/xinhu")
}

/// The web apps as released.
pub fn web() -> Result<PathBuf> {
    find("XINHU_WEB_DIR", "web")
}

/// The web apps that leak on purpose.
pub fn web_leaking() -> Result<PathBuf> {
    find("XINHU_LEAKING_WEB_DIR", "web-leaking")
}

/// The engine as a module for the browser.
pub fn parity() -> Result<PathBuf> {
    find("XINHU_PARITY_DIR", "parity")
}

/// A folder for what the tests leave behind, such as the picture of a failed test.
pub fn leavings() -> Result<PathBuf> {
    let folder = target()?.join("e2e");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn find(variable: &str, beside_tests: &str) -> Result<PathBuf> {
    let path = match std::env::var_os(variable) {
        Some(path) => PathBuf::from(path),
        None => target()?.join(beside_tests),
    };
    if !path.exists() {
        bail!(
            "{} is not there (run `cargo xtask test`, which builds it)",
            path.display()
        );
    }
    Ok(path)
}

/// The target directory: a test binary lies in `target/debug/deps`.
fn target() -> Result<PathBuf> {
    let binary = std::env::current_exe().context("this test does not know its own path")?;
    binary
        .ancestors()
        .nth(3)
        .map(Path::to_path_buf)
        .context("this test does not lie in a target directory")
}
