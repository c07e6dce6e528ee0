//! Responses to scores, bands and flags. Total: a score or the reason why there is none.

use crate::condition::Facts;
use crate::context::Context;
use crate::instrument::{Instrument, Method, Part, Scale};
use crate::wire::NoScoreReason;

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Response {
    /// Not shown: the sitting ended before it, or it was not due.
    #[default]
    NotReached,
    /// Shown and passed over.
    PassedOver,
    /// Answered with this option value.
    Given(i32),
}

/// What one instrument gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// One entry a scale, in the order of the definition.
    pub scales: Vec<ScaleOutcome>,
    /// Indices of the rules that fired, ascending (rules are sorted by id).
    pub flags: Vec<usize>,
    /// Due scored items that were passed over.
    pub n_missing: usize,
}

/// What one scale gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleOutcome {
    /// The score, or why there is none.
    pub score: Result<i32, NoScoreReason>,
    /// Whether missing answers were replaced by the sourced rule.
    pub is_prorated: bool,
    /// Index of the band in the scale.
    pub band_idx: Option<usize>,
}

impl ScaleOutcome {
    fn none(reason: NoScoreReason) -> Self {
        Self {
            score: Err(reason),
            is_prorated: false,
            band_idx: None,
        }
    }
}

/// Scores `responses`, one entry an item in the instrument's order; entries that are absent count as not reached.
///
/// # Example
/// Prorating follows the sourced rule and rounds half up in integers: eight answers that sum to 4 give
/// 4 × 9 / 8 = 4.5, so 5, which is the next band.
pub fn score(instrument: &Instrument, responses: &[Response], context: &Context) -> Outcome {
    let gate = instrument.gate_for(context);
    let mut scales = Vec::with_capacity(instrument.scales.len());
    for scale in &instrument.scales {
        let outcome = match gate {
            Some(reason) => ScaleOutcome::none(reason),
            None => score_scale(scale, responses, &scales),
        };
        scales.push(outcome);
    }
    let facts = Facts {
        instrument,
        responses,
        scales: &scales,
    };
    let mut n_missing = 0;
    let mut is_complete = true;
    for (item_idx, item) in instrument.items.iter().enumerate() {
        if !item.scored || item.show_if.as_ref().is_some_and(|it| !it.holds(facts)) {
            continue;
        }
        match responses.get(item_idx).copied().unwrap_or_default() {
            Response::Given(_) => {}
            Response::PassedOver => {
                n_missing += 1;
                is_complete = false;
            }
            Response::NotReached => is_complete = false,
        }
    }
    let flags = instrument
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| (is_complete || !rule.requires_complete) && rule.when.holds(facts))
        .map(|(rule_idx, _)| rule_idx)
        .collect();
    Outcome {
        scales,
        flags,
        n_missing,
    }
}

fn score_scale(scale: &Scale, responses: &[Response], earlier: &[ScaleOutcome]) -> ScaleOutcome {
    match &scale.method {
        Method::Sum { parts, max_missing } => {
            let (score, is_prorated) = match sum(parts, responses, *max_missing) {
                Ok(it) => it,
                Err(reason) => return ScaleOutcome::none(reason),
            };
            with_band(scale, score, is_prorated)
        }
        Method::Transform { of, multiply } => {
            match earlier
                .get(*of)
                .map_or(Err(NoScoreReason::Missing), |it| it.score)
            {
                Ok(score) => with_band(scale, score.saturating_mul(*multiply), false),
                Err(reason) => ScaleOutcome::none(reason),
            }
        }
    }
}

fn sum(
    parts: &[Part],
    responses: &[Response],
    max_missing: usize,
) -> Result<(i32, bool), NoScoreReason> {
    let mut sum = 0_i64;
    let mut n_given = 0_usize;
    for part in parts {
        match responses.get(part.item_idx).copied().unwrap_or_default() {
            Response::Given(value) => {
                sum += i64::from(part.keyed(value));
                n_given += 1;
            }
            Response::PassedOver => {}
            Response::NotReached => return Err(NoScoreReason::Unfinished),
        }
    }
    let n_missing = parts.len() - n_given;
    if max_missing < n_missing || n_given == 0 {
        return Err(NoScoreReason::Missing);
    }
    let score = if n_missing == 0 {
        sum
    } else {
        prorate(sum, n_given, parts.len())
    };
    Ok((i32::try_from(score).unwrap_or(i32::MAX), 0 < n_missing))
}

/// `sum * n / k` rounded half up, as `floor((2 * sum * n + k) / (2 * k))` in exact integers.
fn prorate(sum: i64, n_given: usize, n_items: usize) -> i64 {
    let to_i64 = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (n, k) = (to_i64(n_items), to_i64(n_given));
    (2 * sum * n + k).div_euclid(2 * k)
}

fn with_band(scale: &Scale, score: i32, is_prorated: bool) -> ScaleOutcome {
    ScaleOutcome {
        score: Ok(score),
        is_prorated,
        band_idx: scale
            .bands
            .iter()
            .position(|band| band.min <= score && score <= band.max),
    }
}

#[cfg(test)]
mod tests {
    use super::prorate;

    #[test]
    fn prorating_rounds_half_up() {
        assert_eq!(prorate(4, 8, 9), 5); // 4.5
        assert_eq!(prorate(6, 7, 9), 8); // 7.71…
        assert_eq!(prorate(9, 8, 9), 10); // 10.125
        assert_eq!(prorate(3, 6, 7), 4); // 3.5
        assert_eq!(prorate(27, 9, 9), 27);
    }
}
