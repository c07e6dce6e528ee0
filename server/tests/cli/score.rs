use crate::process::{fails_with, run, xinhu};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

fn phq9(values: [i64; 9]) -> String {
    let answers: serde_json::Map<String, Value> = (1..)
        .zip(values)
        .map(|(n, value)| (format!("phq9_{n}"), json!(value)))
        .collect();
    json!({"instrument": "phq9", "answers": answers}).to_string()
}

#[test]
fn lines_come_back_scored_and_in_order() {
    let mut input = String::new();
    // More than fits into one chunk, so that both workers take part.
    for n in 0..10_000 {
        writeln!(
            input,
            "{}",
            phq9([n % 4, n / 4 % 4, n / 16 % 4, 0, 0, 0, 0, 0, n / 64 % 2])
        )
        .unwrap();
    }
    let output = run(&["score"], &input);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 10_000);
    for (n, line) in (0..).zip(text.lines()) {
        let scored: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            scored["scores"]["total"],
            n % 4 + n / 4 % 4 + n / 16 % 4 + n / 64 % 2
        );
    }
}

#[test]
fn a_bad_line_is_answered_in_its_place() {
    let input = format!(
        "{}\n{{\"instrument\":\"nope\",\"answers\":{{}}}}\n{}",
        phq9([0; 9]),
        phq9([3; 9])
    );
    let output = run(&["score"], &input);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines[0]["scores"]["total"], 0);
    assert_eq!(lines[1]["error"]["line"], 2);
    assert_eq!(lines[2]["scores"]["total"], 27);
    assert_eq!(lines.len(), 3);
}

#[test]
fn nothing_in_is_nothing_out() {
    let output = run(&["score"], "");
    assert!(output.status.success());
    assert!(output.stdout.is_empty());
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = xinhu()
        .arg("score")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || {
        let line = phq9([1; 9]) + "\n";
        // Far more than the pipe holds; the program stops reading once nobody reads from it.
        for _ in 0..200_000 {
            if stdin.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.contains("\"total\":9"), "{first}");
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert!(output.status.success());
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn definitions_that_are_missing_or_damaged_are_named() {
    fails_with(
        &run(&["score", "--definitions", "/nowhere/at/all"], ""),
        &["/nowhere/at/all"],
    );
}
