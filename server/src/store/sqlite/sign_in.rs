//! Accounts, sessions and failed attempts.

use super::audit::{self, Entry};
use super::row::{inconsistent, record_id};
use crate::clock::Millis;
use crate::limit::after_failed_sign_in;
use crate::store::{NewSession, SecretHash, SignInFailures, Staff, StaffKey, StoreError};
use engine::wire::RecordId;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

/// Failed attempts under a name are forgotten after a day without one.
const FAILURES_KEPT_MS: Millis = 86_400_000;

#[derive(FromRow)]
struct StaffRow {
    id: String,
    name: String,
    password_hash: String,
    is_administrator: bool,
    is_counsellor: bool,
    key_public: Option<String>,
    key_wrapped: Option<String>,
}

impl TryFrom<StaffRow> for (Staff, String) {
    type Error = StoreError;

    fn try_from(it: StaffRow) -> Result<Self, StoreError> {
        let key = match (it.key_public, it.key_wrapped) {
            (Some(public), Some(wrapped)) => Some(StaffKey { public, wrapped }),
            (None, None) => None,
            _ => return Err(inconsistent("staff.key_wrapped")),
        };
        let staff = Staff {
            id: record_id(&it.id, "staff.id")?,
            name: it.name,
            is_administrator: it.is_administrator,
            is_counsellor: it.is_counsellor,
            key,
        };
        Ok((staff, it.password_hash))
    }
}

pub(super) async fn find_staff_by_name(
    pool: &SqlitePool,
    district: &str,
    name: &str,
) -> Result<Option<(Staff, String)>, StoreError> {
    sqlx::query_as::<_, StaffRow>("select * from staff where district = $1 and name = $2")
        .bind(district)
        .bind(name)
        .fetch_optional(pool)
        .await?
        .map(TryFrom::try_from)
        .transpose()
}

pub(super) async fn list_staff(
    pool: &SqlitePool,
    district: &str,
) -> Result<Vec<Staff>, StoreError> {
    sqlx::query_as::<_, StaffRow>("select * from staff where district = $1 order by name")
        .bind(district)
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| Ok(<(Staff, String)>::try_from(row)?.0))
        .collect()
}

pub(super) async fn has_staff(
    pool: &SqlitePool,
    district: &str,
    staff: RecordId,
) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar("select exists (select 1 from staff where district = $1 and id = $2)")
            .bind(district)
            .bind(staff.to_string())
            .fetch_one(pool)
            .await?,
    )
}

pub(super) async fn set_staff_key(
    tx: &mut SqliteConnection,
    district: &str,
    staff: RecordId,
    key: StaffKey,
    at: Millis,
) -> Result<(), StoreError> {
    let staff = staff.to_string();
    sqlx::query(
        "update staff set key_public = $3, key_wrapped = $4 where district = $1 and id = $2",
    )
    .bind(district)
    .bind(&staff)
    .bind(key.public)
    .bind(key.wrapped)
    .execute(&mut *tx)
    .await?;
    let entry = Entry {
        at,
        actor: &staff,
        action: "key_set",
        subject: &staff,
    };
    audit::add(tx, district, entry).await
}

pub(super) async fn admit(
    tx: &mut SqliteConnection,
    district: &str,
    name_hash: &SecretHash,
    now: Millis,
) -> Result<Option<Millis>, StoreError> {
    sqlx::query("delete from sign_in_failure where district = $1 and last_at_ms < $2")
        .bind(district)
        .bind(now - FAILURES_KEPT_MS)
        .execute(&mut *tx)
        .await?;
    let row: Option<(u32, Millis)> = sqlx::query_as(
        "select failures, blocked_until_ms from sign_in_failure
         where district = $1 and name_hash = $2",
    )
    .bind(district)
    .bind(&name_hash[..])
    .fetch_optional(&mut *tx)
    .await?;
    let (count, blocked_until) = row.unwrap_or_default();
    if now < blocked_until {
        return Ok(Some(blocked_until - now));
    }
    let failures = after_failed_sign_in(
        SignInFailures {
            count,
            blocked_until,
        },
        now,
    );
    sqlx::query(
        "insert into sign_in_failure (district, name_hash, failures, last_at_ms, blocked_until_ms)
         values ($1, $2, $3, $4, $5)
         on conflict (district, name_hash) do update set failures = excluded.failures,
           last_at_ms = excluded.last_at_ms, blocked_until_ms = excluded.blocked_until_ms",
    )
    .bind(district)
    .bind(&name_hash[..])
    .bind(failures.count)
    .bind(now)
    .bind(failures.blocked_until)
    .execute(tx)
    .await?;
    Ok(None)
}

pub(super) async fn note_failed(
    tx: &mut SqliteConnection,
    district: &str,
    at: Millis,
) -> Result<(), StoreError> {
    let entry = Entry {
        at,
        actor: "",
        action: "sign_in_failed",
        subject: "",
    };
    audit::add(tx, district, entry).await
}

pub(super) async fn open_session(
    tx: &mut SqliteConnection,
    district: &str,
    session: NewSession,
    name_hash: &SecretHash,
) -> Result<(), StoreError> {
    sqlx::query("delete from session where district = $1 and expires_at_ms <= $2")
        .bind(district)
        .bind(session.at)
        .execute(&mut *tx)
        .await?;
    sqlx::query("delete from sign_in_failure where district = $1 and name_hash = $2")
        .bind(district)
        .bind(&name_hash[..])
        .execute(&mut *tx)
        .await?;
    let staff = session.staff.to_string();
    sqlx::query(
        "insert into session (district, token_hash, staff, created_at_ms, expires_at_ms)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(district)
    .bind(&session.token_hash[..])
    .bind(&staff)
    .bind(session.at)
    .bind(session.expires_at)
    .execute(&mut *tx)
    .await?;
    let entry = Entry {
        at: session.at,
        actor: &staff,
        action: "signed_in",
        subject: "",
    };
    audit::add(tx, district, entry).await
}

pub(super) async fn find_session(
    pool: &SqlitePool,
    district: &str,
    token_hash: &SecretHash,
    now: Millis,
) -> Result<Option<Staff>, StoreError> {
    let row = sqlx::query_as::<_, StaffRow>(
        "select s.* from session x join staff s on s.district = x.district and s.id = x.staff
         where x.district = $1 and x.token_hash = $2 and x.expires_at_ms > $3",
    )
    .bind(district)
    .bind(&token_hash[..])
    .bind(now)
    .fetch_optional(pool)
    .await?;
    row.map(|row| Ok(<(Staff, String)>::try_from(row)?.0))
        .transpose()
}

pub(super) async fn close_session(
    tx: &mut SqliteConnection,
    district: &str,
    token_hash: &SecretHash,
) -> Result<(), StoreError> {
    sqlx::query("delete from session where district = $1 and token_hash = $2")
        .bind(district)
        .bind(&token_hash[..])
        .execute(tx)
        .await?;
    Ok(())
}
