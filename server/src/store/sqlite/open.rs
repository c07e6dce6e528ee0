//! Opening the file: settings of every connection, and the migrations.

use crate::store::{OpenError, StoreError};
use sqlx::error::DatabaseError;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;

static MIGRATOR: Migrator = sqlx::migrate!("./migrations/sqlite");

/// SQLite's result codes that have a meaning of their own here (the low byte of an extended code).
const FULL: i32 = 13;
const NOT_A_DATABASE: i32 = 26;
const CORRUPT: i32 = 11;

/// Settings that only tests change.
#[derive(Debug, Clone, Copy, Default)]
pub struct SqliteOptions {
    /// The file may not grow beyond so many pages: what a full disk looks like to SQLite.
    pub max_pages: Option<u32>,
}

pub(super) async fn open(
    path: &Path,
    options: &SqliteOptions,
) -> Result<(SqlitePool, SqlitePool), OpenError> {
    let at = |error: sqlx::Error| describe(path, &error);
    let mut connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10));
    if let Some(n_pages) = options.max_pages {
        connect = connect.pragma("max_page_count", n_pages.to_string());
    }
    let pool = |n_connections, connect: &SqliteConnectOptions| {
        SqlitePoolOptions::new()
            .max_connections(n_connections)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(connect.clone())
    };
    let writer = pool(1, &connect).await.map_err(at)?;
    MIGRATOR.run(&writer).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionTooNew(version, _) => {
            OpenError::Newer {
                path: path.to_owned(),
                version,
            }
        }
        MigrateError::VersionMismatch(version) => OpenError::Foreign {
            path: path.to_owned(),
            version,
        },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => at(error),
        other => OpenError::Other {
            path: path.to_owned(),
            error: other.to_string(),
        },
    })?;
    let readers = pool(4, &connect).await.map_err(at)?;
    Ok((writer, readers))
}

fn describe(path: &Path, error: &sqlx::Error) -> OpenError {
    let path = path.to_owned();
    match error.as_database_error().and_then(result_code) {
        Some(FULL) => OpenError::Full { path },
        Some(NOT_A_DATABASE | CORRUPT) => OpenError::Damaged { path },
        _ => OpenError::Other {
            path,
            error: error.to_string(),
        },
    }
}

fn result_code(error: &dyn DatabaseError) -> Option<i32> {
    error.code()?.parse::<i32>().ok().map(|code| code & 0xff)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if error.as_database_error().and_then(result_code) == Some(FULL) {
            Self::Full
        } else {
            Self::Internal(crate::problem::Internal::new("using the database", error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_waits_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sqlite");
        let (writer, readers) = open(&path, &SqliteOptions::default()).await.unwrap();
        for pool in [writer, readers] {
            let synchronous: i64 = sqlx::query_scalar("pragma synchronous")
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(synchronous, 2, "2 is FULL");
            let journal: String = sqlx::query_scalar("pragma journal_mode")
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(journal, "wal");
            let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys")
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(foreign_keys, 1);
        }
    }
}
