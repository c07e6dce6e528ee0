//! The shipped library: it loads, its texts are the ones that were released, and damage is told from afar.

use engine::definition::LicenceGate;
use engine::wire::Slug;
use engine::wording::WordingStatus;
use instruments::{Conditions, Library, embedded_files};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

fn library() -> Library {
    Library::embedded().unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The wording guard: one changed character in a released text, key or cut-off fails here. A correction is
/// a new version with a line of its own; an existing line never changes.
#[test]
fn released_files_are_what_was_released() {
    let guard = include_str!("../released.sha256");
    let mut computed = String::new();
    for file in embedded_files() {
        let is_released = file.path.ends_with("definition.json") || file.path.contains("/wording/");
        let is_set = file.path.starts_with("batteries/") || file.path.starts_with("policies/");
        if is_released || is_set {
            let hex = Sha256::digest(&file.text)
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                });
            let _ = writeln!(computed, "{hex}  {}", file.path);
        }
    }
    assert_eq!(
        computed, guard,
        "released.sha256 differs: was a released file changed?"
    );
}

#[test]
fn every_instrument_ships_with_both_languages_cases_and_evidence() {
    let library = library();
    let ids: Vec<&str> = library
        .releases()
        .iter()
        .map(|it| it.instrument.id.as_str())
        .collect();
    assert_eq!(ids, ["gad7", "k10", "phq9", "who5"]);
    for release in library.releases() {
        let languages: Vec<&str> = release
            .wordings
            .iter()
            .map(|it| it.wording.language.as_str())
            .collect();
        assert_eq!(languages, ["en", "zh-CN"]);
        assert!(release.cases.is_some() && release.evidence.is_some());
    }
}

/// Facts of the records that a slip must not change.
#[test]
fn the_language_gate_is_as_the_provenance_says() {
    let library = library();
    for (id, language, is_trial) in [
        ("phq9", "zh-CN", true),
        ("gad7", "zh-CN", true),
        ("k10", "zh-CN", true),
        ("who5", "zh-CN", false),
        ("phq9", "en", false),
        ("gad7", "en", false),
        ("k10", "en", false),
        ("who5", "en", false),
    ] {
        let release = library.newest(id).unwrap();
        let wording = release
            .wordings
            .iter()
            .find(|it| it.wording.language.as_str() == language)
            .unwrap();
        let is_unverified = matches!(wording.wording.status, WordingStatus::Unverified { .. });
        assert_eq!(is_unverified, is_trial, "{id} {language}");
    }
}

#[test]
fn a_licence_condition_must_be_stated() {
    let library = library();
    let who5 = library.newest("who5").unwrap();
    assert_eq!(
        who5.blocked_by(&Conditions::new()).as_deref(),
        Some("licence:noncommercial")
    );
    let id = Slug::parse("who5").unwrap();
    let wrong = Conditions::from([(id.clone(), LicenceGate::NoModification)]);
    assert!(who5.blocked_by(&wrong).is_some());
    let right = Conditions::from([(id, LicenceGate::Noncommercial)]);
    assert_eq!(who5.blocked_by(&right), None);
    assert_eq!(
        library
            .newest("phq9")
            .unwrap()
            .blocked_by(&Conditions::new()),
        None
    );
}

/// Traps of the records: option 0 of the GAD-7, the direction of WHO-5, the coding of K10.
#[test]
fn traps_of_the_records() {
    let library = library();
    let gad7 = library.newest("gad7").unwrap();
    let english = &gad7.wordings[0].wording;
    assert_eq!(english.option_label("answers", 0), Some("Not at all"));

    let k10 = &library.newest("k10").unwrap().instrument;
    assert_eq!(
        k10.items[0].options,
        [1, 2, 3, 4, 5],
        "1 = none of the time … 5 = all of the time"
    );
    assert_eq!((k10.scales[0].min, k10.scales[0].max), (10, 50));

    let who5 = &library.newest("who5").unwrap().instrument;
    assert_eq!(
        who5.items[0].options,
        [5, 4, 3, 2, 1, 0],
        "the official order begins at 5"
    );
    assert_eq!(
        who5.scale("raw").unwrap().band_of(12).unwrap().id.as_str(),
        "low"
    );
    assert_eq!(
        who5.scale("percent")
            .unwrap()
            .band_of(48)
            .unwrap()
            .id
            .as_str(),
        "poor"
    );
    assert_eq!(
        who5.scale("percent")
            .unwrap()
            .band_of(52)
            .unwrap()
            .id
            .as_str(),
        "adequate"
    );
}

#[test]
fn the_bundle_compiles_where_it_is_used() {
    let bundle = library().bundle(&Conditions::new(), Some("ningbo"));
    let json = serde_json::to_string(&bundle).unwrap();
    let again: instruments::Bundle = serde_json::from_str(&json).unwrap();
    let compiled = again.compile().unwrap();
    assert_eq!(compiled.instruments.len(), 4);
    assert!(
        compiled
            .resources
            .lines
            .iter()
            .any(|it| it.number == "96525")
    );
    let elsewhere = library().bundle(&Conditions::new(), None);
    assert!(
        !elsewhere
            .resources
            .lines
            .iter()
            .any(|it| it.number == "96525")
    );
    for number in ["12355", "12356", "110", "120"] {
        assert!(
            elsewhere
                .resources
                .lines
                .iter()
                .any(|it| it.number == number)
        );
    }
}

#[track_caller]
fn check_damage(path: &str, damage: impl FnOnce(&str) -> String, expect: &str) {
    let mut files = embedded_files();
    let file = files
        .iter_mut()
        .find(|it| it.path == path)
        .expect("a shipped file");
    file.text = damage(&file.text);
    let mut library = Library::default();
    let errors = library
        .add_files(&files)
        .expect_err("the damage goes unnoticed");
    let text = errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(text.contains(path), "{text}");
    assert!(text.contains(expect), "{text}");
    assert!(library.releases().is_empty(), "nothing is half loaded");
}

#[test]
fn damage_names_file_place_and_remedy() {
    check_damage(
        "phq9/1.0.0/definition.json",
        |it| it[..it.len() / 2].to_owned(),
        "restore the file",
    );
    check_damage(
        "phq9/1.0.0/definition.json",
        |it| it.replace("\"min\": 5,", "\"min\": 6,"),
        "expected from 5",
    );
    check_damage(
        "phq9/1.0.0/definition.json",
        |it| it.replace("\"id\": \"phq9\"", "\"id\": \"phq8\""),
        "keep it as phq8",
    );
    check_damage(
        "gad7/1.0.0/wording/zh-CN.json",
        |it| it.replace("感觉紧张，焦虑或急切", " "),
        "items.gad7_1",
    );
    check_damage(
        "gad7/1.0.0/wording/en.json",
        |it| it.replace("\"gad7_7\"", "\"gad7_8\""),
        "no such item",
    );
    check_damage(
        "batteries/secondary.json",
        |it| it.replace("\"gad7\"", "\"gad9\""),
        "'gad9' is not in the library",
    );
    check_damage(
        "batteries/secondary.json",
        |it| it.replace("\"age_min\": 12", "\"age_min\": 8"),
        "wider than phq9",
    );
    check_damage(
        "policies/cn-default.json",
        |it| it.replace("\"suicide_item\"", "\"suicide_items\""),
        "critical flag phq9.suicide_item",
    );
    check_damage(
        "policies/cn-default.json",
        |it| it.replace("\"tier\": \"red\"", "\"tier\": \"orange\""),
        "red needs an urgency",
    );
}

#[test]
fn a_first_gate_scale_alone_is_never_red() {
    let damage = |it: &str| it.replace("\"tier\": \"yellow\"", "\"tier\": \"red\"");
    check_damage("policies/cn-default.json", damage, "first-gate");
}

#[test]
fn a_copy_of_the_library_adds_nothing_and_harms_nothing() {
    let mut twice = library();
    twice.add_files(&embedded_files()).unwrap();
    assert_eq!(twice.releases().len(), library().releases().len());
    assert_eq!(twice.batteries(), library().batteries());
    assert_eq!(twice.newest("phq9").unwrap().wordings.len(), 2);
}

#[test]
fn what_is_released_cannot_be_changed_by_a_folder() {
    for (path, from, to) in [
        (
            "phq9/1.0.0/definition.json",
            "\"minutes\": 3",
            "\"minutes\": 4",
        ),
        ("phq9/1.0.0/wording/en.json", "Feeling down", "Feeling low"),
        (
            "batteries/secondary.json",
            "PHQ-9, GAD-7",
            "PHQ-9 and GAD-7",
        ),
        ("policies/cn-default.json", "unknown", "none"),
    ] {
        let mut library = library();
        let mut file = embedded_files()
            .into_iter()
            .find(|it| it.path == path)
            .unwrap();
        file.text = file.text.replacen(from, to, 1);
        let errors = library.add_files(&[file]).unwrap_err();
        assert!(
            errors[0].to_string().contains("never changes"),
            "{}",
            errors[0]
        );
    }
}
