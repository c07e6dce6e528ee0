//! An instrument's texts in one language (`wording/<lang>.json`), with their provenance and review status.

use crate::defect::{Defect, Defects};
use crate::definition::Severity;
use crate::instrument::Instrument;
use crate::wire::{Language, Slug, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The only format there is so far.
pub const FORMAT: &str = "xinhu-wording/1";

/// The whole file. Texts are the owner's and stay verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// `xinhu-wording/1`.
    pub format: String,
    /// Instrument id.
    pub instrument: Slug,
    /// Version of the definition it belongs to.
    pub version: Version,
    /// Language.
    pub language: Language,
    /// Whether it may be shown to a respondent.
    pub status: WordingStatus,
    /// Where the text comes from and how sure that is.
    pub provenance: String,
    /// Name of the instrument.
    pub title: String,
    /// Recall period, in small type.
    pub recall: String,
    /// Instruction above the items; `null` where the owner's text was not found.
    pub instructions: Option<String>,
    /// Option labels by response set, in the order of its values.
    pub options: BTreeMap<String, Vec<String>>,
    /// Item texts.
    pub items: BTreeMap<Slug, String>,
    /// Names of the scales.
    pub scales: BTreeMap<Slug, String>,
    /// Names of the bands, by scale.
    pub bands: BTreeMap<Slug, BTreeMap<Slug, String>>,
    /// What a flag means and what to do next, by rule.
    #[serde(default)]
    pub flags: BTreeMap<Slug, String>,
}

/// The language gate (DESIGN §3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "gate", rename_all = "snake_case", deny_unknown_fields)]
pub enum WordingStatus {
    /// Compared with the owner's document: live.
    Approved {
        /// Who compared it, or which record says so.
        by: String,
    },
    /// Official, published or a government form, but not yet compared: the sitting is a trial.
    Unverified {
        /// What would lift the gate.
        lifts: String,
    },
    /// Never shown to a respondent before approval.
    Blocked {
        /// What would lift the gate.
        lifts: String,
    },
}

impl Wording {
    /// Whether a respondent may see it.
    pub fn may_be_shown(&self) -> bool {
        !matches!(self.status, WordingStatus::Blocked { .. })
    }

    /// Whether showing it makes the sitting a trial.
    pub fn is_trial(&self) -> bool {
        matches!(self.status, WordingStatus::Unverified { .. })
    }

    /// The label of an option, by the option's place in its set.
    pub fn option_label(&self, response_set: &str, option_idx: usize) -> Option<&str> {
        self.options
            .get(response_set)?
            .get(option_idx)
            .map(String::as_str)
    }

    /// Every text that `instrument` needs and this wording lacks, or has too much.
    pub fn defects(&self, instrument: &Instrument) -> Vec<Defect> {
        const WHY: &str = "a child would see an empty line, or staff a bare code";
        let mut defects = Defects::default();
        if self.format != FORMAT
            || self.instrument != instrument.id
            || self.version != instrument.version
        {
            defects.add(
                "format, instrument, version",
                format!("'{}' for {} {}", self.format, self.instrument, self.version),
                "texts of another instrument or version must never be shown",
                format!(
                    "write '{FORMAT}' for {} {}",
                    instrument.id, instrument.version
                ),
            );
        }
        let mut need = |at: String, text: Option<&String>| {
            if text.is_none_or(|it| it.trim().is_empty()) {
                defects.add(at, "the text is absent", WHY, "add it in the owner's words");
            }
        };
        need("title".into(), Some(&self.title));
        need("recall".into(), Some(&self.recall));
        for item in &instrument.items {
            if !item.is_left_out {
                need(format!("items.{}", item.id), self.items.get(&item.id));
            }
            for option_idx in 0..item.options.len() {
                let label = self
                    .options
                    .get(&*item.response_set)
                    .and_then(|labels| labels.get(option_idx));
                if !(item.is_left_out && label.is_none()) {
                    need(
                        format!("options.{}[{option_idx}]", item.response_set),
                        label,
                    );
                }
            }
        }
        for scale in &instrument.scales {
            need(format!("scales.{}", scale.id), self.scales.get(&scale.id));
            for band in &scale.bands {
                let label = self.bands.get(&scale.id).and_then(|it| it.get(&band.id));
                need(format!("bands.{}.{}", scale.id, band.id), label);
            }
        }
        for rule in &instrument.rules {
            if Severity::Review <= rule.severity {
                need(format!("flags.{}", rule.id), self.flags.get(&rule.id));
            }
        }
        for id in self.items.keys() {
            if instrument.item_idx(id.as_str()).is_none() {
                defects.add(
                    format!("items.{id}"),
                    "the instrument has no such item",
                    "a slip in an id hides a text",
                    "correct the id or drop the text",
                );
            }
        }
        defects.0
    }
}
