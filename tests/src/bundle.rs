//! What a tablet has to fetch before the first item: the gate of the bundle.

use std::path::Path;

use anyhow::{Context, Result};

/// The most that may be fetched to start a screening, compressed: pages, styles, module, glue, and the
/// default Chinese battery.
pub const GATE_BYTES: u64 = 150 * 1024;

/// Name and compressed size of each file of the tablet app.
pub fn tablet_files(web: &Path) -> Result<Vec<(String, u64)>> {
    let folder = web.join("tablet");
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().extension().is_some_and(|it| it == "br") {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, entry.metadata()?.len()));
        }
    }
    files.sort();
    Ok(files)
}
