//! Where is searched: files as they lie there, and the databases of a browser profile unpacked.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::leveldb;

/// Bytes, and the name of the place they come from.
#[derive(Clone)]
pub struct Haystack {
    pub place: String,
    pub bytes: Vec<u8>,
    /// Whether these are values as a page stored them: only there is a number of three bytes no accident.
    pub structured: bool,
}

impl Haystack {
    pub fn new(place: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            place: place.into(),
            bytes: bytes.into(),
            structured: false,
        }
    }
}

/// Every file of a folder as it is, except LevelDB tables: their blocks are packed, so that the same
/// text is there whole once and in pieces the next time; [`unpacked`] reads those.
pub fn folder(root: &Path) -> Result<Vec<Haystack>> {
    let mut haystacks = Vec::new();
    for path in files(root)? {
        if extension(&path) == "ldb" {
            continue;
        }
        if let Some(bytes) = read(&path)? {
            haystacks.push(Haystack::new(path.display().to_string(), bytes));
        }
    }
    Ok(haystacks)
}

/// The values of every LevelDB table and log of a folder, and of the blobs beside them, unpacked.
pub fn unpacked(root: &Path) -> Result<Vec<Haystack>> {
    let mut haystacks = Vec::new();
    for path in files(root)? {
        let in_blobs = path
            .components()
            .any(|part| Path::new(&part).extension().is_some_and(|it| it == "blob"));
        let Some(bytes) = read(&path)? else { continue };
        let values = match extension(&path) {
            "ldb" => leveldb::table(&bytes)
                .with_context(|| format!("cannot unpack {}", path.display()))?,
            "log" => leveldb::log(&bytes),
            _ if in_blobs => vec![bytes],
            _ => continue,
        };
        let mut all = Vec::new();
        for value in values {
            all.extend_from_slice(&leveldb::without_wrapper(&value));
            // A border that is part of no needle.
            all.extend_from_slice(&[0; 4]);
        }
        haystacks.push(Haystack {
            place: format!("{} unpacked", path.display()),
            bytes: all,
            structured: true,
        });
    }
    Ok(haystacks)
}

fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        // A running browser removes folders while they are being read.
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(anyhow::Error::new(error).context(format!("cannot read {}", path.display())))
        }
    }
}

fn extension(path: &Path) -> &str {
    path.extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
}
