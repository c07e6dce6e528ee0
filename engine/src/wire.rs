//! The three records that a tablet sends, and nothing else: result, review, event.
//!
//! No type here has a field that could carry an answer, a free text or a name. Every value is a closed
//! enum, a bounded integer, a day, a hash or an id in a narrow alphabet; unknown fields are refused, and
//! a field that may be null must still be present. The byte form is frozen by `engine/tests/wire.rs`.

mod code;
mod event;
mod id;
mod result;
mod review;

pub use code::*;
pub use event::*;
pub use id::*;
pub use result::*;
pub use review::*;

use serde::{Deserialize, Serialize};

/// The only schema there is so far; anything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Schema1;

impl Serialize for Schema1 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Schema1 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            1 => Ok(Self),
            other => Err(serde::de::Error::custom(format_args!(
                "schema {other} is not known (schema 1 is)"
            ))),
        }
    }
}

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The scores of one sitting.
    Result(Box<ResultRecord>),
    /// What a member of staff decided about a result.
    Review(ReviewRecord),
    /// Something that happened around a screening.
    Event(EventRecord),
}

/// Which of the three records a body claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// [`ResultRecord`]
    Result,
    /// [`ReviewRecord`]
    Review,
    /// [`EventRecord`]
    Event,
}

/// Reads only the `kind` of a record, so that the matching type can be read next.
#[derive(Debug, Deserialize)]
pub struct KindProbe {
    /// The kind named in the body.
    pub kind: RecordKind,
}

impl Record {
    /// The idempotency key.
    pub fn id(&self) -> RecordId {
        match self {
            Record::Result(it) => it.id,
            Record::Review(it) => it.id,
            Record::Event(it) => it.id,
        }
    }

    /// The one byte form of this record: the same record always gives the same bytes, so two bodies
    /// under one id can be compared after opening.
    pub fn to_canonical_bytes(&self) -> Vec<u8> {
        let bytes = match self {
            Record::Result(it) => serde_json::to_vec(it),
            Record::Review(it) => serde_json::to_vec(it),
            Record::Event(it) => serde_json::to_vec(it),
        };
        // Only maps with non-string keys and failing writers can fail; a record has neither.
        bytes.unwrap_or_default()
    }

    /// Reads a record and refuses whatever the types cannot hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let KindProbe { kind } = serde_json::from_slice(bytes)?;
        Ok(match kind {
            RecordKind::Result => Record::Result(serde_json::from_slice(bytes)?),
            RecordKind::Review => Record::Review(serde_json::from_slice(bytes)?),
            RecordKind::Event => Record::Event(serde_json::from_slice(bytes)?),
        })
    }
}

/// A field that may be `null` but must be there: plain `Option` would accept its absence.
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
