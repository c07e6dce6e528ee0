//! The forms in which several addresses answer.

use crate::clock::{Millis, civil};
use crate::secret::csrf_of;
use crate::store::{Home, Staff, StoredResult};
use engine::wire::{
    ChildCode, Day, Decision, Ended, RecordId, ResultRecord, ReviewRecord, Slug, Tier,
};
use serde::Serialize;

/// A session as the desk sees it.
#[derive(Serialize)]
pub(super) struct SessionView {
    staff: StaffView,
    district: String,
    organisation: String,
    utc_offset_minutes: i32,
    csrf: String,
}

#[derive(Serialize)]
struct StaffView {
    id: RecordId,
    name: String,
    roles: Vec<&'static str>,
    has_key: bool,
}

impl SessionView {
    pub(super) fn new(home: &Home, staff: &Staff, token: &str, now: Millis) -> Self {
        let roles = [
            staff.is_administrator.then_some("administrator"),
            staff.is_counsellor.then_some("counsellor"),
        ];
        Self {
            staff: StaffView {
                id: staff.id,
                name: staff.name.clone(),
                roles: roles.into_iter().flatten().collect(),
                has_key: staff.key.is_some(),
            },
            district: home.district_name.clone(),
            organisation: home.organisation_name.clone(),
            utc_offset_minutes: civil(now, &home.time_zone).1,
            csrf: csrf_of(token),
        }
    }
}

/// A result in a list.
#[derive(Serialize)]
pub(super) struct ResultSummary {
    id: String,
    child: ChildCode,
    taken_on: Day,
    received_at_ms: Millis,
    tier: Option<Tier>,
    derived_tier: Option<Tier>,
    effective_tier: Option<Tier>,
    state: &'static str,
    held: Vec<String>,
    trial: bool,
    ended: Ended,
    battery: Slug,
    instruments: Vec<Slug>,
    flags: Vec<Slug>,
    review: Option<ReviewSummary>,
}

#[derive(Serialize)]
struct ReviewSummary {
    decision: Decision,
    tier: Option<Tier>,
    by: RecordId,
    on: Day,
}

impl ResultSummary {
    pub(super) fn new(it: &StoredResult) -> Self {
        let record = &it.record;
        Self {
            id: it.id.to_string(),
            child: record.child.clone(),
            taken_on: record.taken_on.clone(),
            received_at_ms: it.received_at,
            tier: record.tier,
            derived_tier: it.derived_tier,
            effective_tier: it.effective_tier,
            state: if it.held.is_empty() { "stored" } else { "held" },
            held: it.held.clone(),
            trial: record.trial,
            ended: record.ended,
            battery: record.battery.id.clone(),
            instruments: record.instruments.iter().map(|it| it.id.clone()).collect(),
            flags: record
                .instruments
                .iter()
                .flat_map(|it| it.flags.iter().cloned())
                .collect(),
            review: it.review.as_ref().map(|review| ReviewSummary {
                decision: review.decision,
                tier: review.tier,
                by: review.staff,
                on: review.on.clone(),
            }),
        }
    }
}

/// A result in full.
#[derive(Serialize)]
pub(super) struct ResultDetail {
    #[serde(flatten)]
    summary: ResultSummary,
    record: ResultRecord,
    reviews: Vec<ReviewRecord>,
}

impl ResultDetail {
    pub(super) fn new(it: StoredResult, reviews: Vec<ReviewRecord>) -> Self {
        Self {
            summary: ResultSummary::new(&it),
            record: it.record,
            reviews,
        }
    }
}
