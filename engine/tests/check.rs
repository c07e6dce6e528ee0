//! What the server holds: whatever does not follow from the definitions, and never an honest result.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use common::LIBRARY;
use engine::check::{HeldReason, check_result};
use engine::context::Context;
use engine::policy::Urgency;
use engine::score::{Response, score};
use engine::upload::{Given, instrument_result};
use engine::wire::{
    Hash, Informant, Language, NoScoreReason, Record, ResultRecord, ScoreOrReason, Slug, Tier,
    Version,
};
use proptest::prelude::*;

/// A result as a tablet would send it for these answers.
fn honest(phq9: &[Response], gad7: &[Response]) -> ResultRecord {
    let mut instruments = Vec::new();
    for (id, responses) in [("phq9", phq9), ("gad7", gad7)] {
        let release = LIBRARY.newest(id).unwrap();
        let outcome = score(&release.instrument, responses, &Context::default());
        let given = Given {
            definition: release.definition_hash.clone(),
            wording: release.wordings[0].hash.clone(),
            language: Language::ZhCn,
            informant: Informant::Own,
            quality: Vec::new(),
        };
        instruments.push(instrument_result(&release.instrument, &outcome, given));
    }
    let tier = LIBRARY.policies()[0].derive(&instruments).tier;
    let json = serde_json::json!({
        "schema": 1, "kind": "result", "id": "3f0c5a52-7c1e-4d8a-9b6f-2a4e8d1c7b90",
        "child": "1234567889", "campaign": null, "mode": "single",
        "battery": {"id": "secondary", "version": "1.0.0"}, "policy": {"id": "cn-default", "version": "1.0.0"},
        "engine": "0.1.0", "taken_on": "2026-11-22", "minutes": 7, "age_years": 14, "age_months": null,
        "stage": "junior", "sex": "female", "consent": {"basis": "guardian", "notice": "1.0.0"},
        "ended": "finished", "trial": true, "instruments": instruments, "tier": tier,
    });
    match Record::from_bytes(json.to_string().as_bytes()).unwrap() {
        Record::Result(it) => *it,
        other => panic!("{other:?}"),
    }
}

fn given(values: &[i32]) -> Vec<Response> {
    values.iter().map(|v| Response::Given(*v)).collect()
}

fn quiet() -> ResultRecord {
    honest(&given(&[1; 9]), &given(&[0; 7]))
}

/// Total 6, nothing to note, item 9 not endorsed.
fn calm() -> ResultRecord {
    honest(&given(&[1, 1, 1, 1, 1, 1, 0, 0, 0]), &given(&[0; 7]))
}

#[track_caller]
fn check(change: impl FnOnce(&mut ResultRecord), expect: &[HeldReason]) {
    let mut record = calm();
    change(&mut record);
    assert_eq!(check_result(&record, &*LIBRARY).held, expect);
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

#[test]
fn an_endorsed_item_9_is_red_today() {
    let checked = check_result(&quiet(), &*LIBRARY);
    assert_eq!(checked.held, []);
    assert_eq!(checked.effective_tier, Some(Tier::Red));
    assert_eq!(checked.urgency, Some(Urgency::Today));
}

#[test]
fn what_does_not_follow_is_held() {
    check(|_| {}, &[]);
    check(
        |it| it.instruments[0].scales[0].score = ScoreOrReason::Score(28),
        &[
            HeldReason::ScoreOutOfRange,
            HeldReason::BandMismatch,
            HeldReason::FlagMismatch,
        ],
    );
    check(
        |it| it.instruments[0].scales[0].band = Some(slug("severe")),
        &[HeldReason::BandMismatch, HeldReason::TierMismatch],
    );
    check(
        |it| it.instruments[0].scales[0].band = None,
        &[HeldReason::BandMismatch],
    );
    check(
        |it| it.instruments[0].flags.push(slug("mdd_algorithm")),
        &[HeldReason::UnknownFlag],
    );
    check(
        |it| it.instruments[0].flags.push(slug("not_a_flag")),
        &[HeldReason::UnknownFlag],
    );
    check(
        |it| it.tier = Some(Tier::Yellow),
        &[HeldReason::TierMismatch],
    );
    check(|it| it.tier = None, &[HeldReason::TierMismatch]);
    check(
        |it| it.policy.version = Version::parse("9.0.0").unwrap(),
        &[HeldReason::UnknownPolicy],
    );
    check(
        |it| it.battery.id = slug("other"),
        &[HeldReason::UnknownBattery],
    );
    check(
        |it| {
            it.instruments.pop();
        },
        &[HeldReason::BatteryMismatch],
    );
    check(
        |it| {
            it.instruments[0].definition =
                Hash::parse(&format!("sha256:{}", "0".repeat(64))).unwrap();
        },
        &[HeldReason::UnknownDefinition],
    );
    check(
        |it| {
            it.instruments[0].scales.pop();
        },
        &[HeldReason::ScaleMismatch],
    );
    check(
        |it| it.instruments[0].scales[0].prorated = true,
        &[HeldReason::MissingMismatch],
    );
    check(
        |it| it.instruments[0].scales[0].score = ScoreOrReason::None(NoScoreReason::Missing),
        &[
            HeldReason::BandMismatch,
            HeldReason::MissingMismatch,
            HeldReason::TierMismatch,
        ],
    );
}

/// Nothing missing and a total of 27 means item 9 was endorsed; a total of 0 means it was not.
#[test]
fn item_flags_that_cannot_be_are_held() {
    let mut record = honest(&given(&[3; 9]), &given(&[0; 7]));
    record.instruments[0].flags.clear();
    record.tier = Some(Tier::Orange);
    let checked = check_result(&record, &*LIBRARY);
    assert_eq!(checked.held, [HeldReason::FlagMismatch]);

    let mut record = honest(&given(&[0; 9]), &given(&[0; 7]));
    record.instruments[0].flags.push(slug("suicide_item"));
    record.tier = Some(Tier::Red);
    let checked = check_result(&record, &*LIBRARY);
    assert_eq!(checked.held, [HeldReason::FlagMismatch]);
    assert_eq!(
        checked.effective_tier,
        Some(Tier::Red),
        "held, and still an alert"
    );
}

#[test]
fn the_higher_tier_counts_whichever_side_says_it() {
    let mut record = quiet();
    record.tier = Some(Tier::Green);
    let checked = check_result(&record, &*LIBRARY);
    assert_eq!(checked.held, [HeldReason::TierMismatch]);
    assert_eq!(
        (checked.effective_tier, checked.urgency),
        (Some(Tier::Red), Some(Urgency::Today))
    );

    let mut record = calm();
    record.tier = Some(Tier::Red);
    let checked = check_result(&record, &*LIBRARY);
    assert_eq!(
        (checked.effective_tier, checked.urgency),
        (Some(Tier::Red), Some(Urgency::Today))
    );
}

#[test]
fn a_critical_flag_is_red_under_an_unknown_policy_too() {
    let mut record = quiet();
    record.policy.version = Version::parse("9.0.0").unwrap();
    record.tier = None;
    let checked = check_result(&record, &*LIBRARY);
    assert_eq!(checked.held, [HeldReason::UnknownPolicy]);
    assert_eq!(checked.effective_tier, Some(Tier::Red));
}

#[test]
fn tier_is_null_and_never_green_without_a_score() {
    let record = honest(&[Response::NotReached; 10], &given(&[0; 7]));
    assert_eq!(record.tier, None);
    let record = honest(&[Response::NotReached; 10], &given(&[3; 7]));
    assert_eq!(
        record.tier,
        Some(Tier::Orange),
        "what was scored still raises it"
    );
}

fn response() -> impl Strategy<Value = Response> {
    prop_oneof![
        1 => Just(Response::NotReached),
        2 => Just(Response::PassedOver),
        20 => (0..4).prop_map(Response::Given),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_honest_result_is_ever_held(
        phq9 in proptest::collection::vec(response(), 9),
        gad7 in proptest::collection::vec(response(), 7),
    ) {
        let record = honest(&phq9, &gad7);
        let checked = check_result(&record, &*LIBRARY);
        prop_assert_eq!(&checked.held, &vec![]);
        prop_assert_eq!(checked.derived_tier, record.tier);
        let is_endorsed = matches!(phq9[8], Response::Given(v) if 0 < v);
        prop_assert_eq!(is_endorsed, checked.effective_tier == Some(Tier::Red));
    }
}
