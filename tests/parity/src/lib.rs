//! The engine behind a few functions that are the same natively and in the browser: what they return
//! must be the same bytes in both.

mod bench;
mod exhaustive;

use std::sync::LazyLock;

use engine::score_line::score_line;
use instruments::Library;
use wasm_bindgen::prelude::wasm_bindgen;

pub use bench::{bench_engine, bench_plain};
pub use exhaustive::{phq9_digest, phq9_missing_digest};

/// The instruments that ship. They are tested on their own, so a damaged one cannot get here.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::embedded().unwrap_or_default());

/// What `xinhu score` would print for these lines.
#[wasm_bindgen]
pub fn score_lines(text: &str) -> String {
    let mut out = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        // An error is written into the output, as it is at the command line.
        let _ = score_line(
            line.as_bytes(),
            number,
            |id| LIBRARY.newest(id).map(|release| &release.instrument),
            &mut out,
        );
        out.push(b'\n');
    }
    String::from_utf8_lossy(&out).into_owned()
}
