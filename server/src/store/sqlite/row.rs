//! From columns to values. What does not fit names its table and column, never its content.

use crate::problem::Internal;
use crate::store::StoreError;
use engine::wire::{ChildCode, RecordId, Tier};

/// A column holds what no version of xinhu writes there.
pub(super) fn inconsistent(column: &'static str) -> StoreError {
    StoreError::Internal(Internal::new(
        "reading the database",
        format!("{column} is inconsistent"),
    ))
}

pub(super) fn record_id(text: &str, column: &'static str) -> Result<RecordId, StoreError> {
    RecordId::parse(text).map_err(|_| inconsistent(column))
}

pub(super) fn child_code(text: &str, column: &'static str) -> Result<ChildCode, StoreError> {
    ChildCode::parse(text).map_err(|_| inconsistent(column))
}

pub(super) fn tier(text: Option<&str>, column: &'static str) -> Result<Option<Tier>, StoreError> {
    text.map(|text| Tier::parse(text).ok_or_else(|| inconsistent(column)))
        .transpose()
}

/// Codes in one column, with commas between them.
pub(super) fn codes(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}
