//! A write transaction that can be dropped at any moment.

use crate::store::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::{Executor as _, Sqlite, SqliteConnection, SqlitePool};
use std::ops::{Deref, DerefMut};

/// A transaction on the writing connection, with the write lock from its beginning, so that it never
/// fails half-way for it.
///
/// SQLite ends a transaction by itself when the disk is full, and a request may be dropped between two
/// statements. In either case the connection's state is not known for certain, so one that did not
/// commit is closed, which rolls back, and the next write opens another.
pub(super) struct Write {
    connection: PoolConnection<Sqlite>,
    is_committed: bool,
}

impl Write {
    pub(super) async fn begin(pool: &SqlitePool) -> Result<Self, StoreError> {
        let mut write = Self {
            connection: pool.acquire().await?,
            is_committed: false,
        };
        write.connection.execute("begin immediate").await?;
        Ok(write)
    }

    /// When this returns without an error, the transaction is on disk.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.connection.execute("commit").await?;
        self.is_committed = true;
        Ok(())
    }
}

impl Deref for Write {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if !self.is_committed {
            self.connection.close_on_drop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{SqliteOptions, SqliteStore};

    async fn add_district(store: &SqliteStore, name: &str) -> Write {
        let mut write = Write::begin(&store.writer).await.unwrap();
        sqlx::query("insert into district (district, name, created_at_ms) values ($1, $1, 0)")
            .bind(name)
            .execute(&mut *write)
            .await
            .unwrap();
        write
    }

    #[tokio::test]
    async fn only_what_was_committed_stays_and_the_next_write_works() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sqlite");
        let store = SqliteStore::open(&path, &SqliteOptions::default())
            .await
            .unwrap();
        add_district(&store, "kept").await.commit().await.unwrap();
        drop(add_district(&store, "dropped").await);
        // What SQLite does by itself when the disk is full.
        let mut ended = add_district(&store, "rolled back").await;
        ended.execute("rollback").await.unwrap();
        assert!(ended.commit().await.is_err());
        add_district(&store, "kept too")
            .await
            .commit()
            .await
            .unwrap();
        let names: Vec<String> = sqlx::query_scalar("select name from district order by name")
            .fetch_all(&store.readers)
            .await
            .unwrap();
        assert_eq!(names, ["kept", "kept too"]);
    }
}
