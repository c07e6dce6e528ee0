//! Digests over all there is: one difference anywhere changes them.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::score_lines;

const ITEMS: u32 = 9;
const OPTIONS: u32 = 4;

/// SHA-256 over the outcomes of all 4^9 complete answer sets of PHQ-9, in counting order.
#[wasm_bindgen]
pub fn phq9_digest() -> String {
    let mut digest = Sha256::new();
    for set in 0..OPTIONS.pow(ITEMS) {
        digest.update(score_lines(&line(set, 0)));
    }
    hex(&digest.finalize())
}

/// SHA-256 over the outcomes of every pattern of missing answers, each with every 4,112th answer set.
#[wasm_bindgen]
pub fn phq9_missing_digest() -> String {
    let mut digest = Sha256::new();
    for missing in 1..1u32 << ITEMS {
        for set in (missing..OPTIONS.pow(ITEMS)).step_by(257 * 16) {
            digest.update(score_lines(&line(set, missing)));
        }
    }
    hex(&digest.finalize())
}

/// One line: the answers are the digits of `set` to base four, and null where `missing` has a bit.
fn line(set: u32, missing: u32) -> String {
    let mut line = String::from(r#"{"instrument":"phq9","answers":{"#);
    for item in 0..ITEMS {
        let comma = if item == 0 { "" } else { "," };
        let answer = set / OPTIONS.pow(item) % OPTIONS;
        // Writing into a string does not fail.
        let _ = if missing >> item & 1 == 1 {
            write!(line, "{comma}\"phq9_{}\":null", item + 1)
        } else {
            write!(line, "{comma}\"phq9_{}\":{answer}", item + 1)
        };
    }
    line.push_str("}}");
    line
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
