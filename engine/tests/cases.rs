//! Every worked example of every shipped instrument, through the same line format that `xinhu score` reads.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod common;

use common::LIBRARY;
use engine::instrument::Instrument;
use engine::score_line::score_line;
use serde_json::{Value, json};

#[test]
fn every_worked_example_scores_as_published() {
    let mut n_cases = 0;
    let mut failures = Vec::new();
    for release in LIBRARY.releases() {
        let id = release.instrument.id.as_str();
        let cases: Value =
            serde_json::from_str(release.cases.as_deref().expect("cases.json")).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            n_cases += 1;
            let mut line = json!({ "instrument": id, "answers": case["answers"] });
            if let Some(context) = case.get("context") {
                line["context"] = context.clone();
            }
            let mut out = Vec::new();
            score_line(line.to_string().as_bytes(), 1, find, &mut out).unwrap();
            let got: Value = serde_json::from_slice(&out).unwrap();
            for key in ["scores", "bands", "prorated", "flags"] {
                if got[key] != case["expected"][key] {
                    failures.push(format!(
                        "{id}/{}: {key} is {}, expected {}",
                        case["id"], got[key], case["expected"][key]
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert_eq!(n_cases, 32, "13 PHQ-9, 8 GAD-7, 6 K10, 5 WHO-5");
}

fn find(id: &str) -> Option<&'static Instrument> {
    LIBRARY.newest(id).map(|it| &it.instrument)
}

#[track_caller]
fn check(line: &str, expect: &str) {
    let mut out = Vec::new();
    let _ = score_line(line.as_bytes(), 7, find, &mut out);
    assert_eq!(String::from_utf8(out).unwrap(), expect);
}

const ALL_ONE: &str = r#"{"phq9_1":1,"phq9_2":1,"phq9_3":1,"phq9_4":1,"phq9_5":1,"phq9_6":1,"phq9_7":1,"phq9_8":1,"phq9_9":1}"#;

#[test]
fn a_line_has_the_documented_form() {
    check(
        r#"{"instrument":"phq9","context":{"age_years":14,"age_months":171,"sex":"female","stage":"junior"},"answers":{"phq9_1":2,"phq9_2":null,"phq9_3":2,"phq9_4":1,"phq9_5":1,"phq9_6":1,"phq9_7":1,"phq9_8":1,"phq9_9":1}}"#,
        r#"{"instrument":"phq9","version":"1.0.0","scores":{"total":11},"bands":{"total":"moderate"},"prorated":{"total":true},"flags":["suicide_item"],"result":null,"missing":1}"#,
    );
}

#[test]
fn an_age_outside_the_range_gives_no_score_but_keeps_item_flags() {
    for (age, reason) in [("11", "age"), ("18", "age")] {
        check(
            &format!(
                r#"{{"instrument":"phq9","context":{{"age_years":{age}}},"answers":{ALL_ONE}}}"#
            ),
            &format!(
                r#"{{"instrument":"phq9","version":"1.0.0","scores":{{"total":null}},"bands":{{"total":null}},"prorated":{{"total":false}},"flags":["suicide_item"],"result":null,"missing":0,"reasons":{{"total":"{reason}"}}}}"#
            ),
        );
    }
}

#[test]
fn another_informant_gives_no_score() {
    check(
        r#"{"instrument":"who5","context":{"informant":"parent"},"answers":{"who5_1":3,"who5_2":3,"who5_3":3,"who5_4":3,"who5_5":3}}"#,
        r#"{"instrument":"who5","version":"1.0.0","scores":{"raw":null,"percent":null},"bands":{"raw":null,"percent":null},"prorated":{},"flags":[],"result":null,"missing":0,"reasons":{"raw":"informant","percent":"informant"}}"#,
    );
}

#[test]
fn an_answer_to_an_item_whose_condition_is_not_met_is_ignored() {
    check(
        r#"{"instrument":"phq9","answers":{"phq9_1":0,"phq9_2":0,"phq9_3":0,"phq9_4":0,"phq9_5":0,"phq9_6":0,"phq9_7":0,"phq9_8":0,"phq9_9":0,"phq9_10":3}}"#,
        r#"{"instrument":"phq9","version":"1.0.0","scores":{"total":0},"bands":{"total":"minimal"},"prorated":{"total":false},"flags":[],"result":null,"missing":0}"#,
    );
}

#[test]
fn an_absent_item_counts_as_passed_over() {
    check(
        r#"{"instrument":"phq9","answers":{}}"#,
        r#"{"instrument":"phq9","version":"1.0.0","scores":{"total":null},"bands":{"total":null},"prorated":{"total":false},"flags":["suicide_item_unanswered"],"result":null,"missing":9,"reasons":{"total":"missing"}}"#,
    );
}

#[track_caller]
fn check_error(line: &str, code: &str, in_message: &str) {
    let mut out = Vec::new();
    let error = score_line(line.as_bytes(), 3, find, &mut out).unwrap_err();
    assert_eq!(error.code, code, "{error}");
    assert!(error.message.contains(in_message), "{error}");
    let printed: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(printed["error"]["line"], 3);
    assert_eq!(printed["error"]["code"], code);
}

#[expect(clippy::too_many_lines, reason = "one case a line")]
#[test]
fn a_bad_line_says_what_is_wrong() {
    check_error("", "not_json", "EOF");
    check_error("{\"instrument\":\"phq9\",", "not_json", "EOF");
    check_error(r#"{"instrument":"phq9"}"#, "missing_field", "answers");
    check_error(
        r#"{"instrument":"phq9","answers":{},"name":"x"}"#,
        "unknown_field",
        "name",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{},"answers":{}}"#,
        "duplicate_key",
        "answers",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":1,"phq9_1":1}}"#,
        "duplicate_key",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":null,"phq9_1":1}}"#,
        "duplicate_key",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_11":1}}"#,
        "unknown_item",
        "phq9_11",
    );
    check_error(
        r#"{"instrument":"phq8","answers":{}}"#,
        "unknown_instrument",
        "phq8",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":4}}"#,
        "value_out_of_range",
        "[0, 1, 2, 3]",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":-1}}"#,
        "value_out_of_range",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":99999999999}}"#,
        "value_out_of_range",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":1.0}}"#,
        "wrong_type",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":"1"}}"#,
        "wrong_type",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":"refused"}}"#,
        "wrong_type",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{"phq9_1":true}}"#,
        "wrong_type",
        "phq9_1",
    );
    check_error(
        r#"{"instrument":"phq9","answers":[]}"#,
        "wrong_type",
        "object",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"age":14},"answers":{}}"#,
        "unknown_field",
        "age",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"age_years":-1},"answers":{}}"#,
        "impossible_context",
        "age_years",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"age_years":200},"answers":{}}"#,
        "impossible_context",
        "age_years",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"age_years":14,"age_months":12},"answers":{}}"#,
        "impossible_context",
        "contradict",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"sex":"x"},"answers":{}}"#,
        "impossible_context",
        "female, male, unspecified",
    );
    check_error(
        r#"{"instrument":"phq9","context":{"stage":"college"},"answers":{}}"#,
        "impossible_context",
        "stage",
    );
    check_error(
        r#"{"instrument":"phq9","answers":{}} trailing"#,
        "not_json",
        "trailing",
    );
}
