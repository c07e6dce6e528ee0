//! A checked definition: no dangling id, no empty scale, no gap or overlap in bands, no rule that can fail.

use crate::condition::Condition;
use crate::context::Context;
use crate::definition::{Direction, LicenceGate, Severity};
use crate::wire::{Informant, NoScoreReason, Slug, Version};

/// A compiled instrument, made by [`crate::compile::compile`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Instrument {
    /// Id.
    pub id: Slug,
    /// Version of the definition.
    pub version: Version,
    /// Youngest age in whole years.
    pub age_min: u8,
    /// Oldest age in whole years, included.
    pub age_max: u8,
    /// Who answers.
    pub informant: Informant,
    /// Usual minutes.
    pub minutes: u16,
    /// Whether its scales are wide nets that alone never make a red tier.
    pub first_gate: bool,
    /// What must be stated before it runs.
    pub gate: LicenceGate,
    /// Items in the official order.
    pub items: Vec<Item>,
    /// Scales; a transformed scale stands after the scale it rests on.
    pub scales: Vec<Scale>,
    /// Rules, sorted by id.
    pub rules: Vec<Rule>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Id.
    pub id: Slug,
    /// Name of its response set, the key of its labels in a wording.
    pub response_set: Box<str>,
    /// Option values in the official order.
    pub options: Vec<i32>,
    /// Whether it counts as missing when passed over.
    pub scored: bool,
    /// Due only when this holds. It looks at earlier items only.
    pub show_if: Option<Condition>,
    /// Left out of sittings by default.
    pub is_left_out: bool,
}

/// One scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Id.
    pub id: Slug,
    /// How its score is made.
    pub method: Method,
    /// Lowest possible score.
    pub min: i32,
    /// Highest possible score.
    pub max: i32,
    /// Which end asks for attention.
    pub direction: Direction,
    /// Bands in ascending order; none, or all of `min..=max`.
    pub bands: Vec<Band>,
    /// How many items the score rests on, through transforms too. With one, only the band may leave the tablet.
    pub n_items: usize,
}

/// How a score is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Sum of item values.
    Sum {
        /// The items.
        parts: Vec<Part>,
        /// The most answers that may be missing; more than 0 means prorating.
        max_missing: usize,
    },
    /// `scales[of]` times `multiply`.
    Transform {
        /// Index of the other scale, smaller than this one's.
        of: usize,
        /// Factor.
        multiply: i32,
    },
}

/// One item's share in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Index of the item.
    pub item_idx: usize,
    /// For a reverse-keyed item, the sum of its lowest and highest value: the keyed value is this minus the answer.
    pub reversed_from: Option<i32>,
}

impl Part {
    /// The keyed value of an answer.
    pub fn keyed(self, value: i32) -> i32 {
        self.reversed_from.map_or(value, |sum| sum - value)
    }
}

/// One band, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Id.
    pub id: Slug,
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
    /// 0 nothing to note … 3 gravest.
    pub level: u8,
    /// Where the cut-off comes from.
    pub source: Box<str>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Flag id.
    pub id: Slug,
    /// When it is raised.
    pub when: Condition,
    /// Only looked at when every due scored item is answered.
    pub requires_complete: bool,
    /// How grave.
    pub severity: Severity,
    /// Where the rule comes from.
    pub source: Box<str>,
}

impl Rule {
    /// Whether the flag is in the closed list that leaves the tablet.
    pub fn is_uploaded(&self) -> bool {
        Severity::Review <= self.severity
    }
}

impl Scale {
    /// The band that `score` falls in.
    pub fn band_of(&self, score: i32) -> Option<&Band> {
        self.bands
            .iter()
            .find(|band| band.min <= score && score <= band.max)
    }

    /// Whether missing answers are replaced by a sourced rule.
    pub fn prorates(&self) -> bool {
        matches!(self.method, Method::Sum { max_missing, .. } if 0 < max_missing)
    }
}

impl Instrument {
    /// Index of an item.
    pub fn item_idx(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|it| it.id.as_str() == id)
    }

    /// A scale by id.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|it| it.id.as_str() == id)
    }

    /// A rule by id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|it| it.id.as_str() == id)
    }

    /// Whether some rule is critical: without one, no step of a battery asks about danger.
    pub fn has_critical_rule(&self) -> bool {
        self.rules
            .iter()
            .any(|it| it.severity == Severity::Critical)
    }

    /// Why the instrument gives no scores in this context, if it does not. An unknown age or informant
    /// closes no gate here; a sitting knows both.
    pub fn gate_for(&self, context: &Context) -> Option<NoScoreReason> {
        let is_age_out = context
            .years()
            .is_some_and(|age| !(u16::from(self.age_min)..=u16::from(self.age_max)).contains(&age));
        if is_age_out {
            return Some(NoScoreReason::Age);
        }
        context
            .informant
            .is_some_and(|it| it != self.informant)
            .then_some(NoScoreReason::Informant)
    }
}
