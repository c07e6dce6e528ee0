//! Policies: bands and flags of one sitting to a tier (P7).
//!
//! A rule can only raise: the tier is the gravest that any rule gives, so no rule can lower another's.

use crate::defect::{Defect, Defects};
use crate::definition::Severity;
use crate::instrument::Instrument;
use crate::wire::{InstrumentResult, NoScoreReason, ScoreOrReason, Slug, Tier, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The only format there is so far.
pub const FORMAT: &str = "xinhu-policy/1";

/// A policy file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// `xinhu-policy/1`.
    pub format: String,
    /// Id.
    pub id: Slug,
    /// Version.
    pub version: Version,
    /// Name, by language.
    pub title: BTreeMap<String, String>,
    /// Rules; their order does not matter.
    pub rules: Vec<PolicyRule>,
    /// What staff do next, by tier and language (P4).
    pub guidance: BTreeMap<Tier, BTreeMap<String, String>>,
}

/// One rule: bands of a scale, or a flag, give at least this tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyRule {
    /// Id, named as a reason.
    pub id: Slug,
    /// Which finding.
    pub when: Finding,
    /// The least tier it gives.
    pub tier: Tier,
    /// How soon; given with red and only then.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// Paper, document, or PROJECT with the reason.
    pub source: String,
    /// Expected pupils per 1,000, from published rates, or `unknown`.
    pub expected_per_1000: String,
}

/// A finding of one instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, try_from = "RawFinding")]
pub enum Finding {
    /// The scale's band is one of these.
    Bands {
        /// Instrument.
        instrument: Slug,
        /// Scale.
        scale: Slug,
        /// Bands.
        bands: Vec<Slug>,
    },
    /// The flag was raised.
    Flag {
        /// Instrument.
        instrument: Slug,
        /// Rule id.
        flag: Slug,
    },
}

/// A finding as written: either scale and bands, or a flag.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFinding {
    instrument: Slug,
    #[serde(default)]
    scale: Option<Slug>,
    #[serde(default)]
    bands: Option<Vec<Slug>>,
    #[serde(default)]
    flag: Option<Slug>,
}

impl TryFrom<RawFinding> for Finding {
    type Error = &'static str;

    fn try_from(it: RawFinding) -> Result<Self, Self::Error> {
        let instrument = it.instrument;
        match (it.scale, it.bands, it.flag) {
            (Some(scale), Some(bands), None) => Ok(Self::Bands {
                instrument,
                scale,
                bands,
            }),
            (None, None, Some(flag)) => Ok(Self::Flag { instrument, flag }),
            _ => Err("a finding names an instrument with either scale and bands, or a flag"),
        }
    }
}

/// How soon somebody must act on a red tier (P10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Before the day ends.
    Today,
    /// At once.
    Now,
}

impl Urgency {
    /// The code.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::Today => "today",
            Urgency::Now => "now",
        }
    }
}

/// A tier with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The tier; `None` when a due scale has no score and nothing raises it.
    pub tier: Option<Tier>,
    /// With red, how soon.
    pub urgency: Option<Urgency>,
    /// Ids of the rules that gave this tier.
    pub reasons: Vec<Slug>,
}

impl Policy {
    /// Derives the tier of one sitting from its bands and flags alone.
    pub fn derive(&self, instruments: &[InstrumentResult]) -> Derived {
        let fired: Vec<&PolicyRule> = self
            .rules
            .iter()
            .filter(|rule| instruments.iter().any(|it| rule.when.is_in(it)))
            .collect();
        let raised = fired
            .iter()
            .map(|rule| rule.tier)
            .max()
            .filter(|tier| Tier::Green < *tier);
        let is_any_unscored = instruments.iter().flat_map(|it| &it.scales).any(|scale| {
            matches!(scale.score, ScoreOrReason::None(reason)
                if !matches!(reason, NoScoreReason::BandOnly | NoScoreReason::Language))
        });
        let tier = match raised {
            Some(tier) => Some(tier),
            None if is_any_unscored || instruments.is_empty() => None,
            None => Some(Tier::Green),
        };
        let giving = || fired.iter().filter(|rule| Some(rule.tier) == raised);
        Derived {
            tier,
            urgency: giving().filter_map(|rule| rule.urgency).max(),
            reasons: giving().map(|rule| rule.id.clone()).collect(),
        }
    }

    /// Everything that is wrong with the policy for these instruments.
    pub fn defects<'a>(
        &self,
        instruments: impl IntoIterator<Item = &'a Instrument>,
    ) -> Vec<Defect> {
        let instruments: Vec<&Instrument> = instruments.into_iter().collect();
        let mut defects = Defects::default();
        if self.format != FORMAT {
            defects.add(
                "format",
                format!("the format is '{}'", self.format),
                "another format would be read wrongly",
                format!("write '{FORMAT}'"),
            );
        }
        for rule in &self.rules {
            self.check_rule(rule, &instruments, &mut defects);
        }
        for instrument in &instruments {
            for rule in &instrument.rules {
                let is_red = self.rules.iter().any(|it| {
                    it.tier == Tier::Red
                        && matches!(&it.when, Finding::Flag { instrument: id, flag }
                            if *id == instrument.id && *flag == rule.id)
                });
                if rule.severity == Severity::Critical && !is_red {
                    defects.add(
                        "rules",
                        format!(
                            "no rule makes the critical flag {}.{} red",
                            instrument.id, rule.id
                        ),
                        "a child in danger could be shown as green",
                        "add a rule for the flag with tier red",
                    );
                }
            }
        }
        for tier in Tier::ALL {
            if !self
                .guidance
                .get(tier)
                .is_some_and(|it| it.contains_key("zh-CN") && it.contains_key("en"))
            {
                defects.add(
                    format!("guidance.{}", tier.as_str()),
                    "the guidance is absent in zh-CN or en",
                    "staff would not know what to do next",
                    "write it in both languages",
                );
            }
        }
        defects.0
    }

    fn check_rule(&self, rule: &PolicyRule, instruments: &[&Instrument], defects: &mut Defects) {
        let at = format!("rules.{}", rule.id);
        if self.rules.iter().filter(|it| it.id == rule.id).count() != 1 {
            defects.add(
                at.as_str(),
                "the id is used twice",
                "a reason would be ambiguous",
                "give each rule its own id",
            );
        }
        if (rule.tier == Tier::Red) != rule.urgency.is_some() {
            defects.add(
                format!("{at}.urgency"),
                "red needs an urgency, no other tier has one",
                "an alert must say how soon",
                "write 'now' or 'today' with red only",
            );
        }
        if rule.source.trim().is_empty() || rule.expected_per_1000.trim().is_empty() {
            defects.add(
                at.as_str(),
                "source or expected_per_1000 is empty",
                "a school must know what a rule rests on and how many pupils it marks",
                "name the source or PROJECT, and the published rate or 'unknown'",
            );
        }
        match &rule.when {
            Finding::Bands {
                instrument,
                scale,
                bands,
            } => {
                let Some(found) = instruments.iter().find(|it| it.id == *instrument) else {
                    return;
                };
                let Some(scale) = found.scale(scale.as_str()) else {
                    defects.add(
                        at,
                        format!("{instrument} has no scale '{scale}'"),
                        "the rule could never fire",
                        "name one of its scales",
                    );
                    return;
                };
                for band in bands {
                    let Some(band) = scale.bands.iter().find(|it| it.id == *band) else {
                        defects.add(
                            at.as_str(),
                            format!("the scale has no band '{band}'"),
                            "the rule could never fire",
                            "name one of its bands",
                        );
                        continue;
                    };
                    let limit = if 3 <= band.level {
                        Tier::Orange
                    } else {
                        Tier::Yellow
                    };
                    if found.first_gate && limit < rule.tier {
                        defects.add(
                            at.as_str(),
                            format!("the first-gate scale gives {}", rule.tier.as_str()),
                            "a wide net alone marks too many children (DESIGN §3)",
                            "give yellow, or orange at level 3, never red",
                        );
                    }
                    if rule.tier == Tier::Red {
                        defects.add(
                            at.as_str(),
                            "a band gives red",
                            "red is a critical flag or a critical staff code",
                            "give orange at most",
                        );
                    }
                }
            }
            Finding::Flag { instrument, flag } => {
                let found = instruments.iter().find(|it| it.id == *instrument);
                if found.is_some_and(|it| {
                    !it.rule(flag.as_str())
                        .is_some_and(crate::instrument::Rule::is_uploaded)
                }) {
                    defects.add(
                        at,
                        format!("{instrument} has no flag '{flag}' that leaves the tablet"),
                        "the tier could not be derived again on the server",
                        "name a rule of severity review or above",
                    );
                }
            }
        }
    }
}

impl Finding {
    fn is_in(&self, result: &InstrumentResult) -> bool {
        match self {
            Finding::Bands {
                instrument,
                scale,
                bands,
            } => {
                *instrument == result.id
                    && result.scales.iter().any(|it| {
                        it.id == *scale && it.band.as_ref().is_some_and(|band| bands.contains(band))
                    })
            }
            Finding::Flag { instrument, flag } => {
                *instrument == result.id && result.flags.contains(flag)
            }
        }
    }
}
