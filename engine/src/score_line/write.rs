//! The answer to a line. Ids need no escaping: their alphabet is narrow.

use super::LineError;
use crate::instrument::Instrument;
use crate::score::{Outcome, ScaleOutcome};
use crate::wire::Slug;
use serde::Serialize;
use std::io::Write as _;

pub(super) fn outcome(instrument: &Instrument, outcome: &Outcome, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"instrument\":");
    text(&instrument.id, out);
    out.extend_from_slice(b",\"version\":\"");
    out.extend_from_slice(instrument.version.as_str().as_bytes());
    out.extend_from_slice(b"\",\"scores\":");
    let scales = || instrument.scales.iter().zip(&outcome.scales);
    object(scales(), out, |(scale, it), out| {
        key(&scale.id, out);
        match it.score {
            Ok(score) => number(score, out),
            Err(_) => out.extend_from_slice(b"null"),
        }
    });
    out.extend_from_slice(b",\"bands\":");
    object(scales(), out, |(scale, it), out| {
        key(&scale.id, out);
        match it.band_idx.and_then(|idx| scale.bands.get(idx)) {
            Some(band) => text(&band.id, out),
            None => out.extend_from_slice(b"null"),
        }
    });
    out.extend_from_slice(b",\"prorated\":");
    object(
        scales().filter(|(scale, _)| scale.prorates()),
        out,
        |(scale, it), out| {
            key(&scale.id, out);
            let word: &[u8] = if it.is_prorated { b"true" } else { b"false" };
            out.extend_from_slice(word);
        },
    );
    out.extend_from_slice(b",\"flags\":[");
    for (i, rule) in outcome
        .flags
        .iter()
        .filter_map(|idx| instrument.rules.get(*idx))
        .enumerate()
    {
        if 0 < i {
            out.push(b',');
        }
        text(&rule.id, out);
    }
    out.extend_from_slice(b"],\"result\":null,\"missing\":");
    number(i32::try_from(outcome.n_missing).unwrap_or(i32::MAX), out);
    let is_unscored = |it: &ScaleOutcome| it.score.is_err();
    if outcome.scales.iter().any(is_unscored) {
        out.extend_from_slice(b",\"reasons\":");
        object(
            scales().filter_map(|(scale, it)| Some((scale, it.score.err()?))),
            out,
            |(scale, reason), out| {
                key(&scale.id, out);
                out.push(b'"');
                out.extend_from_slice(reason.as_str().as_bytes());
                out.push(b'"');
            },
        );
    }
    out.push(b'}');
}

pub(super) fn error(line_number: u64, error: &LineError, out: &mut Vec<u8>) {
    let error = ErrorLine {
        error: ErrorBody {
            line: line_number,
            code: error.code,
            message: &error.message,
        },
    };
    // A Vec never fails to take bytes.
    let _ = serde_json::to_writer(out, &error);
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    line: u64,
    code: &'static str,
    message: &'a str,
}

fn object<T>(entries: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    out.push(b'{');
    for (i, entry) in entries.enumerate() {
        if 0 < i {
            out.push(b',');
        }
        write(entry, out);
    }
    out.push(b'}');
}

fn key(id: &Slug, out: &mut Vec<u8>) {
    text(id, out);
    out.push(b':');
}

fn text(id: &Slug, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(id.as_str().as_bytes());
    out.push(b'"');
}

fn number(value: i32, out: &mut Vec<u8>) {
    // A Vec never fails to take bytes.
    let _ = write!(out, "{value}");
}
