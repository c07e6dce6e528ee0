//! Brotli at its strongest: it runs once here and is paid back on each tablet.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What a browser would fetch for these bytes.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params)
        .context("brotli cannot compress")?;
    Ok(compressed)
}

/// Writes `FILE.br` beside `FILE`, unless it is already there for these very bytes.
pub(crate) fn beside(path: &Path, bytes: &[u8], unchanged: bool) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    if unchanged && Path::new(&name).exists() {
        return Ok(());
    }
    fs::write(&name, brotli(bytes)?)
        .with_context(|| format!("cannot write {}", Path::new(&name).display()))
}
