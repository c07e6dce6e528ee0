//! Policies only raise (P7): more findings or more rules never give a lesser tier.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use common::LIBRARY;
use engine::context::Context;
use engine::policy::{Finding, Policy, PolicyRule};
use engine::score::{Response, score};
use engine::upload::{Given, instrument_result};
use engine::wire::{Informant, InstrumentResult, Language, Slug, Tier};
use proptest::prelude::*;

fn result(id: &str, responses: &[Response]) -> InstrumentResult {
    let release = LIBRARY.newest(id).unwrap();
    let outcome = score(&release.instrument, responses, &Context::default());
    let given = Given {
        definition: release.definition_hash.clone(),
        wording: release.wordings[0].hash.clone(),
        language: Language::En,
        informant: Informant::Own,
        quality: Vec::new(),
    };
    instrument_result(&release.instrument, &outcome, given)
}

fn results() -> impl Strategy<Value = Vec<InstrumentResult>> {
    let steps: Vec<_> = ["phq9", "gad7", "who5", "k10"]
        .into_iter()
        .map(|id| {
            let items: Vec<_> = common::instrument(id)
                .items
                .iter()
                .map(|item| {
                    let options = item.options.clone();
                    prop_oneof![
                        1 => Just(Response::PassedOver),
                        1 => Just(Response::NotReached),
                        20 => proptest::sample::select(options).prop_map(Response::Given),
                    ]
                })
                .collect();
            items.prop_map(move |responses| result(id, &responses))
        })
        .collect();
    steps
}

fn default_policy() -> &'static Policy {
    &LIBRARY.policies()[0]
}

/// Any rule somebody could add, with any tier.
fn any_rule() -> impl Strategy<Value = PolicyRule> {
    let template = default_policy().rules.clone();
    (
        proptest::sample::select(template),
        proptest::sample::select(Tier::ALL),
    )
        .prop_map(|(rule, tier)| PolicyRule {
            id: Slug::parse("added").unwrap(),
            tier,
            ..rule
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_added_rule_never_lowers_the_tier(results in results(), rule in any_rule()) {
        let before = default_policy().derive(&results).tier;
        let mut policy = default_policy().clone();
        policy.rules.push(rule);
        prop_assert!(before <= policy.derive(&results).tier);
    }

    #[test]
    fn another_instrument_never_lowers_a_raised_tier(results in results(), n in 1usize..4) {
        let policy = default_policy();
        let fewer = policy.derive(&results[..n]).tier;
        let all = policy.derive(&results).tier;
        // Only green may give way to "no tier", when the added instrument has no score.
        prop_assert!(fewer <= all || (fewer == Some(Tier::Green) && all.is_none()));
    }

    #[test]
    fn red_is_exactly_an_endorsed_item_9(results in results()) {
        let tier = default_policy().derive(&results).tier;
        let is_flagged = results[0].flags.iter().any(|it| it.as_str() == "suicide_item");
        prop_assert_eq!(is_flagged, tier == Some(Tier::Red));
    }

    #[test]
    fn green_needs_every_score(results in results()) {
        let is_any_unscored = results
            .iter()
            .flat_map(|it| &it.scales)
            .any(|it| matches!(it.score, engine::wire::ScoreOrReason::None(_)));
        if is_any_unscored {
            prop_assert_ne!(default_policy().derive(&results).tier, Some(Tier::Green));
        }
    }
}

/// Every band of every scale that some rule names gives the tier written for it, on its own.
#[test]
fn each_band_gives_the_tier_written_for_it() {
    let expected = [
        (
            "phq9",
            [0, 5, 10, 15, 20].as_slice(),
            [
                Tier::Green,
                Tier::Green,
                Tier::Yellow,
                Tier::Orange,
                Tier::Orange,
            ]
            .as_slice(),
        ),
        (
            "gad7",
            &[0, 5, 10, 15],
            &[Tier::Green, Tier::Green, Tier::Yellow, Tier::Orange],
        ),
        (
            "k10",
            &[10, 20, 25, 30],
            &[Tier::Green, Tier::Green, Tier::Yellow, Tier::Orange],
        ),
        (
            "who5",
            &[25, 13, 12, 8, 7, 0],
            &[
                Tier::Green,
                Tier::Green,
                Tier::Yellow,
                Tier::Yellow,
                Tier::Orange,
                Tier::Orange,
            ],
        ),
    ];
    for (id, totals, tiers) in expected {
        for (total, tier) in totals.iter().zip(tiers) {
            let result = result(id, &answers_summing_to(id, *total));
            assert_eq!(
                default_policy().derive(&[result]).tier,
                Some(*tier),
                "{id} {total}"
            );
        }
    }
}

/// Answers with this total; the last scored item, PHQ-9 item 9 among them, stays at its lowest.
fn answers_summing_to(id: &str, total: i32) -> Vec<Response> {
    let instrument = common::instrument(id);
    let scored: Vec<_> = instrument.items.iter().filter(|it| it.scored).collect();
    let low: i32 = scored
        .iter()
        .map(|it| *it.options.iter().min().unwrap())
        .sum();
    let mut rest = total - low;
    let is_item_9 = |item_id: &str| item_id == "phq9_9";
    scored
        .iter()
        .map(|item| {
            let (min, max) = (
                *item.options.iter().min().unwrap(),
                *item.options.iter().max().unwrap(),
            );
            let step = if is_item_9(item.id.as_str()) {
                0
            } else {
                rest.min(max - min)
            };
            rest -= step;
            Response::Given(min + step)
        })
        .collect()
}

#[test]
fn findings_name_what_exists() {
    for rule in &default_policy().rules {
        match &rule.when {
            Finding::Bands {
                instrument,
                scale,
                bands,
            } => {
                let scale = common::instrument(instrument.as_str())
                    .scale(scale.as_str())
                    .unwrap();
                assert!(
                    bands
                        .iter()
                        .all(|id| scale.bands.iter().any(|band| band.id == *id))
                );
            }
            Finding::Flag { instrument, flag } => {
                assert!(
                    common::instrument(instrument.as_str())
                        .rule(flag.as_str())
                        .is_some()
                );
            }
        }
    }
}
