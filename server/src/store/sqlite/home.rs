//! The district, its organisation, the first account and the sealing key's fingerprint.

use super::audit::{self, Entry};
use super::row::record_id;
use crate::clock::Millis;
use crate::store::{Home, NewHome, StoreError};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

#[derive(FromRow)]
struct HomeRow {
    district: String,
    district_name: String,
    organisation: String,
    organisation_name: String,
    time_zone: String,
}

impl TryFrom<HomeRow> for Home {
    type Error = StoreError;

    fn try_from(it: HomeRow) -> Result<Self, StoreError> {
        Ok(Self {
            district: it.district,
            district_name: it.district_name,
            organisation: record_id(&it.organisation, "organisation.id")?,
            organisation_name: it.organisation_name,
            time_zone: it.time_zone,
        })
    }
}

pub(super) async fn find(pool: &SqlitePool) -> Result<Option<Home>, StoreError> {
    sqlx::query_as::<_, HomeRow>(
        "select d.district, d.name as district_name, o.id as organisation,
                o.name as organisation_name, o.time_zone
         from district d join organisation o on o.district = d.district
         order by o.created_at_ms, o.id limit 1",
    )
    .fetch_optional(pool)
    .await?
    .map(Home::try_from)
    .transpose()
}

pub(super) async fn set_up(tx: &mut SqliteConnection, new: NewHome) -> Result<bool, StoreError> {
    let n_staff: i64 = sqlx::query_scalar("select count(*) from staff")
        .fetch_one(&mut *tx)
        .await?;
    if n_staff > 0 {
        return Ok(false);
    }
    let home = &new.home;
    sqlx::query("insert into district (district, name, created_at_ms) values ($1, $2, $3)")
        .bind(&home.district)
        .bind(&home.district_name)
        .bind(new.at)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "insert into organisation (district, id, name, time_zone, created_at_ms)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(&home.district)
    .bind(home.organisation.to_string())
    .bind(&home.organisation_name)
    .bind(&home.time_zone)
    .bind(new.at)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "insert into staff (district, id, organisation, name, password_hash, is_administrator,
                            is_counsellor, created_at_ms)
         values ($1, $2, $3, $4, $5, 1, 1, $6)",
    )
    .bind(&home.district)
    .bind(new.staff.to_string())
    .bind(home.organisation.to_string())
    .bind(&new.name)
    .bind(&new.password_hash)
    .bind(new.at)
    .execute(&mut *tx)
    .await?;
    let staff = new.staff.to_string();
    let entry = Entry {
        at: new.at,
        actor: &staff,
        action: "set_up",
        subject: &staff,
    };
    audit::add(tx, &home.district, entry).await?;
    Ok(true)
}

pub(super) async fn find_key(pool: &SqlitePool) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "select fingerprint from sealing_key order by created_at_ms desc limit 1",
    )
    .fetch_optional(pool)
    .await?)
}

pub(super) async fn keep_key(
    tx: &mut SqliteConnection,
    fingerprint: &str,
    at: Millis,
) -> Result<(), StoreError> {
    sqlx::query("insert into sealing_key (fingerprint, created_at_ms) values ($1, $2)")
        .bind(fingerprint)
        .bind(at)
        .execute(tx)
        .await?;
    Ok(())
}
