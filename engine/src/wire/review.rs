//! What a member of staff decided about a result, on the spot or later.

use super::{ChildCode, Day, Decision, ReasonCode, RecordId, Schema1, Tier, nullable};
use serde::{Deserialize, Serialize};

/// Marks a [`ReviewRecord`] in its byte form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ReviewKind {
    /// The only value.
    #[default]
    #[serde(rename = "review")]
    Review,
}

/// A decision about a result. The result itself never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawReview")]
pub struct ReviewRecord {
    /// Always 1.
    pub schema: Schema1,
    /// Always `review`.
    pub kind: ReviewKind,
    /// Idempotency key.
    pub id: RecordId,
    /// The result decided about.
    pub result: RecordId,
    /// The decision.
    pub decision: Decision,
    /// The right child; given with `wrong_child` and only then.
    pub child: Option<ChildCode>,
    /// The tier a person set; given with `overridden` and only then.
    pub tier: Option<Tier>,
    /// Why.
    pub reason: ReasonCode,
    /// Who decided.
    pub staff: RecordId,
    /// When.
    pub on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReview {
    schema: Schema1,
    kind: ReviewKind,
    id: RecordId,
    result: RecordId,
    decision: Decision,
    #[serde(deserialize_with = "nullable")]
    child: Option<ChildCode>,
    #[serde(deserialize_with = "nullable")]
    tier: Option<Tier>,
    reason: ReasonCode,
    staff: RecordId,
    on: Day,
}

impl TryFrom<RawReview> for ReviewRecord {
    type Error = &'static str;

    fn try_from(it: RawReview) -> Result<Self, Self::Error> {
        match (it.decision, &it.child, it.tier) {
            (Decision::WrongChild, None, _) => {
                Err("child is null (wrong_child names the right child)")
            }
            (Decision::Overridden, _, None) => Err("tier is null (overridden names the new tier)"),
            (Decision::WrongChild, Some(_), None)
            | (Decision::Overridden, None, Some(_))
            | (Decision::Confirmed | Decision::Retest | Decision::Invalid, None, None) => {
                Ok(Self {
                    schema: it.schema,
                    kind: it.kind,
                    id: it.id,
                    result: it.result,
                    decision: it.decision,
                    child: it.child,
                    tier: it.tier,
                    reason: it.reason,
                    staff: it.staff,
                    on: it.on,
                })
            }
            _ => Err("child goes with wrong_child only, tier with overridden only"),
        }
    }
}
