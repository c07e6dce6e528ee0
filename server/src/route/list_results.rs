//! Results, the newest arrival first.

use super::Endpoint;
use super::view::ResultSummary;
use crate::app::AppState;
use crate::extract::Session;
use crate::problem::Problem;
use crate::store::{ResultFilter, State as RecordState};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use engine::wire::{ChildCode, Slug, Tier};
use serde::{Deserialize, Serialize};

const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 200;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/v1/results", handle)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResultQuery {
    tier: Option<String>,
    child: Option<String>,
    state: Option<String>,
    instrument: Option<String>,
    reviewed: Option<String>,
    before: Option<String>,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct Results {
    results: Vec<ResultSummary>,
    next: Option<String>,
}

async fn handle(
    State(app): State<AppState>,
    session: Session,
    query: Result<Query<ResultQuery>, QueryRejection>,
) -> Result<Json<Results>, Problem> {
    let session = session.counsellor()?;
    let Query(query) = query?;
    let mut filter = query.filter()?;
    let n_wanted = filter.limit;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = app
        .store
        .list_results(&session.home.district, &filter)
        .await?;
    let has_more = u32::try_from(found.len()).is_ok_and(|n| n > n_wanted);
    if has_more {
        found.pop();
    }
    let next = found
        .last()
        .filter(|_| has_more)
        .map(|it| it.seq.to_string());
    Ok(Json(Results {
        results: found.iter().map(ResultSummary::new).collect(),
        next,
    }))
}

impl ResultQuery {
    fn filter(self) -> Result<ResultFilter, Problem> {
        // An empty value is a filter that is not set: that is what a form sends.
        let set = |value: Option<String>| value.filter(|it| !it.is_empty());
        let tiers = set(self.tier);
        let are_tiers = |text: &str| {
            text.split(',')
                .all(|it| it == "none" || Tier::parse(it).is_some())
        };
        if tiers.as_deref().is_some_and(|it| !are_tiers(it)) {
            return Err(wrong(
                "tier",
                "tiers are green, yellow, orange, red and none, with commas between",
            ));
        }
        Ok(ResultFilter {
            tiers,
            child: set(self.child)
                .map(|it| ChildCode::parse(&it).map_err(|error| wrong("child", error.to_string())))
                .transpose()?,
            state: set(self.state)
                .map(|it| {
                    RecordState::parse(&it).ok_or_else(|| wrong("state", "state is stored or held"))
                })
                .transpose()?,
            instrument: set(self.instrument)
                .map(|it| match Slug::parse(&it) {
                    Ok(id) => Ok(id.to_string()),
                    Err(error) => Err(wrong("instrument", error.to_string())),
                })
                .transpose()?,
            is_reviewed: set(self.reviewed)
                .map(|it| match it.as_str() {
                    "yes" => Ok(true),
                    "no" => Ok(false),
                    _ => Err(wrong("reviewed", "reviewed is yes or no")),
                })
                .transpose()?,
            before: set(self.before)
                .map(|it| {
                    it.parse()
                        .map_err(|_| wrong("before", "before is the next of a page before"))
                })
                .transpose()?,
            limit: self.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT),
        })
    }
}

fn wrong(field: &str, detail: impl Into<String>) -> Problem {
    Problem::new(axum::http::StatusCode::BAD_REQUEST, "query", detail).at(field)
}
