//! The same answer sets through the engine and through the plainest code that returns the same facts.

use engine::context::Context;
use engine::score::{Response, score};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::LIBRARY;

const ITEMS: usize = 9;

/// Scores `count` PHQ-9 answer sets with the engine; the sum of what came out keeps the work alive.
#[wasm_bindgen]
pub fn bench_engine(count: u32) -> u32 {
    let Some(release) = LIBRARY.newest("phq9") else {
        return 0;
    };
    let context = Context::default();
    let mut answers = Answers::new();
    let mut responses = vec![Response::NotReached; release.instrument.items.len()];
    let mut sum = 0u32;
    for _ in 0..count {
        for (response, answer) in responses.iter_mut().zip(answers.next_set()) {
            *response = answer.map_or(Response::PassedOver, |it| Response::Given(i32::from(it)));
        }
        let outcome = score(&release.instrument, &responses, &context);
        for scale in &outcome.scales {
            let score = scale.score.map_or(99, i32::cast_unsigned);
            sum = mix(sum, score, scale.band_idx, scale.is_prorated);
        }
        sum = sum.wrapping_add(u32::try_from(outcome.n_missing).unwrap_or(0));
        sum = sum.wrapping_add(u32::try_from(outcome.flags.len()).unwrap_or(0));
    }
    sum
}

/// The same with a scorer written by hand for PHQ-9 alone; both sums are equal.
#[wasm_bindgen]
pub fn bench_plain(count: u32) -> u32 {
    let mut answers = Answers::new();
    let mut sum = 0u32;
    for _ in 0..count {
        let plain = Plain::score(answers.next_set());
        let score = plain.score.unwrap_or(99);
        sum = mix(sum, score, plain.band, plain.prorated);
        sum = sum.wrapping_add(plain.missing);
        sum = sum.wrapping_add(plain.flags.iter().map(|raised| u32::from(*raised)).sum());
    }
    sum
}

fn mix(sum: u32, score: u32, band: Option<usize>, prorated: bool) -> u32 {
    let band = band.map_or(7, |it| u32::try_from(it).unwrap_or(7));
    sum.rotate_left(5) ^ (score << 8 | band << 4 | u32::from(prorated))
}

/// PHQ-9 by hand: score, band, prorating, missing count, and its four rules.
struct Plain {
    score: Option<u32>,
    band: Option<usize>,
    prorated: bool,
    missing: u32,
    /// suicide item, suicide item unanswered, major and other depressive algorithm
    flags: [bool; 4],
}

impl Plain {
    fn score(answers: [Option<u8>; ITEMS]) -> Self {
        let mut sum = 0u32;
        let mut missing = 0u32;
        let mut symptoms = 0u32;
        for (item, answer) in answers.iter().enumerate() {
            match answer {
                Some(value) => {
                    sum += u32::from(*value);
                    let enough = if item == 8 { 1 } else { 2 };
                    symptoms += u32::from(enough <= *value);
                }
                None => missing += 1,
            }
        }
        let given = 9 - missing;
        let score = (missing <= 2).then(|| (sum * 9 * 2 + given) / (given * 2));
        let core = answers[0].is_some_and(|it| 2 <= it) || answers[1].is_some_and(|it| 2 <= it);
        Self {
            score,
            band: score.map(|it| match it {
                0..=4 => 0,
                5..=9 => 1,
                10..=14 => 2,
                15..=19 => 3,
                _ => 4,
            }),
            prorated: score.is_some() && 0 < missing,
            missing,
            flags: [
                answers[8].is_some_and(|it| 1 <= it),
                answers[8].is_none(),
                missing == 0 && core && 5 <= symptoms,
                missing == 0 && core && (2..=4).contains(&symptoms),
            ],
        }
    }
}

/// Answer sets that look as if drawn at random and are the same in every run; one in eight has gaps.
struct Answers(u64);

impl Answers {
    fn new() -> Self {
        Self(20_261_123)
    }

    fn next_set(&mut self) -> [Option<u8>; ITEMS] {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let bits = self.0 >> 24;
        let gaps = if bits.trailing_zeros() >= 3 {
            bits >> 21 & bits >> 30
        } else {
            0
        };
        let mut answers = [None; ITEMS];
        for (item, answer) in answers.iter_mut().enumerate() {
            if gaps >> item & 1 == 0 {
                *answer = Some((bits >> (3 + 2 * item) & 3) as u8);
            }
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scorers_agree_on_every_set() {
        for count in [1, 10, 100_000] {
            assert_eq!(bench_engine(count), bench_plain(count), "{count} sets");
        }
    }
}
