//! Something that happened around a screening and is no result.

use super::{
    ChildCode, ConsentBasis, ConsentScope, Day, EventKind, Minutes, ReasonCode, RecordId, Schema1,
    Slug, Version, nullable,
};
use serde::{Deserialize, Serialize};

/// Marks an [`EventRecord`] in its byte form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum EventMarker {
    /// The only value.
    #[default]
    #[serde(rename = "event")]
    Event,
}

/// An event, in closed codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRecord {
    /// Always 1.
    pub schema: Schema1,
    /// Always `event`.
    pub kind: EventMarker,
    /// Idempotency key.
    pub id: RecordId,
    /// The child, where it is about one.
    #[serde(deserialize_with = "nullable")]
    pub child: Option<ChildCode>,
    /// The campaign, where it belongs to one.
    #[serde(deserialize_with = "nullable")]
    pub campaign: Option<Slug>,
    /// What happened.
    pub event: EventKind,
    /// The record it is about.
    #[serde(deserialize_with = "nullable")]
    pub about: Option<RecordId>,
    /// The consent that was recorded or withdrawn.
    #[serde(deserialize_with = "nullable")]
    pub consent: Option<RecordedConsent>,
    /// Minutes from the cause to this event, such as from a red result to its acknowledgement.
    #[serde(deserialize_with = "nullable")]
    pub after_minutes: Option<Minutes>,
    /// Why.
    pub reason: ReasonCode,
    /// Who recorded it.
    #[serde(deserialize_with = "nullable")]
    pub staff: Option<RecordId>,
    /// The second person where two are needed (emergency consent).
    #[serde(deserialize_with = "nullable")]
    pub second_staff: Option<RecordId>,
    /// When.
    pub on: Day,
}

/// A consent with its scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedConsent {
    /// The ground.
    pub basis: ConsentBasis,
    /// Version of the notice that was given.
    pub notice: Version,
    /// What it covers.
    pub scope: ConsentScope,
}
