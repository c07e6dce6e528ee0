//! Non-interference (DESIGN §1.2): what leaves the tablet is a function of the scores, bands, uploaded
//! flags, results, missing counts and quality codes; nothing else about the answers shows in its bytes.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use engine::context::Context;
use engine::instrument::Instrument;
use engine::policy::Policy;
use engine::score::{Outcome, Response, score};
use engine::upload::{Given, instrument_result};
use engine::wire::{
    AgeYears, ChildCode, Consent, ConsentBasis, Day, Ended, Hash, Informant, InstrumentResult,
    Language, Minutes, Mode, Named, Quality, Record, RecordId, ResultKind, ResultRecord, Schema1,
    Sex, Slug, Stage, Version, WordingHash,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const BATTERY: [&str; 4] = ["phq9", "gad7", "who5", "k10"];

fn answers_to(instrument: &'static Instrument) -> impl Strategy<Value = Vec<Response>> {
    let items: Vec<_> = instrument
        .items
        .iter()
        .map(|item| {
            let options = item.options.clone();
            prop_oneof![
                1 => Just(Response::PassedOver),
                1 => Just(Response::NotReached),
                12 => proptest::sample::select(options).prop_map(Response::Given),
            ]
        })
        .collect();
    items
}

/// Complete answers that mostly sum alike, so that different answer sets with equal scores do occur.
fn full_answers_to(instrument: &'static Instrument) -> impl Strategy<Value = Vec<Response>> {
    let items: Vec<_> = instrument
        .items
        .iter()
        .map(|item| {
            let low = item.options.iter().copied().min().unwrap();
            prop_oneof![Just(low), Just(low + 1)].prop_map(Response::Given)
        })
        .collect();
    items
}

fn a_sitting() -> impl Strategy<Value = Vec<Vec<Response>>> {
    let steps = |of: fn(&'static Instrument) -> BoxedStrategy<Vec<Response>>| {
        BATTERY
            .iter()
            .map(|id| of(common::instrument(id)))
            .collect::<Vec<_>>()
    };
    prop_oneof![
        steps(|it| answers_to(it).boxed()),
        steps(|it| full_answers_to(it).boxed()),
    ]
}

fn upload(answers: &[Vec<Response>]) -> (Vec<Outcome>, Vec<u8>) {
    let context = Context {
        age_years: Some(14),
        informant: Some(Informant::Own),
        ..Context::default()
    };
    let mut outcomes = Vec::new();
    let mut instruments: Vec<InstrumentResult> = Vec::new();
    for (id, responses) in BATTERY.iter().zip(answers) {
        let instrument = common::instrument(id);
        let outcome = score(instrument, responses, &context);
        let given = Given {
            definition: Hash::parse(&format!("sha256:{}", "0".repeat(64))).unwrap(),
            wording: WordingHash::parse("paper").unwrap(),
            language: Language::ZhCn,
            informant: Informant::Own,
            quality: vec![Quality::Fast],
        };
        instruments.push(instrument_result(instrument, &outcome, given));
        outcomes.push(outcome);
    }
    let policy: &Policy = &common::LIBRARY.policies()[0];
    let version = || Version::parse("1.0.0").unwrap();
    let record = ResultRecord {
        schema: Schema1,
        kind: ResultKind::Result,
        id: RecordId::from_random([7; 16]),
        child: ChildCode::from_payload(12_345_678).unwrap(),
        campaign: None,
        mode: Mode::Single,
        battery: Named {
            id: Slug::parse("secondary-wide").unwrap(),
            version: version(),
        },
        policy: Named {
            id: policy.id.clone(),
            version: policy.version.clone(),
        },
        engine: Version::parse(engine::VERSION).unwrap(),
        taken_on: Day::parse("2026-11-22").unwrap(),
        minutes: Minutes::saturating(7),
        age_years: AgeYears::new(14).unwrap(),
        age_months: None,
        stage: Stage::Junior,
        sex: Sex::Unspecified,
        consent: Consent {
            basis: ConsentBasis::Guardian,
            notice: version(),
        },
        ended: Ended::Finished,
        trial: true,
        tier: policy.derive(&instruments).tier,
        instruments,
    };
    (
        outcomes,
        Record::Result(Box::new(record)).to_canonical_bytes(),
    )
}

/// Everything the promise allows to be known, in a form that owes nothing to the wire types.
fn allowed(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for (id, outcome) in BATTERY.iter().zip(outcomes) {
        let instrument = common::instrument(id);
        let flags: Vec<&str> = outcome
            .flags
            .iter()
            .map(|i| &instrument.rules[*i])
            .filter(|rule| rule.is_uploaded())
            .map(|rule| rule.id.as_str())
            .collect();
        write!(text, "{:?}{flags:?}{}", outcome.scales, outcome.n_missing).unwrap();
    }
    text
}

#[test]
fn equal_scores_give_equal_bytes_and_different_ones_do_not() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let strategy = a_sitting();
    let mut seen: BTreeMap<String, (Vec<Vec<Response>>, Vec<u8>)> = BTreeMap::new();
    let mut n_pairs = 0;
    for _ in 0..20_000 {
        let answers = strategy.new_tree(&mut runner).unwrap().current();
        let (outcomes, bytes) = upload(&answers);
        let key = allowed(&outcomes);
        match seen.get(&key) {
            Some((before, bytes_before)) if *before != answers => {
                n_pairs += 1;
                assert_eq!(bytes_before, &bytes, "{before:?} and {answers:?}");
            }
            Some(_) => {}
            None => {
                seen.insert(key, (answers, bytes));
            }
        }
    }
    // Without real pairs the test would show nothing.
    assert!(
        n_pairs > 200,
        "only {n_pairs} pairs of different answers with equal scores"
    );
    let distinct: std::collections::BTreeSet<&Vec<u8>> =
        seen.values().map(|(_, bytes)| bytes).collect();
    assert_eq!(
        distinct.len(),
        seen.len(),
        "different scores gave equal uploads"
    );
}

/// PHQ-9, completely: the answer sets with nothing missing fall into exactly as many uploads as there are
/// combinations of total and item-9 flag, although 262,144 answer sets exist.
#[test]
fn all_complete_phq9_answer_sets_give_as_many_uploads_as_totals_and_flags() {
    let phq9 = common::instrument("phq9");
    let mut uploads = std::collections::BTreeSet::new();
    for code in 0..4_u32.pow(9) {
        let mut responses = [Response::PassedOver; 10];
        for (place, slot) in responses.iter_mut().take(9).enumerate() {
            *slot = Response::Given(i32::try_from(code >> (2 * place) & 3).unwrap());
        }
        let outcome = score(phq9, &responses, &Context::default());
        let flags: Vec<usize> = outcome
            .flags
            .iter()
            .copied()
            .filter(|i| phq9.rules[*i].is_uploaded())
            .collect();
        uploads.insert((outcome.scales[0].score.ok(), flags));
    }
    // Item 9 = 0 leaves totals 0 to 24; item 9 ≥ 1 leaves 1 to 27.
    assert_eq!(uploads.len(), 25 + 27);
}
