//! Records as they arrive: kept once, never changed.

use super::alert;
use super::row::{codes, inconsistent, record_id};
use crate::store::{Counts, NewRecord, PutOutcome, ResultId, State, StoreError};
use engine::wire::{
    ChildCode, EventRecord, Record, RecordKind, ResultRecord, ReviewRecord, Slug, Tier,
};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

/// Where a record stands among all: what its detail table is keyed by.
struct Place<'a> {
    district: &'a str,
    id: String,
    variant: u32,
    seq: i64,
    state: State,
}

#[derive(FromRow)]
struct KeptRow {
    variant: u32,
    state: String,
    held: String,
    is_same: bool,
}

fn kind_of(record: &Record) -> RecordKind {
    match record {
        Record::Result(_) => RecordKind::Result,
        Record::Review(_) => RecordKind::Review,
        Record::Event(_) => RecordKind::Event,
    }
}

fn kind_name(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Result => "result",
        RecordKind::Review => "review",
        RecordKind::Event => "event",
    }
}

pub(super) async fn put(
    tx: &mut SqliteConnection,
    district: &str,
    new: NewRecord,
) -> Result<PutOutcome, StoreError> {
    super::device::touch(tx, district, new.device, new.at).await?;
    let id = new.record.id().to_string();
    let kept: Vec<KeptRow> = sqlx::query_as(
        "select variant, state, held, body_hash = $3 as is_same from record
         where district = $1 and id = $2 order by variant",
    )
    .bind(district)
    .bind(&id)
    .bind(&new.body_hash[..])
    .fetch_all(&mut *tx)
    .await?;
    if let Some(same) = kept.iter().find(|it| it.is_same) {
        return Ok(PutOutcome {
            is_replay: true,
            is_conflict: same.variant > 0,
            state: State::parse(&same.state).ok_or_else(|| inconsistent("record.state"))?,
            held: codes(&same.held),
        });
    }
    let variant = kept.last().map_or(0, |it| it.variant + 1);
    let verdict = if variant == 0 {
        &new.verdict
    } else {
        &new.verdict_on_conflict
    };
    let seq: i64 =
        sqlx::query_scalar("select coalesce(max(seq), 0) + 1 from record where district = $1")
            .bind(district)
            .fetch_one(&mut *tx)
            .await?;
    let place = Place {
        district,
        id,
        variant,
        seq,
        state: verdict.state(),
    };
    sqlx::query(
        "insert into record (district, id, variant, seq, kind, state, held, body, body_hash, device,
                             received_at_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(district)
    .bind(&place.id)
    .bind(variant)
    .bind(seq)
    .bind(kind_name(kind_of(&new.record)))
    .bind(place.state.as_str())
    .bind(verdict.held.join(","))
    .bind(&new.body)
    .bind(&new.body_hash[..])
    .bind(new.device.to_string())
    .bind(new.at)
    .execute(&mut *tx)
    .await?;
    match &new.record {
        Record::Result(it) => {
            put_result(tx, &place, it, verdict.derived_tier, verdict.effective_tier).await?;
            if let Some(draft) = &verdict.alert {
                let result = ResultId {
                    record: it.id,
                    variant,
                };
                alert::raise(tx, district, new.alert, result, &it.child, draft, new.at).await?;
            }
        }
        Record::Review(it) => put_review(tx, &place, it).await?,
        Record::Event(it) => put_event(tx, &place, it).await?,
    }
    Ok(PutOutcome {
        is_replay: false,
        is_conflict: variant > 0,
        state: place.state,
        held: verdict.held.clone(),
    })
}

async fn put_result(
    tx: &mut SqliteConnection,
    place: &Place<'_>,
    record: &ResultRecord,
    derived: Option<Tier>,
    effective: Option<Tier>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into result (district, id, variant, seq, child, campaign, taken_on, tier,
                             derived_tier, effective_tier, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(place.district)
    .bind(&place.id)
    .bind(place.variant)
    .bind(place.seq)
    .bind(record.child.as_str())
    .bind(record.campaign.as_ref().map(Slug::as_str))
    .bind(record.taken_on.as_str())
    .bind(record.tier.map(Tier::as_str))
    .bind(derived.map(Tier::as_str))
    .bind(effective.map(Tier::as_str))
    .bind(place.state.as_str())
    .execute(&mut *tx)
    .await?;
    for instrument in &record.instruments {
        sqlx::query(
            "insert into result_instrument (district, id, variant, instrument)
             values ($1, $2, $3, $4) on conflict do nothing",
        )
        .bind(place.district)
        .bind(&place.id)
        .bind(place.variant)
        .bind(instrument.id.as_str())
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn put_review(
    tx: &mut SqliteConnection,
    place: &Place<'_>,
    record: &ReviewRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into review (district, id, variant, seq, result, decision, child, tier, staff, on_day,
                             state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(place.district)
    .bind(&place.id)
    .bind(place.variant)
    .bind(place.seq)
    .bind(record.result.to_string())
    .bind(record.decision.as_str())
    .bind(record.child.as_ref().map(ChildCode::as_str))
    .bind(record.tier.map(Tier::as_str))
    .bind(record.staff.to_string())
    .bind(record.on.as_str())
    .bind(place.state.as_str())
    .execute(tx)
    .await?;
    Ok(())
}

async fn put_event(
    tx: &mut SqliteConnection,
    place: &Place<'_>,
    record: &EventRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into event (district, id, variant, seq, child, event, about, on_day, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(place.district)
    .bind(&place.id)
    .bind(place.variant)
    .bind(place.seq)
    .bind(record.child.as_ref().map(ChildCode::as_str))
    .bind(record.event.as_str())
    .bind(record.about.map(|it| it.to_string()))
    .bind(record.on.as_str())
    .bind(place.state.as_str())
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn count(pool: &SqlitePool) -> Result<Counts, StoreError> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("select kind, state, count(*) from record group by kind, state")
            .fetch_all(pool)
            .await?;
    let mut records = Vec::new();
    for kind in [RecordKind::Result, RecordKind::Review, RecordKind::Event] {
        for state in [State::Stored, State::Held] {
            let n = rows
                .iter()
                .filter(|(k, s, _)| k == kind_name(kind) && s == state.as_str())
                .map(|(_, _, n)| n)
                .sum();
            records.push((kind, state, n));
        }
    }
    Ok(Counts {
        records,
        open_alerts: sqlx::query_scalar(
            "select count(*) from alert where acknowledged_at_ms is null",
        )
        .fetch_one(pool)
        .await?,
        devices: sqlx::query_scalar("select count(*) from device where revoked_at_ms is null")
            .fetch_one(pool)
            .await?,
    })
}

/// The stored bytes of a record, read back as its type.
pub(super) fn parse_body<T: serde::de::DeserializeOwned>(
    body: &[u8],
    id: &str,
) -> Result<T, StoreError> {
    // The id is read first, so that a broken row can be named without showing what it holds.
    record_id(id, "record.id")?;
    serde_json::from_slice(body).map_err(|_| inconsistent("record.body"))
}
