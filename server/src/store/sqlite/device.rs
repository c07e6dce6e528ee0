//! Enrolment codes and tablets.

use super::audit::{self, Entry};
use super::row::record_id;
use crate::clock::Millis;
use crate::store::{Device, NewDevice, NewEnrolmentCode, SecretHash, StoreError};
use engine::wire::RecordId;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

#[derive(FromRow)]
struct DeviceRow {
    id: String,
    label: String,
    enrolled_at_ms: Millis,
    last_contact_ms: Option<Millis>,
    revoked_at_ms: Option<Millis>,
}

impl TryFrom<DeviceRow> for Device {
    type Error = StoreError;

    fn try_from(it: DeviceRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: record_id(&it.id, "device.id")?,
            label: it.label,
            enrolled_at: it.enrolled_at_ms,
            last_contact: it.last_contact_ms,
            is_revoked: it.revoked_at_ms.is_some(),
        })
    }
}

pub(super) async fn add_code(
    tx: &mut SqliteConnection,
    district: &str,
    code: NewEnrolmentCode,
) -> Result<(), StoreError> {
    sqlx::query("delete from enrolment_code where district = $1 and expires_at_ms <= $2")
        .bind(district)
        .bind(code.at)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "insert into enrolment_code (district, code_hash, label, created_at_ms, expires_at_ms)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(district)
    .bind(&code.code_hash[..])
    .bind(code.label)
    .bind(code.at)
    .bind(code.expires_at)
    .execute(&mut *tx)
    .await?;
    let by = code.by.to_string();
    let entry = Entry {
        at: code.at,
        actor: &by,
        action: "enrolment_code_made",
        subject: "",
    };
    audit::add(tx, district, entry).await
}

pub(super) async fn enrol(
    tx: &mut SqliteConnection,
    district: &str,
    code_hash: &SecretHash,
    device: NewDevice,
) -> Result<bool, StoreError> {
    let label: Option<String> = sqlx::query_scalar(
        "update enrolment_code set used_at_ms = $3
         where district = $1 and code_hash = $2 and used_at_ms is null and expires_at_ms > $3
         returning label",
    )
    .bind(district)
    .bind(&code_hash[..])
    .bind(device.at)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(label) = label else {
        return Ok(false);
    };
    let id = device.id.to_string();
    sqlx::query(
        "insert into device (district, id, label, token_hash, enrolled_at_ms, last_contact_ms)
         values ($1, $2, $3, $4, $5, $5)",
    )
    .bind(district)
    .bind(&id)
    .bind(label)
    .bind(&device.token_hash[..])
    .bind(device.at)
    .execute(&mut *tx)
    .await?;
    let entry = Entry {
        at: device.at,
        actor: &id,
        action: "device_enrolled",
        subject: &id,
    };
    audit::add(tx, district, entry).await?;
    Ok(true)
}

pub(super) async fn find(
    pool: &SqlitePool,
    district: &str,
    token_hash: &SecretHash,
) -> Result<Option<Device>, StoreError> {
    sqlx::query_as::<_, DeviceRow>("select * from device where district = $1 and token_hash = $2")
        .bind(district)
        .bind(&token_hash[..])
        .fetch_optional(pool)
        .await?
        .map(Device::try_from)
        .transpose()
}

pub(super) async fn touch(
    tx: &mut SqliteConnection,
    district: &str,
    device: RecordId,
    at: Millis,
) -> Result<(), StoreError> {
    sqlx::query("update device set last_contact_ms = $3 where district = $1 and id = $2")
        .bind(district)
        .bind(device.to_string())
        .bind(at)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn list(pool: &SqlitePool, district: &str) -> Result<Vec<Device>, StoreError> {
    sqlx::query_as::<_, DeviceRow>(
        "select * from device where district = $1 order by enrolled_at_ms desc, id",
    )
    .bind(district)
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(Device::try_from)
    .collect()
}

pub(super) async fn revoke(
    tx: &mut SqliteConnection,
    district: &str,
    device: RecordId,
    by: RecordId,
    at: Millis,
) -> Result<bool, StoreError> {
    let (id, by) = (device.to_string(), by.to_string());
    let revoked = sqlx::query(
        "update device set revoked_at_ms = $3
         where district = $1 and id = $2 and revoked_at_ms is null",
    )
    .bind(district)
    .bind(&id)
    .bind(at)
    .execute(&mut *tx)
    .await?;
    if revoked.rows_affected() > 0 {
        let entry = Entry {
            at,
            actor: &by,
            action: "device_revoked",
            subject: &id,
        };
        audit::add(tx, district, entry).await?;
        return Ok(true);
    }
    Ok(
        sqlx::query_scalar("select exists (select 1 from device where district = $1 and id = $2)")
            .bind(district)
            .bind(&id)
            .fetch_one(tx)
            .await?,
    )
}
