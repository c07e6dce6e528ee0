//! The definition file as it is written (`instruments/<id>/<version>/definition.json`).
//!
//! These types mirror the file; nothing is checked beyond its shape. [`crate::compile`] turns a
//! definition into an [`crate::instrument::Instrument`] or lists all its defects. The texts that people
//! read stand in separate wording files ([`crate::wording`]), the remaining facts about an instrument
//! (norms, reliability, evidence, doubts) in `evidence.json`, which no score depends on.

use crate::wire::{Informant, Slug, Version};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDefinition {
    /// `xinhu-instrument/1`.
    pub format: String,
    /// Id used everywhere.
    pub id: Slug,
    /// Version of this definition; a released one never changes.
    pub version: Version,
    /// The owner's name of the edition.
    pub edition: String,
    /// What it measures.
    pub domains: Vec<String>,
    /// Ages it is made for.
    pub age: RawAge,
    /// Who answers.
    pub informant: Informant,
    /// Usual time in minutes.
    pub minutes: u16,
    /// Whether its scales are wide nets, which alone never make a red tier (DESIGN §3).
    #[serde(default)]
    pub first_gate: bool,
    /// Who owns it, and what may be done with it.
    pub licence: RawLicence,
    /// Named lists of option values, in the official order.
    pub response_sets: BTreeMap<String, Vec<i32>>,
    /// Items in the official order.
    pub items: Vec<RawItem>,
    /// Scales.
    pub scales: Vec<RawScale>,
    /// Flags and decisions.
    #[serde(default)]
    pub rules: Vec<RawRule>,
}

/// Ages, in whole years, both ends included.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAge {
    /// Youngest.
    pub min: u8,
    /// Oldest.
    pub max: u8,
    /// What the range rests on.
    #[serde(default)]
    pub note: Option<String>,
}

/// The licence, with what it asks of whoever runs the instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLicence {
    /// What must be stated before it runs.
    pub gate: LicenceGate,
    /// Terms in words.
    pub terms: String,
    /// Line that must be shown with the instrument.
    pub attribution: String,
    /// Copyright line.
    pub copyright: String,
}

/// What stands between an instrument and its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceGate {
    /// Nothing.
    None,
    /// The operator states that the use is non-commercial.
    Noncommercial,
    /// The operator states that no text is changed.
    NoModification,
    /// The operator states that the owner's deployment conditions are met.
    DeploymentConditions,
    /// The owner's texts are not shipped; a licence holder adds them.
    Restricted,
}

/// One item.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawItem {
    /// Item id.
    pub id: Slug,
    /// Name of its response set.
    pub options: String,
    /// Whether it counts as missing when passed over.
    #[serde(default = "yes")]
    pub scored: bool,
    /// Due only when this holds.
    #[serde(default)]
    pub show_if: Option<RawCondition>,
    /// Left out of sittings by default, for this reason. An answer from elsewhere is still read.
    #[serde(default)]
    pub left_out: Option<String>,
    /// LOINC code.
    #[serde(default)]
    pub loinc: Option<String>,
}

fn yes() -> bool {
    true
}

/// One scale.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScale {
    /// Scale id.
    pub id: Slug,
    /// How its score is made: `{"sum": {…}}` or `{"transform": {…}}`.
    pub score: RawMethod,
    /// Lowest possible score.
    pub min: i32,
    /// Highest possible score.
    pub max: i32,
    /// Which end asks for attention.
    pub direction: Direction,
    /// Bands; none, or all of the range without gap or overlap.
    #[serde(default)]
    pub bands: Vec<RawBand>,
    /// LOINC code.
    #[serde(default)]
    pub loinc: Option<String>,
}

/// How a score is made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawMethod {
    /// The sum of the items' values.
    Sum {
        /// Items.
        items: Vec<Slug>,
        /// Those of them that are reverse-keyed.
        #[serde(default)]
        reverse: Vec<Slug>,
        /// What a missing answer does.
        missing: RawMissing,
    },
    /// Another scale's score, multiplied.
    Transform {
        /// The other scale.
        of: Slug,
        /// Factor.
        multiply: i32,
    },
}

/// What a missing answer does to a scale.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "policy", rename_all = "snake_case", deny_unknown_fields)]
pub enum RawMissing {
    /// No score unless all is answered.
    Complete {
        /// Where the rule comes from.
        source: String,
    },
    /// Up to `max_missing` answers are replaced by the mean of the others, rounded half up.
    Prorate {
        /// The most that may be missing.
        max_missing: u16,
        /// Where the rule comes from.
        source: String,
    },
}

/// Which end of a scale asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher scores are worse.
    HigherWorse,
    /// Higher scores are better.
    HigherBetter,
}

/// One band, both ends included.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBand {
    /// Band id.
    pub id: Slug,
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
    /// 0 nothing to note … 3 gravest.
    pub level: u8,
    /// Paper or document the cut-off comes from.
    pub source: String,
}

/// A flag.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRule {
    /// Flag id.
    pub id: Slug,
    /// When it is raised.
    pub when: RawCondition,
    /// Only looked at when every due scored item is answered.
    #[serde(default)]
    pub requires_complete: bool,
    /// How grave it is.
    pub severity: Severity,
    /// Where the rule comes from.
    pub source: String,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// How grave a flag is. Flags below [`Severity::Review`] never leave the tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A decision without consequence.
    None,
    /// For the person who reads the result.
    Info,
    /// Ask in person.
    Review,
    /// Above a published cut-off.
    Elevated,
    /// Grave.
    High,
    /// Danger to the child.
    Critical,
}

/// A condition as written: exactly one of the forms of [`crate::condition::Condition`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCondition {
    /// An item, with `op` and mostly `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Slug>,
    /// A scale, with `op` and `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Slug>,
    /// `>=`, `<=`, `==`, `in` or `missing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<String>,
    /// What to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawValue>,
    /// At least one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<RawCondition>>,
    /// All hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<RawCondition>>,
    /// It does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<RawCondition>>,
    /// At least `n` of them hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_at_least: Option<RawCountAtLeast>,
    /// Between `min` and `max` of them hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_between: Option<RawCountBetween>,
}

/// A number or a list of numbers.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum RawValue {
    /// One number.
    One(i32),
    /// A list, for `in`.
    Many(Vec<i32>),
}

// Told apart by their form, not by trying one after the other: a reader may end at the first misfit.
impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrList;

        impl<'de> Visitor<'de> for NumberOrList {
            type Value = RawValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a list of them")
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<RawValue, E> {
                let value = i32::try_from(value).map_err(|_| E::custom("number out of range"))?;
                Ok(RawValue::One(value))
            }

            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<RawValue, E> {
                let value = i32::try_from(value).map_err(|_| E::custom("number out of range"))?;
                Ok(RawValue::One(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = items.next_element()? {
                    values.push(value);
                }
                Ok(RawValue::Many(values))
            }
        }

        deserializer.deserialize_any(NumberOrList)
    }
}

/// `count_at_least`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCountAtLeast {
    /// How many must hold.
    pub n: u16,
    /// Out of these.
    pub of: Vec<RawCondition>,
}

/// `count_between`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCountBetween {
    /// At least.
    pub min: u16,
    /// At most.
    pub max: u16,
    /// Out of these.
    pub of: Vec<RawCondition>,
}

impl RawDefinition {
    /// Reads a definition file. The error names line and column.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}
