//! Help numbers (P14), shown to every child on the last page and on the help page.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A resources file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resources {
    /// `xinhu-resources/1`.
    pub format: String,
    /// Id.
    pub id: String,
    /// Numbers, in the order to show them.
    pub lines: Vec<HelpLine>,
}

/// One number to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// The number.
    pub number: String,
    /// Who answers, by language.
    pub name: BTreeMap<String, String>,
    /// To talk, or in danger.
    pub kind: LineKind,
    /// The region it serves; `null` for the whole country.
    pub region: Option<String>,
    /// Where the number comes from.
    pub source: String,
}

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Somebody to talk to.
    Talk,
    /// Immediate danger.
    Danger,
}

impl Resources {
    /// The numbers for `region`: the national ones and the region's own.
    #[must_use]
    pub fn for_region(&self, region: Option<&str>) -> Self {
        Self {
            lines: self
                .lines
                .iter()
                .filter(|it| it.region.is_none() || it.region.as_deref() == region)
                .cloned()
                .collect(),
            ..self.clone()
        }
    }
}
