//! The data folder: one server at a time, held by a lock for the life of the process.

use crate::trouble::Trouble;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A folder that this process alone serves from. The operating system drops the lock with the process,
/// however it ends, so that no stale lock can stay behind.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Makes the folder where it is missing and takes its lock.
    pub fn lock(path: &Path) -> Result<Self, Trouble> {
        make_private(path).map_err(|error| unusable(path, &error))?;
        let lock_path = path.join("xinhu.lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(|error| unusable(&lock_path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(Trouble::new(
                format!(
                    "another xinhu serves from the data folder {}",
                    path.display()
                ),
                "stop that one first, or give this one a folder of its own with --data-dir",
            )),
            Err(TryLockError::Error(error)) => Err(unusable(&lock_path, &error)),
        }
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.path.join("xinhu.sqlite")
    }

    /// The folder of the sealing key, apart from the database so that a copy of one is not a copy of both.
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }
}

/// Makes a folder that only its owner may enter, where it is missing.
pub fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The words for a file or folder that cannot be used.
pub fn unusable(path: &Path, error: &io::Error) -> Trouble {
    let mend = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space (or choose another place) and start again"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "give the account that runs xinhu the right to read and write there, or choose another place"
        }
        _ => "choose another place, or mend what the message names",
    };
    Trouble::new(format!("cannot use {}: {error}", path.display()), mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_turned_away_until_the_first_ends() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataFolder::lock(folder.path()).unwrap();
        let refusal = DataFolder::lock(folder.path()).unwrap_err().to_string();
        assert!(refusal.contains("another xinhu"), "{refusal}");
        assert!(refusal.contains("--data-dir"), "{refusal}");
        drop(first);
        DataFolder::lock(folder.path()).unwrap();
    }

    #[test]
    fn a_folder_that_is_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::write(&path, "").unwrap();
        let refusal = DataFolder::lock(&path).unwrap_err().to_string();
        assert!(refusal.contains("taken"), "{refusal}");
    }
}
