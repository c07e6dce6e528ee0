//! Does a received result follow from its definitions? (DESIGN §1.4)
//!
//! The server has no answers and never re-scores. It checks what can be checked from the outside and
//! holds what does not fit for a person; nothing here refuses a result.

use crate::battery::Battery;
use crate::condition::{Condition, Test};
use crate::definition::Severity;
use crate::instrument::{Instrument, Method, Rule, Scale};
use crate::policy::{Policy, Urgency};
use crate::wire::{
    Hash, InstrumentResult, Named, NoScoreReason, ResultRecord, ScaleResult, ScoreOrReason, Slug,
    Tier, Version,
};
use serde::{Deserialize, Serialize};

/// Released definitions, kept for ever, and local ones by their hash.
pub trait Definitions {
    /// The instrument of this id, version and hash.
    fn instrument(&self, id: &Slug, version: &Version, hash: &Hash) -> Option<&Instrument>;
    /// The policy of this id and version.
    fn policy(&self, named: &Named) -> Option<&Policy>;
    /// The battery of this id and version.
    fn battery(&self, named: &Named) -> Option<&Battery>;
}

/// Why a record waits for a person. Closed; the server adds the last three itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldReason {
    /// The definition, in this version and with this hash, is not known here.
    UnknownDefinition,
    /// The policy is not known here.
    UnknownPolicy,
    /// The battery is not known here.
    UnknownBattery,
    /// The instruments are not those of the battery.
    BatteryMismatch,
    /// The scales are not those of the definition.
    ScaleMismatch,
    /// A score lies outside its scale's range, or stands where none may leave the tablet.
    ScoreOutOfRange,
    /// A band does not follow from its score.
    BandMismatch,
    /// More is missing than the scale's rule allows, or prorating without anything missing.
    MissingMismatch,
    /// A flag does not exist or must not leave the tablet.
    UnknownFlag,
    /// A flag that follows from the scores is absent, or one is there that cannot be.
    FlagMismatch,
    /// The tier does not follow from bands and flags.
    TierMismatch,
    /// Age, stage or months contradict each other.
    ContextMismatch,
    /// The child's code is not known in this district.
    UnknownChild,
    /// The tablet was revoked.
    RevokedDevice,
    /// Another record came under the same id.
    Conflict,
}

impl HeldReason {
    /// The code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownDefinition => "unknown_definition",
            Self::UnknownPolicy => "unknown_policy",
            Self::UnknownBattery => "unknown_battery",
            Self::BatteryMismatch => "battery_mismatch",
            Self::ScaleMismatch => "scale_mismatch",
            Self::ScoreOutOfRange => "score_out_of_range",
            Self::BandMismatch => "band_mismatch",
            Self::MissingMismatch => "missing_mismatch",
            Self::UnknownFlag => "unknown_flag",
            Self::FlagMismatch => "flag_mismatch",
            Self::TierMismatch => "tier_mismatch",
            Self::ContextMismatch => "context_mismatch",
            Self::UnknownChild => "unknown_child",
            Self::RevokedDevice => "revoked_device",
            Self::Conflict => "conflict",
        }
    }
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Why the result is held; empty when everything follows. Sorted, without repeats.
    pub held: Vec<HeldReason>,
    /// The tier derived here.
    pub derived_tier: Option<Tier>,
    /// The higher of the sent and the derived tier: what alerts go by.
    pub effective_tier: Option<Tier>,
    /// How soon, where the effective tier is red.
    pub urgency: Option<Urgency>,
}

/// Checks a result against the definitions it names.
pub fn check_result(record: &ResultRecord, definitions: &dyn Definitions) -> Checked {
    let mut held = Vec::new();
    let mut is_critical = false;
    for result in &record.instruments {
        match definitions.instrument(&result.id, &result.version, &result.definition) {
            Some(instrument) => {
                check_instrument(instrument, result, &mut held);
                is_critical |= result.flags.iter().any(|flag| {
                    instrument
                        .rule(flag.as_str())
                        .is_some_and(|rule| rule.severity == Severity::Critical)
                });
            }
            None => held.push(HeldReason::UnknownDefinition),
        }
    }
    check_battery(record, definitions, &mut held);
    check_context(record, &mut held);
    let derived = definitions
        .policy(&record.policy)
        .map(|policy| policy.derive(&record.instruments));
    if derived.is_none() {
        held.push(HeldReason::UnknownPolicy);
    }
    // Without the policy a critical flag still is what it is.
    let derived_tier = derived
        .as_ref()
        .map_or(is_critical.then_some(Tier::Red), |it| it.tier);
    if derived.is_some() && derived_tier != record.tier {
        held.push(HeldReason::TierMismatch);
    }
    let effective_tier = record.tier.max(derived_tier);
    held.sort_unstable();
    held.dedup();
    Checked {
        held,
        derived_tier,
        effective_tier,
        urgency: (effective_tier == Some(Tier::Red))
            .then(|| derived.and_then(|it| it.urgency).unwrap_or(Urgency::Today)),
    }
}

fn check_battery(record: &ResultRecord, definitions: &dyn Definitions, held: &mut Vec<HeldReason>) {
    match definitions.battery(&record.battery) {
        Some(battery) => {
            let given = record.instruments.iter().map(|it| &it.id);
            if !battery.steps.iter().eq(given) {
                held.push(HeldReason::BatteryMismatch);
            }
        }
        None => held.push(HeldReason::UnknownBattery),
    }
}

fn check_context(record: &ResultRecord, held: &mut Vec<HeldReason>) {
    let years = record.age_years.get();
    let fits = match record.age_months {
        Some(months) => years < 7 && months.get() / 12 == years,
        None => true,
    };
    if !fits {
        held.push(HeldReason::ContextMismatch);
    }
}

fn check_instrument(
    instrument: &Instrument,
    result: &InstrumentResult,
    held: &mut Vec<HeldReason>,
) {
    let is_same_scales = instrument
        .scales
        .iter()
        .map(|it| &it.id)
        .eq(result.scales.iter().map(|it| &it.id));
    if !is_same_scales {
        held.push(HeldReason::ScaleMismatch);
        return;
    }
    let n_scored = instrument.items.iter().filter(|it| it.scored).count();
    for (scale, sent) in instrument.scales.iter().zip(&result.scales) {
        // A sum over all scored items shares their count of missing answers.
        let is_over_all_items = scale.n_items == n_scored;
        check_scale(scale, sent, is_over_all_items, result, held);
        if let Method::Transform { of, multiply } = scale.method
            && let Some(base) = result.scales.get(of)
            && let (ScoreOrReason::Score(base), ScoreOrReason::Score(score)) =
                (base.score, sent.score)
            && base.saturating_mul(multiply) != score
        {
            held.push(HeldReason::ScoreOutOfRange);
        }
    }
    if n_scored < usize::from(result.missing.get()) {
        held.push(HeldReason::MissingMismatch);
    }
    check_flags(instrument, result, held);
}

fn check_scale(
    scale: &Scale,
    sent: &ScaleResult,
    is_over_all_items: bool,
    result: &InstrumentResult,
    held: &mut Vec<HeldReason>,
) {
    let n_missing = usize::from(result.missing.get());
    match sent.score {
        ScoreOrReason::Score(score) => {
            if scale.n_items == 1 || score < scale.min || scale.max < score {
                held.push(HeldReason::ScoreOutOfRange);
            }
            if scale.band_of(score).map(|band| &band.id) != sent.band.as_ref() {
                held.push(HeldReason::BandMismatch);
            }
        }
        ScoreOrReason::None(NoScoreReason::BandOnly) => {
            let is_band = sent
                .band
                .as_ref()
                .is_none_or(|id| scale.bands.iter().any(|band| band.id == *id));
            if scale.n_items != 1 || !is_band {
                held.push(HeldReason::BandMismatch);
            }
        }
        ScoreOrReason::None(reason) => {
            if sent.band.is_some() {
                held.push(HeldReason::BandMismatch);
            }
            if reason == NoScoreReason::Missing && n_missing == 0 {
                held.push(HeldReason::MissingMismatch);
            }
        }
    }
    if sent.prorated && (!scale.prorates() || n_missing == 0) {
        held.push(HeldReason::MissingMismatch);
    }
    if let ScoreOrReason::Score(_) = sent.score
        && !sent.prorated
        && 0 < n_missing
        && is_over_all_items
    {
        held.push(HeldReason::MissingMismatch);
    }
}

fn check_flags(instrument: &Instrument, result: &InstrumentResult, held: &mut Vec<HeldReason>) {
    let is_sorted = result.flags.is_sorted_by(|a, b| a < b);
    let is_known = result.flags.iter().all(|flag| {
        instrument
            .rule(flag.as_str())
            .is_some_and(Rule::is_uploaded)
    });
    if !is_sorted || !is_known {
        held.push(HeldReason::UnknownFlag);
    }
    for rule in instrument.rules.iter().filter(|it| it.is_uploaded()) {
        let is_raised = result.flags.contains(&rule.id);
        if !may_be(&rule.when, is_raised, instrument, result) {
            held.push(HeldReason::FlagMismatch);
        }
    }
}

/// Whether the condition can have had this outcome, given the scores that were sent. Says "yes" where it
/// cannot know.
fn may_be(
    condition: &Condition,
    outcome: bool,
    instrument: &Instrument,
    result: &InstrumentResult,
) -> bool {
    match condition {
        Condition::Scale { scale_idx, test } => {
            match result.scales.get(*scale_idx).map(|it| it.score) {
                Some(ScoreOrReason::Score(score)) => test.passes(score) == outcome,
                Some(ScoreOrReason::None(NoScoreReason::BandOnly)) | None => true,
                Some(ScoreOrReason::None(_)) => !outcome,
            }
        }
        Condition::Item {
            test: Test::Missing,
            ..
        } => !outcome || 0 < result.missing.get(),
        Condition::Item { item_idx, test } => {
            item_may_be(*item_idx, test, outcome, instrument, result)
        }
        Condition::Not(inner) => may_be(inner, !outcome, instrument, result),
        Condition::Count { min, max, of } => {
            // How many parts must hold, and how many can.
            let n_forced = of
                .iter()
                .filter(|it| !may_be(it, false, instrument, result))
                .count();
            let n_possible = of
                .iter()
                .filter(|it| may_be(it, true, instrument, result))
                .count();
            if outcome {
                n_forced <= *max && *min <= n_possible
            } else {
                n_forced < *min || *max < n_possible
            }
        }
    }
}

/// With nothing missing, a sum leaves an item only the values that the other items can complete.
fn item_may_be(
    item_idx: usize,
    test: &Test,
    outcome: bool,
    instrument: &Instrument,
    result: &InstrumentResult,
) -> bool {
    let Some(item) = instrument.items.get(item_idx) else {
        return false;
    };
    let candidates = |value: &&i32| test.passes(**value) == outcome;
    if result.missing.get() != 0 {
        return !outcome || item.options.iter().any(|value| test.passes(*value));
    }
    instrument
        .scales
        .iter()
        .zip(&result.scales)
        .all(|(scale, sent)| {
            let (Method::Sum { parts, .. }, ScoreOrReason::Score(score)) =
                (&scale.method, sent.score)
            else {
                return true;
            };
            let Some(own) = parts.iter().find(|part| part.item_idx == item_idx) else {
                return true;
            };
            let (low, high) = parts
                .iter()
                .filter(|part| part.item_idx != item_idx)
                .filter_map(|part| {
                    let options = &instrument.items.get(part.item_idx)?.options;
                    let keyed = || options.iter().map(|value| part.keyed(*value));
                    Some((keyed().min()?, keyed().max()?))
                })
                .fold((0, 0), |(low, high), (a, b)| (low + a, high + b));
            item.options
                .iter()
                .filter(candidates)
                .any(|value| (low..=high).contains(&(score - own.keyed(*value))))
        })
}
