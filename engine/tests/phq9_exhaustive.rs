//! PHQ-9 against an independent, plain implementation: all 4⁹ complete answer sets, and every pattern with
//! up to three missing answers. The oracle is written from the papers and shares no code with the engine.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use engine::context::Context;
use engine::instrument::Instrument;
use engine::score::{Response, score};
use engine::wire::NoScoreReason;

struct Expected {
    total: Option<i32>,
    band: Option<&'static str>,
    is_prorated: bool,
    flags: Vec<&'static str>,
    n_missing: usize,
}

/// Kroenke 2001 for the bands, Arrieta 2017 for up to two missing answers, half up in whole numbers.
fn oracle(answers: &[Option<u8>; 9]) -> Expected {
    let given: Vec<u32> = answers.iter().flatten().map(|v| u32::from(*v)).collect();
    let n_missing = 9 - given.len();
    let sum: u32 = given.iter().sum();
    let total = match n_missing {
        0 => Some(sum),
        // ×9 ÷ k with half up: twice the value, plus one divisor, over twice the divisor.
        1 => Some((sum * 18 + 8) / 16),
        2 => Some((sum * 18 + 7) / 14),
        _ => None,
    };
    let band = total.map(|t| match t {
        0..=4 => "minimal",
        5..=9 => "mild",
        10..=14 => "moderate",
        15..=19 => "moderately_severe",
        _ => "severe",
    });
    let mut flags = Vec::new();
    if n_missing == 0 {
        let at_least = |i: usize, bound: u8| answers[i].is_some_and(|v| v >= bound);
        let n_symptoms = (0..8).filter(|i| at_least(*i, 2)).count() + usize::from(at_least(8, 1));
        if at_least(0, 2) || at_least(1, 2) {
            if n_symptoms >= 5 {
                flags.push("mdd_algorithm");
            } else if n_symptoms >= 2 {
                flags.push("other_depressive_algorithm");
            }
        }
    }
    match answers[8] {
        Some(0) => {}
        Some(_) => flags.push("suicide_item"),
        None => flags.push("suicide_item_unanswered"),
    }
    Expected {
        total: total.map(|t| i32::try_from(t).unwrap()),
        band,
        is_prorated: total.is_some() && n_missing > 0,
        flags,
        n_missing,
    }
}

#[track_caller]
fn check(phq9: &Instrument, answers: &[Option<u8>; 9]) {
    let mut responses = [Response::PassedOver; 10];
    for (slot, answer) in responses.iter_mut().zip(answers) {
        if let Some(value) = answer {
            *slot = Response::Given(i32::from(*value));
        }
    }
    let got = score(phq9, &responses, &Context::default());
    let expected = oracle(answers);
    let scale = got.scales[0];
    let band = scale.band_idx.map(|i| phq9.scales[0].bands[i].id.as_str());
    let flags: Vec<&str> = got
        .flags
        .iter()
        .map(|i| phq9.rules[*i].id.as_str())
        .collect();
    assert_eq!(scale.score.ok(), expected.total, "{answers:?}");
    assert!(scale.score.is_ok() || scale.score == Err(NoScoreReason::Missing));
    assert_eq!(band, expected.band, "{answers:?}");
    assert_eq!(scale.is_prorated, expected.is_prorated, "{answers:?}");
    assert_eq!(flags, expected.flags, "{answers:?}");
    assert_eq!(got.n_missing, expected.n_missing, "{answers:?}");
}

/// Calls `visit` with every answer set in which exactly the items of `missing` are not answered.
fn every_answer_set(missing: &[usize], visit: &mut impl FnMut(&[Option<u8>; 9])) {
    let open: Vec<usize> = (0..9).filter(|i| !missing.contains(i)).collect();
    for code in 0..4_u32.pow(u32::try_from(open.len()).unwrap()) {
        let mut answers = [None; 9];
        for (place, item) in open.iter().enumerate() {
            answers[*item] = Some(u8::try_from(code >> (2 * place) & 3).unwrap());
        }
        visit(&answers);
    }
}

#[test]
fn all_complete_answer_sets() {
    let phq9 = common::instrument("phq9");
    let mut n = 0;
    every_answer_set(&[], &mut |answers| {
        check(phq9, answers);
        n += 1;
    });
    assert_eq!(n, 262_144);
}

#[test]
fn all_patterns_with_up_to_three_missing() {
    let phq9 = common::instrument("phq9");
    let (mut n_patterns, mut n) = (0, 0);
    for pattern in 1_u32..512 {
        if pattern.count_ones() > 3 {
            continue;
        }
        let missing: Vec<usize> = (0..9).filter(|i| pattern >> i & 1 == 1).collect();
        n_patterns += 1;
        every_answer_set(&missing, &mut |answers| {
            check(phq9, answers);
            n += 1;
        });
    }
    assert_eq!(n_patterns, 9 + 36 + 84, "one, two and three of nine");
    assert_eq!(n, 9 * 65_536 + 36 * 16_384 + 84 * 4_096);
}

/// The figure that tells why a missing answer must not count as 0: among all answer sets with one answer
/// missing, counting it as 0 instead of prorating changes the band in 34.0 %.
#[test]
fn counting_a_missing_answer_as_zero_changes_the_band_in_a_third_of_cases() {
    let (mut n, mut n_changed) = (0_u32, 0_u32);
    for item in 0..9 {
        every_answer_set(&[item], &mut |answers| {
            let expected = oracle(answers);
            let as_zero = answers.map(|it| Some(it.unwrap_or(0)));
            n += 1;
            n_changed += u32::from(oracle(&as_zero).band != expected.band);
        });
    }
    let per_mille = (f64::from(n_changed) / f64::from(n) * 1000.0).round();
    assert!((per_mille - 340.0).abs() < 0.5, "{per_mille}");
}
