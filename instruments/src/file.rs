//! Data files, wherever they come from.

use std::path::Path;
use std::{fs, io};

/// One data file: its path inside the library folder, with forward slashes, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Such as `phq9/1.0.0/definition.json`.
    pub path: String,
    /// The text, byte for byte: its hash names it.
    pub text: String,
}

static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Every file that ships with the program.
pub fn embedded_files() -> Vec<SourceFile> {
    EMBEDDED
        .iter()
        .map(|(path, text)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

/// Every JSON file below `folder`, sorted by path.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, (String, io::Error)> {
    let mut files = Vec::new();
    walk(folder, folder, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(
    root: &Path,
    folder: &Path,
    files: &mut Vec<SourceFile>,
) -> Result<(), (String, io::Error)> {
    let at = |path: &Path| path.display().to_string();
    for entry in fs::read_dir(folder).map_err(|error| (at(folder), error))? {
        let path = entry.map_err(|error| (at(folder), error))?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
        } else if path.extension().is_some_and(|it| it == "json") {
            let text = fs::read_to_string(&path).map_err(|error| (at(&path), error))?;
            let inside = path.strip_prefix(root).unwrap_or(&path);
            files.push(SourceFile {
                path: inside.to_string_lossy().replace('\\', "/"),
                text,
            });
        }
    }
    Ok(())
}
