//! Alerts.

use super::audit::{self, Entry};
use super::row::{child_code, codes, inconsistent, record_id, tier};
use crate::alerting::AlertDraft;
use crate::clock::Millis;
use crate::store::{Alert, ResultId, StoreError};
use engine::wire::{ChildCode, RecordId, Tier};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

#[derive(FromRow)]
struct AlertRow {
    id: String,
    result: String,
    variant: u32,
    child: String,
    tier: Option<String>,
    urgency: String,
    reasons: String,
    raised_at_ms: Millis,
    acknowledged_by: Option<String>,
    acknowledged_at_ms: Option<Millis>,
}

impl TryFrom<AlertRow> for Alert {
    type Error = StoreError;

    fn try_from(it: AlertRow) -> Result<Self, StoreError> {
        let acknowledged = match (it.acknowledged_by, it.acknowledged_at_ms) {
            (Some(by), Some(at)) => Some((record_id(&by, "alert.acknowledged_by")?, at)),
            (None, None) => None,
            _ => return Err(inconsistent("alert.acknowledged_by")),
        };
        Ok(Self {
            id: record_id(&it.id, "alert.id")?,
            result: ResultId {
                record: record_id(&it.result, "alert.result")?,
                variant: it.variant,
            },
            child: child_code(&it.child, "alert.child")?,
            tier: tier(it.tier.as_deref(), "alert.tier")?,
            urgency: it.urgency,
            reasons: codes(&it.reasons),
            raised_at: it.raised_at_ms,
            acknowledged,
        })
    }
}

pub(super) async fn raise(
    tx: &mut SqliteConnection,
    district: &str,
    id: RecordId,
    result: ResultId,
    child: &ChildCode,
    draft: &AlertDraft,
    at: Millis,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into alert (district, id, result, variant, child, tier, urgency, reasons, raised_at_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(district)
    .bind(id.to_string())
    .bind(result.record.to_string())
    .bind(result.variant)
    .bind(child.as_str())
    .bind(draft.tier.map(Tier::as_str))
    .bind(draft.urgency.as_str())
    .bind(draft.reasons.join(","))
    .bind(at)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn list(
    pool: &SqlitePool,
    district: &str,
    open_only: bool,
) -> Result<Vec<Alert>, StoreError> {
    sqlx::query_as::<_, AlertRow>(
        "select * from alert
         where district = $1 and (not $2 or acknowledged_at_ms is null)
         order by acknowledged_at_ms is not null, urgency = 'now' desc, tier = 'red' desc,
                  raised_at_ms desc, id
         limit 1000",
    )
    .bind(district)
    .bind(open_only)
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(Alert::try_from)
    .collect()
}

pub(super) async fn acknowledge(
    tx: &mut SqliteConnection,
    district: &str,
    alert: RecordId,
    by: RecordId,
    at: Millis,
) -> Result<bool, StoreError> {
    let (id, by) = (alert.to_string(), by.to_string());
    let acknowledged = sqlx::query(
        "update alert set acknowledged_by = $3, acknowledged_at_ms = $4
         where district = $1 and id = $2 and acknowledged_at_ms is null",
    )
    .bind(district)
    .bind(&id)
    .bind(&by)
    .bind(at)
    .execute(&mut *tx)
    .await?;
    if acknowledged.rows_affected() > 0 {
        let entry = Entry {
            at,
            actor: &by,
            action: "alert_acknowledged",
            subject: &id,
        };
        audit::add(tx, district, entry).await?;
        return Ok(true);
    }
    Ok(
        sqlx::query_scalar("select exists (select 1 from alert where district = $1 and id = $2)")
            .bind(district)
            .bind(&id)
            .fetch_one(tx)
            .await?,
    )
}
