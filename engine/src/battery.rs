//! Batteries: which instruments are given together, at which ages.

use crate::wire::{Slug, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The only format there is so far.
pub const FORMAT: &str = "xinhu-battery/1";

/// A battery file. Its steps run in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Battery {
    /// `xinhu-battery/1`.
    pub format: String,
    /// Id.
    pub id: Slug,
    /// Version.
    pub version: Version,
    /// Name, by language.
    pub title: BTreeMap<String, String>,
    /// Youngest age in whole years.
    pub age_min: u8,
    /// Oldest age in whole years, included.
    pub age_max: u8,
    /// Instruments, by id.
    pub steps: Vec<Slug>,
    /// What a reader should know of it, by language.
    #[serde(default)]
    pub note: BTreeMap<String, String>,
}

impl Battery {
    /// Whether it is meant for this age.
    pub fn fits_age(&self, years: u8) -> bool {
        (self.age_min..=self.age_max).contains(&years)
    }
}
