//! How a store fails.

use crate::problem::{Internal, Problem};
use crate::trouble::Trouble;
use axum::http::StatusCode;
use std::path::PathBuf;

/// A store operation failed; nothing of it was kept.
#[derive(Debug)]
pub enum StoreError {
    /// There is no room left on the disk.
    Full,
    /// Anything else.
    Internal(Internal),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full => f.write_str("the disk is full"),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => {
                tracing::error!("the disk is full: a request was refused and nothing of it stored");
                Problem::new(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "disk_full",
                    "the server's disk is full: nothing was stored; free some space, then send again",
                )
                .retry_after_ms(60_000)
            }
            StoreError::Internal(error) => error.into(),
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// A newer xinhu made it.
    Newer {
        /// The file.
        path: PathBuf,
        /// The migration this xinhu does not know.
        version: i64,
    },
    /// A migration that was applied is not the one this xinhu has.
    Foreign {
        /// The file.
        path: PathBuf,
        /// The migration that differs.
        version: i64,
    },
    /// It is no database, or a damaged one.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// There is no room on the disk.
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Anything else.
    Other {
        /// The file.
        path: PathBuf,
        /// What was met.
        error: String,
    },
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Newer { path, version } => Trouble::new(
                format!(
                    "the database {} was made by a newer xinhu (it has migration {version}, which {} does not know)",
                    path.display(),
                    env!("CARGO_PKG_VERSION"),
                ),
                "install the newer xinhu again, or restore a backup made before the update; nothing was changed",
            ),
            OpenError::Foreign { path, version } => Trouble::new(
                format!(
                    "the database {} was made by another build of xinhu (migration {version} differs)",
                    path.display(),
                ),
                "use the xinhu that made it, or restore a backup; nothing was changed",
            ),
            OpenError::Damaged { path } => Trouble::new(
                format!("{} is not a database, or is damaged", path.display()),
                "restore it from a backup, or move it away to begin with an empty one",
            ),
            OpenError::Full { path } => Trouble::new(
                format!(
                    "the disk is full: the database {} cannot be opened for writing",
                    path.display()
                ),
                "free some space and start again; nothing was lost",
            ),
            OpenError::Other { path, error } => Trouble::new(
                format!("cannot open the database {}: {error}", path.display()),
                "check that the disk has room and that the account that runs xinhu may write there",
            ),
        }
    }
}
