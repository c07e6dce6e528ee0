//! The frozen byte form of the three records. These vectors never change: a tablet that was sealed today
//! must be readable for ever.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use engine::wire::{EventRecord, Record, ResultRecord, ReviewRecord};

const RESULT: &str = r#"{"schema":1,"kind":"result","id":"3f0c5a52-7c1e-4d8a-9b6f-2a4e8d1c7b90","child":"1234567889","campaign":"2026-autumn","mode":"single","battery":{"id":"secondary","version":"1.0.0"},"policy":{"id":"cn-default","version":"1.0.0"},"engine":"0.1.0","taken_on":"2026-11-22","minutes":7,"age_years":14,"age_months":null,"stage":"junior","sex":"female","consent":{"basis":"guardian","notice":"1.0.0"},"ended":"finished","trial":true,"instruments":[{"id":"phq9","version":"1.0.0","definition":"sha256:0000000000000000000000000000000000000000000000000000000000000000","wording":"sha256:1111111111111111111111111111111111111111111111111111111111111111","language":"zh-CN","informant":"self","scales":[{"id":"total","score":12,"reason":null,"prorated":false,"band":"moderate","norm":null,"t":null,"percentile":null}],"result":null,"flags":["suicide_item"],"missing":0,"quality":["fast"]},{"id":"asq","version":"1.0.0","definition":"sha256:0000000000000000000000000000000000000000000000000000000000000000","wording":"paper","language":"mixed","informant":"staff","scales":[{"id":"sleep","score":null,"reason":"band_only","prorated":false,"band":"below","norm":null,"t":null,"percentile":null}],"result":"negative","flags":[],"missing":1,"quality":[]}],"tier":"red"}"#;

const REVIEW: &str = r#"{"schema":1,"kind":"review","id":"8d1f7c1a-0b5e-4f5e-8a57-6f0f5b0c9d11","result":"3f0c5a52-7c1e-4d8a-9b6f-2a4e8d1c7b90","decision":"overridden","child":null,"tier":"orange","reason":"other_knowledge","staff":"5b8ee0f4-3c58-4b0b-b2e5-6f3d2a1c4e77","on":"2026-11-22"}"#;

const EVENT: &str = r#"{"schema":1,"kind":"event","id":"c2a1d9b3-2f64-4c0e-b1d7-94a3e5f6a708","child":"1234567889","campaign":null,"event":"consent_recorded","about":null,"consent":{"basis":"guardian","notice":"1.0.0","scope":"sitting"},"after_minutes":12,"reason":"none","staff":"5b8ee0f4-3c58-4b0b-b2e5-6f3d2a1c4e77","second_staff":null,"on":"2026-11-22"}"#;

#[track_caller]
fn check_round_trip(text: &str) -> Record {
    let record = Record::from_bytes(text.as_bytes()).unwrap();
    assert_eq!(
        String::from_utf8(record.to_canonical_bytes()).unwrap(),
        text
    );
    record
}

#[test]
fn the_three_records_keep_their_bytes() {
    assert!(matches!(check_round_trip(RESULT), Record::Result(_)));
    assert!(matches!(check_round_trip(REVIEW), Record::Review(_)));
    assert!(matches!(check_round_trip(EVENT), Record::Event(_)));
}

#[test]
fn key_order_and_white_space_do_not_change_the_canonical_bytes() {
    let value: serde_json::Value = serde_json::from_str(RESULT).unwrap();
    let shuffled = serde_json::to_string_pretty(&value).unwrap();
    let record = Record::from_bytes(shuffled.as_bytes()).unwrap();
    assert_eq!(
        String::from_utf8(record.to_canonical_bytes()).unwrap(),
        RESULT
    );
}

/// Replaces one piece of a good record and expects a refusal that names the trouble.
#[track_caller]
fn check_refused(good: &str, piece: &str, replacement: &str, in_message: &str) {
    assert!(good.contains(piece), "'{piece}' is not in the record");
    let bad = good.replacen(piece, replacement, 1);
    let error = Record::from_bytes(bad.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(in_message), "{error}");
}

#[expect(clippy::too_many_lines, reason = "one case a line")]
#[test]
fn what_the_types_cannot_hold_is_refused() {
    check_refused(
        RESULT,
        r#""minutes":7"#,
        r#""minutes":7,"answers":[1]"#,
        "unknown field `answers`",
    );
    check_refused(
        RESULT,
        r#""missing":0"#,
        r#""missing":0,"phq9_9":1"#,
        "unknown field `phq9_9`",
    );
    check_refused(
        RESULT,
        r#""prorated":false"#,
        r#""prorated":false,"note":"x""#,
        "unknown field `note`",
    );
    check_refused(
        RESULT,
        r#""campaign":"2026-autumn","#,
        "",
        "missing field `campaign`",
    );
    check_refused(
        RESULT,
        r#""tier":"red""#,
        r#""tier":"purple""#,
        "unknown variant `purple`",
    );
    check_refused(
        RESULT,
        r#""child":"1234567889""#,
        r#""child":"1234567880""#,
        "child code",
    );
    check_refused(
        RESULT,
        r#""child":"1234567889""#,
        r#""child":"王小明""#,
        "child code",
    );
    check_refused(RESULT, "2026-11-22", "2026-11-31", "a day");
    check_refused(RESULT, "2026-11-22", "2026-02-29", "a day");
    check_refused(
        RESULT,
        r#""minutes":7"#,
        r#""minutes":1441"#,
        "minutes out of range",
    );
    check_refused(
        RESULT,
        r#""age_years":14"#,
        r#""age_years":31"#,
        "age in years out of range",
    );
    check_refused(
        RESULT,
        r#""age_months":null"#,
        r#""age_months":84"#,
        "age in months out of range",
    );
    check_refused(
        RESULT,
        r#""score":12,"reason":null"#,
        r#""score":null,"reason":null"#,
        "both null",
    );
    check_refused(
        RESULT,
        r#""score":12,"reason":null"#,
        r#""score":12,"reason":"missing""#,
        "both given",
    );
    check_refused(RESULT, r#""score":12,"#, r#""score":12.5,"#, "invalid type");
    check_refused(
        RESULT,
        r#""flags":["suicide_item"]"#,
        r#""flags":["She said that"]"#,
        "an id",
    );
    check_refused(RESULT, "-4d8a-", "-7d8a-", "version 4 UUID");
    check_refused(RESULT, "3f0c5a52", "3F0C5A52", "version 4 UUID");
    check_refused(RESULT, r#""schema":1"#, r#""schema":2"#, "schema 2");
    check_refused(
        RESULT,
        r#""kind":"result""#,
        r#""kind":"answers""#,
        "unknown variant",
    );
    check_refused(
        RESULT,
        r#""tier":"red""#,
        r#""tier":"red","tier":"green""#,
        "duplicate field",
    );
    check_refused(
        REVIEW,
        r#""tier":"orange""#,
        r#""tier":null"#,
        "tier is null",
    );
    check_refused(REVIEW, "overridden", "wrong_child", "child is null");
    check_refused(
        REVIEW,
        "overridden",
        "confirmed",
        "tier with overridden only",
    );
    check_refused(
        EVENT,
        r#""reason":"none""#,
        r#""reason":"他说他很难过""#,
        "unknown variant",
    );
    check_refused(
        EVENT,
        r#""scope":"sitting""#,
        r#""scope":"sitting","guardian":"x""#,
        "unknown field",
    );
}

#[test]
fn a_record_of_one_kind_is_not_another() {
    assert!(serde_json::from_str::<ReviewRecord>(RESULT).is_err());
    assert!(serde_json::from_str::<ResultRecord>(EVENT).is_err());
    assert!(serde_json::from_str::<EventRecord>(REVIEW).is_err());
}
