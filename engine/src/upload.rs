//! What may leave the tablet about one instrument: a projection of its outcome that forgets the answers.

use crate::instrument::{Instrument, Scale};
use crate::score::{Outcome, ScaleOutcome};
use crate::wire::{
    Hash, Informant, InstrumentResult, ItemCount, Language, NoScoreReason, Quality, ScaleResult,
    ScoreOrReason, Slug, WordingHash,
};

/// What is known of one instrument besides its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Hash of the definition.
    pub definition: Hash,
    /// Hash of the wording shown last, or `paper`.
    pub wording: WordingHash,
    /// Language it was answered in.
    pub language: Language,
    /// Who answered.
    pub informant: Informant,
    /// Notes on response quality.
    pub quality: Vec<Quality>,
}

/// Projects an outcome to the closed list of DESIGN §1: scores, bands, flags of severity review and above,
/// the number of unanswered items, closed quality codes. A scale that rests on one item keeps its band only.
pub fn instrument_result(
    instrument: &Instrument,
    outcome: &Outcome,
    mut given: Given,
) -> InstrumentResult {
    given.quality.sort_unstable();
    given.quality.dedup();
    InstrumentResult {
        id: instrument.id.clone(),
        version: instrument.version.clone(),
        definition: given.definition,
        wording: given.wording,
        language: given.language,
        informant: given.informant,
        scales: instrument
            .scales
            .iter()
            .zip(&outcome.scales)
            .map(|(scale, it)| scale_result(scale, it))
            .collect(),
        result: None,
        flags: uploaded_flags(instrument, outcome),
        missing: ItemCount::saturating(u64::try_from(outcome.n_missing).unwrap_or(u64::MAX)),
        quality: given.quality,
    }
}

fn scale_result(scale: &Scale, outcome: &ScaleOutcome) -> ScaleResult {
    let score = match outcome.score {
        Ok(_) if scale.n_items == 1 => ScoreOrReason::None(NoScoreReason::BandOnly),
        Ok(score) => ScoreOrReason::Score(score),
        Err(reason) => ScoreOrReason::None(reason),
    };
    ScaleResult {
        id: scale.id.clone(),
        score,
        prorated: outcome.is_prorated,
        band: outcome
            .band_idx
            .and_then(|idx| scale.bands.get(idx))
            .map(|band| band.id.clone()),
        norm: None,
        t: None,
        percentile: None,
    }
}

fn uploaded_flags(instrument: &Instrument, outcome: &Outcome) -> Vec<Slug> {
    outcome
        .flags
        .iter()
        .filter_map(|idx| instrument.rules.get(*idx))
        .filter(|rule| rule.is_uploaded())
        .map(|rule| rule.id.clone())
        .collect()
}
