//! Damaged definitions: every defect is found, all at once, and each message says where, what and how.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use engine::compile::compile;
use engine::definition::RawDefinition;
use serde_json::{Value, json};

fn phq9() -> Value {
    let release = common::LIBRARY.newest("phq9").unwrap();
    serde_json::to_value(&release.definition).unwrap()
}

#[track_caller]
fn check(damage: impl FnOnce(&mut Value), expect: &[(&str, &str)]) {
    let mut value = phq9();
    damage(&mut value);
    let raw: RawDefinition = serde_json::from_value(value).unwrap();
    let defects = compile(&raw).unwrap_err();
    let got: Vec<String> = defects.iter().map(ToString::to_string).collect();
    for (at, what) in expect {
        assert!(
            defects
                .iter()
                .any(|it| it.at == *at && it.what.contains(what)),
            "no defect at '{at}' with '{what}' in {got:#?}"
        );
    }
    assert!(
        defects
            .iter()
            .all(|it| !it.mend.is_empty() && !it.why.is_empty())
    );
}

#[test]
fn an_untouched_definition_compiles() {
    let raw: RawDefinition = serde_json::from_value(phq9()).unwrap();
    assert!(compile(&raw).is_ok());
}

#[test]
fn a_gap_between_bands() {
    check(
        |it| it["scales"][0]["bands"][1]["min"] = json!(6),
        &[("scales.total.bands[1].min", "expected from 5")],
    );
}

#[test]
fn a_score_that_no_record_can_carry() {
    check(
        |it| {
            it["response_sets"]["answers"] = json!([0, 1, 2, 3000]);
            it["scales"][0]["max"] = json!(27_000);
            it["scales"][0]["bands"][4]["max"] = json!(27_000);
        },
        &[("scales.total", "leaves -10000 to 10000")],
    );
}

#[test]
fn an_overlap_of_bands() {
    check(
        |it| it["scales"][0]["bands"][1]["min"] = json!(4),
        &[("scales.total.bands[1].min", "expected from 5")],
    );
}

#[test]
fn a_band_that_ends_before_the_scale() {
    check(
        |it| it["scales"][0]["bands"][4]["max"] = json!(26),
        &[("scales.total.bands", "ends at 26")],
    );
}

#[test]
fn a_range_that_the_items_do_not_give() {
    check(
        |it| it["scales"][0]["max"] = json!(30),
        &[("scales.total", "0 to 27")],
    );
    check(
        |it| it["response_sets"]["answers"] = json!([0, 1, 2, 4]),
        &[("scales.total", "0 to 36")],
    );
}

#[test]
fn dangling_ids() {
    check(
        |it| it["scales"][0]["score"]["sum"]["items"][3] = json!("phq9_44"),
        &[("scales.total.score.sum.items.phq9_44", "does not exist")],
    );
    check(
        |it| it["rules"][0]["when"]["item"] = json!("phq9_99"),
        &[("rules.suicide_item.when", "does not exist")],
    );
    check(
        |it| it["items"][2]["options"] = json!("anwsers"),
        &[("items.phq9_3.options", "anwsers")],
    );
}

#[test]
fn a_rule_that_can_never_fire() {
    check(
        |it| it["rules"][0]["when"]["value"] = json!(4),
        &[("rules.suicide_item.when", "no option")],
    );
}

#[test]
fn a_condition_on_a_later_item() {
    check(
        |it| it["items"][0]["show_if"] = json!({"item": "phq9_2", "op": ">=", "value": 1}),
        &[("items.phq9_1.show_if", "comes later")],
    );
}

#[test]
fn a_sum_over_a_conditional_item() {
    check(
        |it| it["items"][4]["show_if"] = json!({"item": "phq9_1", "op": ">=", "value": 1}),
        &[("scales.total.score.sum.items.phq9_5", "conditional")],
    );
}

#[test]
fn a_condition_in_two_forms_or_too_deep() {
    check(
        |it| it["rules"][0]["when"]["any"] = json!([]),
        &[("rules.suicide_item.when", "none of the known forms")],
    );
    let mut deep = json!({"item": "phq9_1", "op": ">=", "value": 1});
    for _ in 0..9 {
        deep = json!({ "not": deep });
    }
    let mut value = phq9();
    value["rules"][0]["when"] = deep;
    let raw: RawDefinition = serde_json::from_value(value).unwrap();
    assert!(
        compile(&raw)
            .unwrap_err()
            .iter()
            .any(|it| it.what.contains("deeper"))
    );
}

#[test]
fn all_defects_at_once() {
    check(
        |it| {
            it["format"] = json!("xinhu-instrument/2");
            it["age"] = json!({"min": 17, "max": 12});
            it["items"][1]["id"] = json!("phq9_1");
            it["scales"][0]["bands"][0]["source"] = json!(" ");
            it["scales"][0]["score"]["sum"]["missing"]["max_missing"] = json!(9);
            it["rules"][1]["source"] = json!("");
        },
        &[
            ("format", "xinhu-instrument/2"),
            ("age", "above the oldest"),
            ("items[1].id", "used twice"),
            ("scales.total.bands[0].source", "empty"),
            ("scales.total.score.sum.missing.max_missing", "9 of 9"),
            ("rules.suicide_item_unanswered.source", "empty"),
        ],
    );
}

#[test]
fn a_misspelt_key_is_not_read_over() {
    for (place, key) in [
        ("/scales/0", "bandz"),
        ("/items/0", "show_iff"),
        ("/rules/0", "wen"),
        ("", "itemz"),
    ] {
        let mut value = phq9();
        value.pointer_mut(place).unwrap()[key] = json!([]);
        let error = serde_json::from_value::<RawDefinition>(value).unwrap_err();
        assert!(error.to_string().contains(key), "{error}");
    }
}

#[test]
fn a_truncated_file_names_line_and_column() {
    let text = serde_json::to_string_pretty(&phq9()).unwrap();
    let error = RawDefinition::from_json(&text[..text.len() / 2]).unwrap_err();
    assert!(error.to_string().contains("line"), "{error}");
}
