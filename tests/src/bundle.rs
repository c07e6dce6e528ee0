//! What a tablet has to fetch before the first item: the gate of the bundle.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// What a start should cost, compressed: page, styles, module, glue, and the default battery in Chinese.
/// Not reached yet.
pub const GOAL_BYTES: u64 = 150_000;

/// The most that may be fetched to start a screening. It follows what has been reached down towards
/// [`GOAL_BYTES`] and never goes up.
pub const GATE_BYTES: u64 = 220_000;

/// One fetched part.
#[derive(Debug)]
pub struct Part {
    pub name: String,
    pub bytes: u64,
}

/// Each part with its size after Brotli.
pub fn start_of_a_screening(web: &Path) -> Result<Vec<Part>> {
    let mut parts = compressed_files(&web.join("tablet"))?;
    parts.push(default_battery()?);
    Ok(parts)
}

/// The compressed files of one app.
pub fn compressed_files(folder: &Path) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().extension().is_some_and(|it| it == "br") {
            parts.push(Part {
                name: entry.file_name().to_string_lossy().into_owned(),
                bytes: entry.metadata()?.len(),
            });
        }
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(parts)
}

/// PHQ-9 and GAD-7 with their Chinese texts, as the server would send them.
fn default_battery() -> Result<Part> {
    let read = |path: String| -> Result<Value> {
        let path = crate::built::root().join("instruments").join(path);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Ok(serde_json::from_str(&text)?)
    };
    let mut instruments = Vec::new();
    for id in ["phq9", "gad7"] {
        instruments.push(json!({
            "definition": read(format!("{id}/1.0.0/definition.json"))?,
            "wording": read(format!("{id}/1.0.0/wording/zh-CN.json"))?,
        }));
    }
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut packed = Vec::new();
    let text = Value::Array(instruments).to_string();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &params)
        .context("brotli cannot compress")?;
    Ok(Part {
        name: "default battery, zh-CN (JSON)".to_owned(),
        bytes: packed.len() as u64,
    })
}
