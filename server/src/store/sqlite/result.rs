//! Results with their latest review.

use super::record::parse_body;
use super::row::{codes, record_id, tier};
use crate::clock::Millis;
use crate::store::{ResultFilter, ResultId, State, StoreError, StoredResult, StoredReview};
use engine::wire::{ChildCode, ReviewRecord};
use sqlx::{FromRow, SqlitePool};

#[derive(FromRow)]
pub(super) struct ResultRow {
    id: String,
    variant: u32,
    seq: i64,
    received_at_ms: Millis,
    derived_tier: Option<String>,
    effective_tier: Option<String>,
    held: String,
    body: Vec<u8>,
    review_id: Option<String>,
    review_body: Option<Vec<u8>>,
}

impl TryFrom<ResultRow> for StoredResult {
    type Error = StoreError;

    fn try_from(it: ResultRow) -> Result<Self, StoreError> {
        let review = match (it.review_id, it.review_body) {
            (Some(id), Some(body)) => Some(parse_body(&body, &id)?),
            _ => None,
        };
        Ok(Self {
            id: ResultId {
                record: record_id(&it.id, "result.id")?,
                variant: it.variant,
            },
            seq: it.seq,
            received_at: it.received_at_ms,
            derived_tier: tier(it.derived_tier.as_deref(), "result.derived_tier")?,
            effective_tier: tier(it.effective_tier.as_deref(), "result.effective_tier")?,
            held: codes(&it.held),
            record: parse_body(&it.body, &it.id)?,
            review,
        })
    }
}

/// A review speaks of the body that came first under its result's id.
macro_rules! select_results {
    ($rest:literal) => {
        concat!(
            "select r.id, r.variant, r.seq, e.received_at_ms, r.derived_tier, r.effective_tier,
                    e.held, e.body, v.id as review_id, v.body as review_body
             from result r
             join record e on e.district = r.district and e.id = r.id and e.variant = r.variant
             left join record v on v.district = r.district and v.seq =
               (select max(w.seq) from review w
                where w.district = r.district and w.result = r.id and w.state = 'stored'
                  and r.variant = 0) ",
            $rest
        )
    };
}
pub(super) use select_results;

pub(super) async fn list(
    pool: &SqlitePool,
    district: &str,
    filter: &ResultFilter,
) -> Result<Vec<StoredResult>, StoreError> {
    sqlx::query_as::<_, ResultRow>(select_results!(
        "where r.district = $1
           and ($2 is null or instr(',' || $2 || ',', ',' || coalesce(r.effective_tier, 'none') || ',') > 0)
           and ($3 is null or r.child = $3)
           and ($4 is null or r.state = $4)
           and ($5 is null or exists (select 1 from result_instrument i
                where i.district = r.district and i.instrument = $5 and i.id = r.id
                  and i.variant = r.variant))
           and ($6 is null or $6 = (v.id is not null))
           and ($7 is null or r.seq < $7)
         order by r.seq desc limit $8"
    ))
    .bind(district)
    .bind(filter.tiers.as_deref())
    .bind(filter.child.as_ref().map(ChildCode::as_str))
    .bind(filter.state.map(State::as_str))
    .bind(filter.instrument.as_deref())
    .bind(filter.is_reviewed)
    .bind(filter.before)
    .bind(filter.limit)
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(StoredResult::try_from)
    .collect()
}

pub(super) async fn find(
    pool: &SqlitePool,
    district: &str,
    id: ResultId,
) -> Result<Option<(StoredResult, Vec<StoredReview>)>, StoreError> {
    let row = sqlx::query_as::<_, ResultRow>(select_results!(
        "where r.district = $1 and r.id = $2 and r.variant = $3"
    ))
    .bind(district)
    .bind(id.record.to_string())
    .bind(id.variant)
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let result = StoredResult::try_from(row)?;
    let reviews: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select e.id, e.body from review w
         join record e on e.district = w.district and e.id = w.id and e.variant = w.variant
         where w.district = $1 and w.result = $2 order by w.seq",
    )
    .bind(district)
    .bind(id.record.to_string())
    .fetch_all(pool)
    .await?;
    let reviews = reviews
        .into_iter()
        .map(|(id, body)| {
            Ok(StoredReview {
                record: parse_body::<ReviewRecord>(&body, &id)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Some((result, reviews)))
}
