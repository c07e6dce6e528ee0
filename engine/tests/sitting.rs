//! A sitting as a child goes through it.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use engine::context::Context;
use engine::instrument::Instrument;
use engine::score::Response;
use engine::sitting::{Progress, Sitting, SittingError};
use engine::wire::{Informant, Language, NoScoreReason};
use proptest::prelude::*;
use std::sync::Arc;

const ZH: Language = Language::ZhCn;

fn battery(ids: &[&str]) -> Vec<Arc<Instrument>> {
    ids.iter()
        .map(|id| Arc::new(common::instrument(id).clone()))
        .collect()
}

fn aged(years: u8) -> Context {
    Context {
        age_years: Some(years),
        informant: Some(Informant::Own),
        ..Context::default()
    }
}

fn start(ids: &[&str]) -> Sitting {
    Sitting::start(battery(ids), aged(14)).unwrap()
}

fn current(sitting: &Sitting) -> &str {
    sitting
        .current()
        .map_or("end", |(_, item)| item.id.as_str())
}

#[test]
fn a_child_outside_the_ages_never_sees_an_item() {
    for years in [11, 18] {
        let error = Sitting::start(battery(&["phq9"]), aged(years)).unwrap_err();
        assert!(matches!(
            error,
            SittingError::Gate {
                reason: NoScoreReason::Age,
                ..
            }
        ));
    }
    let parent = Context {
        informant: Some(Informant::Parent),
        ..aged(14)
    };
    let error = Sitting::start(battery(&["phq9"]), parent).unwrap_err();
    assert!(matches!(
        error,
        SittingError::Gate {
            reason: NoScoreReason::Informant,
            ..
        }
    ));
    assert_eq!(
        Sitting::start(battery(&[]), aged(14)).unwrap_err(),
        SittingError::NoStep
    );
}

#[test]
fn items_follow_in_order_and_the_left_out_one_is_never_shown() {
    let mut sitting = start(&["phq9", "gad7"]);
    assert_eq!(sitting.progress(), Progress { number: 1, of: 16 });
    let mut shown = Vec::new();
    while sitting.current().is_some() {
        shown.push(current(&sitting).to_owned());
        sitting.answer(3, ZH).unwrap();
    }
    let expected: Vec<String> = (1..=9)
        .map(|i| format!("phq9_{i}"))
        .chain((1..=7).map(|i| format!("gad7_{i}")))
        .collect();
    assert_eq!(shown, expected);
    assert_eq!(sitting.progress(), Progress { number: 17, of: 16 });
    assert_eq!(sitting.answer(0, ZH), Err(SittingError::Ended));
}

#[test]
fn back_shows_the_earlier_choice_and_the_end_can_be_taken_back() {
    let mut sitting = start(&["gad7"]);
    assert!(!sitting.back());
    sitting.answer(2, ZH).unwrap();
    assert_eq!(sitting.chosen(), Response::NotReached);
    assert!(sitting.back());
    assert_eq!(
        (current(&sitting), sitting.chosen()),
        ("gad7_1", Response::Given(2))
    );
    for _ in 0..7 {
        sitting.answer(1, ZH).unwrap();
    }
    assert!(sitting.back());
    assert_eq!(current(&sitting), "gad7_7");
}

#[test]
fn a_value_that_is_no_option_changes_nothing() {
    let mut sitting = start(&["gad7"]);
    let before = sitting.clone();
    assert!(matches!(
        sitting.answer(4, ZH),
        Err(SittingError::NoSuchOption { value: 4, .. })
    ));
    assert_eq!(sitting, before);
}

#[test]
fn stopping_early_is_unfinished_and_not_missing() {
    let mut sitting = start(&["phq9", "gad7"]);
    for _ in 0..8 {
        sitting.answer(1, ZH).unwrap();
    }
    let outcomes = sitting.outcomes();
    assert_eq!(outcomes[0].scales[0].score, Err(NoScoreReason::Unfinished));
    assert_eq!(outcomes[0].n_missing, 0);
    // Item 9 was not shown, so it was not passed over.
    assert!(outcomes[0].flags.is_empty());
    assert_eq!(outcomes[1].scales[0].score, Err(NoScoreReason::Unfinished));
}

#[test]
fn passing_over_is_missing() {
    let mut sitting = start(&["phq9"]);
    for _ in 0..8 {
        sitting.answer(1, ZH).unwrap();
    }
    sitting.pass_over(ZH).unwrap();
    let outcome = &sitting.outcomes()[0];
    assert_eq!((outcome.scales[0].score, outcome.n_missing), (Ok(9), 1));
    let phq9 = common::instrument("phq9");
    let flags: Vec<&str> = outcome
        .flags
        .iter()
        .map(|i| phq9.rules[*i].id.as_str())
        .collect();
    assert_eq!(flags, ["suicide_item_unanswered"]);
}

#[test]
fn switching_the_language_makes_the_step_mixed() {
    let mut sitting = start(&["phq9", "gad7"]);
    sitting.answer(0, ZH).unwrap();
    assert_eq!(sitting.steps()[0].language(), Some(ZH));
    sitting.answer(0, Language::En).unwrap();
    assert_eq!(sitting.steps()[0].language(), Some(Language::Mixed));
    assert_eq!(sitting.steps()[1].language(), None);
}

#[derive(Debug, Clone)]
enum Move {
    Answer(i32),
    PassOver,
    Back,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        6 => (0..4).prop_map(Move::Answer),
        1 => Just(Move::PassOver),
        2 => Just(Move::Back),
    ];
    proptest::collection::vec(one, 0..60)
}

proptest! {
    /// Whatever a child taps: a saved sitting goes on at the same item with the same answers, through JSON.
    #[test]
    fn a_saved_sitting_goes_on_where_it_stood(moves in moves()) {
        let mut sitting = start(&["phq9", "gad7"]);
        for it in moves {
            let before = sitting.progress();
            let _ = match it {
                Move::Answer(value) => sitting.answer(value, ZH).is_ok(),
                Move::PassOver => sitting.pass_over(ZH).is_ok(),
                Move::Back => sitting.back(),
            };
            let after = sitting.progress();
            prop_assert_eq!(before.of, after.of);
            prop_assert!(before.number.abs_diff(after.number) <= 1);
            let saved = serde_json::to_string(&sitting.save()).unwrap();
            let restored = Sitting::restore(
                battery(&["phq9", "gad7"]),
                aged(14),
                &serde_json::from_str(&saved).unwrap(),
            ).unwrap();
            prop_assert_eq!(&restored, &sitting);
        }
        let other = Sitting::restore(battery(&["gad7"]), aged(14), &sitting.save());
        prop_assert_eq!(other.unwrap_err(), SittingError::SavedForAnotherBattery);
    }
}
