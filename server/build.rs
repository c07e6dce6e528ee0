//! Says where the built web apps lie, so that they are embedded in the binary.
//!
//! The folder may be absent: the binary then serves a page that says how to build them.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-env-changed=XINHU_WEB_DIR");
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    let out = env::var_os("OUT_DIR").map_or_else(PathBuf::new, PathBuf::from);
    let web =
        env::var_os("XINHU_WEB_DIR").map_or_else(|| here.join("../target/web"), PathBuf::from);
    let folder = if web.is_dir() {
        watch(&web);
        web
    } else {
        // A missing path must not be watched: cargo would rebuild the server every time.
        let empty = out.join("no-web");
        if let Err(error) = fs::create_dir_all(&empty) {
            println!("cargo::error=cannot make {}: {error}", empty.display());
        }
        empty
    };
    println!("cargo::rustc-env=XINHU_EMBEDDED_WEB={}", folder.display());
}

/// Only the two apps: cargo's own files may lie beside them.
fn watch(folder: &Path) {
    for app in ["tablet", "desk"].map(|app| folder.join(app)) {
        if app.is_dir() {
            println!("cargo::rerun-if-changed={}", app.display());
        }
    }
}
