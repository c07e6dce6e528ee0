//! The audit trail: each entry's hash covers the entry before it. Entries never name a child.

use super::row::inconsistent;
use crate::clock::Millis;
use crate::store::StoreError;
use sha2::{Digest as _, Sha256};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

/// One entry to add.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) at: Millis,
    /// The account or device that did it.
    pub(super) actor: &'a str,
    pub(super) action: &'a str,
    /// What it was done to: a random id, or empty.
    pub(super) subject: &'a str,
}

impl Entry<'_> {
    /// Lengths stand before the texts, so that no two entries have the same bytes.
    fn hash(&self, district: &str, seq: i64, previous: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update(seq.to_be_bytes());
        hash.update(self.at.to_be_bytes());
        for text in [district, self.actor, self.action, self.subject] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.finalize().into()
    }
}

#[derive(FromRow)]
struct AuditRow {
    seq: i64,
    at_ms: i64,
    actor: String,
    action: String,
    subject: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

pub(super) async fn add(
    tx: &mut SqliteConnection,
    district: &str,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    let last: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select seq, hash from audit where district = $1 order by seq desc limit 1")
            .bind(district)
            .fetch_optional(&mut *tx)
            .await?;
    let (last_seq, previous) = last.unwrap_or((0, vec![0; 32]));
    let seq = last_seq
        .checked_add(1)
        .ok_or_else(|| inconsistent("audit.seq"))?;
    sqlx::query(
        "insert into audit (district, seq, at_ms, actor, action, subject, previous, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(district)
    .bind(seq)
    .bind(entry.at)
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.subject)
    .bind(&previous)
    .bind(&entry.hash(district, seq, &previous)[..])
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn verify(pool: &SqlitePool, district: &str) -> Result<Option<i64>, StoreError> {
    let rows: Vec<AuditRow> = sqlx::query_as(
        "select seq, at_ms, actor, action, subject, previous, hash from audit
         where district = $1 order by seq",
    )
    .bind(district)
    .fetch_all(pool)
    .await?;
    let mut previous = vec![0; 32];
    for (expected_seq, row) in (1..).zip(rows) {
        let entry = Entry {
            at: row.at_ms,
            actor: &row.actor,
            action: &row.action,
            subject: &row.subject,
        };
        let follows = row.seq == expected_seq
            && row.previous == previous
            && row.hash == entry.hash(district, row.seq, &previous);
        if !follows {
            return Ok(Some(row.seq));
        }
        previous = row.hash;
    }
    Ok(None)
}
