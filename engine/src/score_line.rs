//! One line of `xinhu score`: a JSON object in, a JSON object out (DESIGN §5).
//!
//! Licence and language gates do not apply: no wording is shown. Every absent item counts as passed over.

mod read;
mod write;

use crate::context::Context;
use crate::instrument::Instrument;
use crate::score::{Response, score};
use std::fmt;

/// Why a line could not be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and, in brackets, what would be right.
    pub message: String,
}

impl LineError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LineError {}

/// Scores one line and appends the answer, without a line end, to `out`. `find` looks an instrument up.
///
/// On an error an error object that names the line is appended instead, and the error is returned.
pub fn score_line<'i>(
    line: &[u8],
    line_number: u64,
    find: impl Fn(&str) -> Option<&'i Instrument>,
    out: &mut Vec<u8>,
) -> Result<(), LineError> {
    match try_score_line(line, find, out) {
        Ok(()) => Ok(()),
        Err(error) => {
            write::error(line_number, &error, out);
            Err(error)
        }
    }
}

fn try_score_line<'i>(
    line: &[u8],
    find: impl Fn(&str) -> Option<&'i Instrument>,
    out: &mut Vec<u8>,
) -> Result<(), LineError> {
    let line = read::Line::parse(line)?;
    let instrument = find(&line.instrument).ok_or_else(|| {
        LineError::new(
            "unknown_instrument",
            format!(
                "instrument '{}' is not known ('xinhu instruments list' shows which are; --definitions DIR adds more)",
                line.instrument
            ),
        )
    })?;
    let context = line
        .context
        .map_or(Ok(Context::default()), read::LineContext::check)?;
    let mut responses = vec![Response::NotReached; instrument.items.len()];
    for (item, answer) in &line.answers.0 {
        let item_idx = instrument.item_idx(item).ok_or_else(|| {
            LineError::new(
                "unknown_item",
                format!("{} has no item '{item}'", instrument.id),
            )
        })?;
        let (Some(slot), Some(definition)) =
            (responses.get_mut(item_idx), instrument.items.get(item_idx))
        else {
            continue;
        };
        if *slot != Response::NotReached {
            return Err(LineError::new(
                "duplicate_key",
                format!("item '{item}' is given twice"),
            ));
        }
        *slot = match answer {
            None => Response::PassedOver,
            Some(value) => match i32::try_from(*value) {
                Ok(value) if definition.options.contains(&value) => Response::Given(value),
                _ => {
                    return Err(LineError::new(
                        "value_out_of_range",
                        format!(
                            "{value} is no option of '{item}' (one of {:?}, or null)",
                            definition.options
                        ),
                    ));
                }
            },
        };
    }
    for slot in &mut responses {
        if *slot == Response::NotReached {
            *slot = Response::PassedOver;
        }
    }
    let outcome = score(instrument, &responses, &context);
    write::outcome(instrument, &outcome, out);
    Ok(())
}
