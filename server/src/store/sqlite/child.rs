//! Children and everything known of one.

use super::audit::{self, Entry};
use super::record::parse_body;
use super::result::{ResultRow, select_results};
use super::row::{child_code, inconsistent, tier};
use crate::clock::Millis;
use crate::store::{ChildFile, ChildRow, Home, StoreError, StoredResult};
use engine::wire::{ChildCode, Day, RecordId};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

pub(super) async fn add(
    tx: &mut SqliteConnection,
    home: &Home,
    codes: &[ChildCode],
    by: RecordId,
    day: &str,
    at: Millis,
) -> Result<Vec<ChildCode>, StoreError> {
    let mut added = Vec::new();
    for code in codes {
        let inserted = sqlx::query(
            "insert into child (district, code, created_at_ms) values ($1, $2, $3)
             on conflict do nothing",
        )
        .bind(&home.district)
        .bind(code.as_str())
        .bind(at)
        .execute(&mut *tx)
        .await?;
        if inserted.rows_affected() == 0 {
            continue;
        }
        sqlx::query(
            "insert into membership (district, child, organisation, from_day) values ($1, $2, $3, $4)",
        )
        .bind(&home.district)
        .bind(code.as_str())
        .bind(home.organisation.to_string())
        .bind(day)
        .execute(&mut *tx)
        .await?;
        added.push(code.clone());
    }
    let (by, n) = (by.to_string(), added.len().to_string());
    let entry = Entry {
        at,
        actor: &by,
        action: "children_added",
        subject: &n,
    };
    audit::add(tx, &home.district, entry).await?;
    Ok(added)
}

#[derive(FromRow)]
struct ListRow {
    code: String,
    taken_on: Option<String>,
    tier: Option<String>,
}

impl TryFrom<ListRow> for ChildRow {
    type Error = StoreError;

    fn try_from(it: ListRow) -> Result<Self, StoreError> {
        let latest = match it.taken_on {
            Some(day) => {
                let day = Day::parse(&day).map_err(|_| inconsistent("result.taken_on"))?;
                Some((day, tier(it.tier.as_deref(), "result.effective_tier")?))
            }
            None => None,
        };
        Ok(Self {
            code: child_code(&it.code, "child.code")?,
            latest,
        })
    }
}

pub(super) async fn list(pool: &SqlitePool, district: &str) -> Result<Vec<ChildRow>, StoreError> {
    // The latest result stands unless a person set it aside; a person's tier replaces the derived one.
    sqlx::query_as::<_, ListRow>(
        "select c.code, r.taken_on,
                coalesce((select w.tier from review w where w.district = r.district
                          and w.result = r.id and w.state = 'stored' order by w.seq desc limit 1),
                         r.effective_tier) as tier
         from child c left join result r on r.district = c.district and r.seq =
           (select x.seq from result x
            where x.district = c.district and x.child = c.code and x.variant = 0
              and coalesce((select w.decision from review w where w.district = x.district
                            and w.result = x.id and w.state = 'stored'
                            order by w.seq desc limit 1), 'none')
                  not in ('retest', 'invalid', 'wrong_child')
            order by x.taken_on desc, x.seq desc limit 1)
         where c.district = $1 order by c.code",
    )
    .bind(district)
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(ChildRow::try_from)
    .collect()
}

pub(super) async fn list_codes(
    pool: &SqlitePool,
    district: &str,
) -> Result<Vec<ChildCode>, StoreError> {
    sqlx::query_scalar::<_, String>("select code from child where district = $1 order by code")
        .bind(district)
        .fetch_all(pool)
        .await?
        .iter()
        .map(|code| child_code(code, "child.code"))
        .collect()
}

pub(super) async fn has(
    pool: &SqlitePool,
    district: &str,
    code: &ChildCode,
) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar("select exists (select 1 from child where district = $1 and code = $2)")
            .bind(district)
            .bind(code.as_str())
            .fetch_one(pool)
            .await?,
    )
}

pub(super) async fn find_file(
    pool: &SqlitePool,
    district: &str,
    code: &ChildCode,
) -> Result<Option<ChildFile>, StoreError> {
    let results = sqlx::query_as::<_, ResultRow>(select_results!(
        "where r.district = $1 and r.child = $2 order by r.taken_on, r.seq"
    ))
    .bind(district)
    .bind(code.as_str())
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(StoredResult::try_from)
    .collect::<Result<Vec<_>, _>>()?;
    let reviews: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select e.id, e.body from review w
         join record e on e.district = w.district and e.id = w.id and e.variant = w.variant
         where w.district = $1 and w.result in
           (select r.id from result r where r.district = $1 and r.child = $2)
         order by w.seq",
    )
    .bind(district)
    .bind(code.as_str())
    .fetch_all(pool)
    .await?;
    let events: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select e.id, e.body from event w
         join record e on e.district = w.district and e.id = w.id and e.variant = w.variant
         where w.district = $1 and w.child = $2 order by w.seq",
    )
    .bind(district)
    .bind(code.as_str())
    .fetch_all(pool)
    .await?;
    if results.is_empty() && events.is_empty() && !has(pool, district, code).await? {
        return Ok(None);
    }
    Ok(Some(ChildFile {
        results,
        reviews: reviews
            .iter()
            .map(|(id, body)| parse_body(body, id))
            .collect::<Result<_, _>>()?,
        events: events
            .iter()
            .map(|(id, body)| parse_body(body, id))
            .collect::<Result<_, _>>()?,
    }))
}
