//! `xinhu score`: standard input in chunks of whole lines, scored on two threads, written in order.

use super::library;
use crate::trouble::Trouble;
use clap::Args;
use engine::instrument::Instrument;
use engine::score_line::score_line;
use instruments::Library;
use memchr::{memchr_iter, memrchr};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

const N_WORKERS: usize = 2;
const CHUNK: usize = 256 * 1024;
/// No line of answers comes near this; without a limit a file without line ends would fill the memory.
const MAX_LINE: usize = 16 * 1024 * 1024;

#[derive(Args)]
pub(super) struct ScoreArguments {
    /// Add the instruments of this folder
    #[arg(long, value_name = "DIR")]
    definitions: Option<PathBuf>,
}

pub(super) fn run(arguments: &ScoreArguments) -> Result<ExitCode, Trouble> {
    let library = library::load(arguments.definitions.as_deref())?;
    let all_fit = score_all(&newest(&library), io::stdin().lock(), io::stdout())?;
    Ok(if all_fit {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The newest release of each instrument, by id.
type Newest<'l> = BTreeMap<&'l str, &'l Instrument>;

/// Looked up once, not once a line.
fn newest(library: &Library) -> Newest<'_> {
    let ids = library
        .releases()
        .iter()
        .map(|it| it.instrument.id.as_str());
    ids.filter_map(|id| Some((id, &library.newest(id)?.instrument)))
        .collect()
}

/// Whole lines on their way to a worker.
struct Lines {
    first_number: u64,
    bytes: Vec<u8>,
}

/// What a worker made of them.
struct Scored {
    bytes: Vec<u8>,
    all_fit: bool,
}

/// Whether every line could be scored. Chunks go to the workers in turn and are taken back in turn,
/// which keeps their order without any numbering.
fn score_all(
    instruments: &Newest<'_>,
    input: impl Read,
    output: impl Write + Send,
) -> Result<bool, Trouble> {
    thread::scope(|scope| {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        for _ in 0..N_WORKERS {
            let (to_worker, lines) = sync_channel::<Lines>(2);
            let (scored, from_worker) = sync_channel::<Scored>(2);
            scope.spawn(move || work(instruments, &lines, &scored));
            to_workers.push(to_worker);
            from_workers.push(from_worker);
        }
        let writer = scope.spawn(move || write_in_turn(output, &from_workers));
        let read = read_chunks(input, &to_workers);
        drop(to_workers);
        let written = writer.join().unwrap_or_else(|_| {
            Err(Trouble::new(
                "writing the scores failed",
                "report this with the input",
            ))
        });
        read.and(written)
    })
}

fn read_chunks(mut input: impl Read, to_workers: &[SyncSender<Lines>]) -> Result<(), Trouble> {
    let mut first_number = 1;
    let mut pending = Vec::new();
    for worker in to_workers.iter().cycle() {
        let (bytes, is_end) = read_lines(&mut input, &mut pending)?;
        if !bytes.is_empty() {
            let n_lines = memchr_iter(b'\n', &bytes).count();
            let lines = Lines {
                first_number,
                bytes,
            };
            first_number += u64::try_from(n_lines).unwrap_or(u64::MAX);
            // A worker that has gone away: the writer has ended and says why.
            if worker.send(lines).is_err() {
                return Ok(());
            }
        }
        if is_end {
            break;
        }
    }
    Ok(())
}

/// The next chunk of whole lines, and whether the input has ended; what follows the last line end
/// stays in `pending`.
fn read_lines(input: &mut impl Read, pending: &mut Vec<u8>) -> Result<(Vec<u8>, bool), Trouble> {
    let mut bytes = std::mem::take(pending);
    let mut n_filled = bytes.len();
    loop {
        bytes.resize(n_filled + CHUNK, 0);
        let n_read = match input.read(&mut bytes[n_filled..]) {
            Ok(n_read) => n_read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(Trouble::new(
                    format!("cannot read standard input: {error}"),
                    "check where the input comes from",
                ));
            }
        };
        let searched_from = n_filled;
        n_filled += n_read;
        bytes.truncate(n_filled);
        if n_read == 0 {
            return Ok((bytes, true));
        }
        if let Some(at) = memrchr(b'\n', &bytes[searched_from..]) {
            pending.extend_from_slice(&bytes[searched_from + at + 1..]);
            bytes.truncate(searched_from + at + 1);
            return Ok((bytes, false));
        }
        if n_filled > MAX_LINE {
            return Err(Trouble::new(
                format!("a line of standard input is longer than {MAX_LINE} bytes"),
                "write one JSON object a line, with a line end after each",
            ));
        }
    }
}

fn work(instruments: &Newest<'_>, chunks: &Receiver<Lines>, scored: &SyncSender<Scored>) {
    while let Ok(chunk) = chunks.recv() {
        let mut out = Scored {
            bytes: Vec::with_capacity(chunk.bytes.len()),
            all_fit: true,
        };
        let text = chunk.bytes.strip_suffix(b"\n").unwrap_or(&chunk.bytes);
        for (number, line) in (chunk.first_number..).zip(text.split(|b| *b == b'\n')) {
            let find = |id: &str| instruments.get(id).copied();
            out.all_fit &= score_line(line, number, find, &mut out.bytes).is_ok();
            out.bytes.push(b'\n');
        }
        if scored.send(out).is_err() {
            return;
        }
    }
}

fn write_in_turn(mut output: impl Write, scored: &[Receiver<Scored>]) -> Result<bool, Trouble> {
    let mut all_fit = true;
    for worker in scored.iter().cycle() {
        let Ok(chunk) = worker.recv() else {
            break;
        };
        all_fit &= chunk.all_fit;
        if let Err(error) = output.write_all(&chunk.bytes) {
            return written(&error, all_fit);
        }
    }
    match output.flush() {
        Ok(()) => Ok(all_fit),
        Err(error) => written(&error, all_fit),
    }
}

/// A reader that has seen enough, such as `head`, is no failure.
fn written(error: &io::Error, all_fit: bool) -> Result<bool, Trouble> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(all_fit);
    }
    Err(Trouble::new(
        format!("cannot write to standard output: {error}"),
        "check where the output goes and whether the disk is full",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives at most `step` bytes at a time.
    struct Slow<'a> {
        bytes: &'a [u8],
        step: usize,
    }

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.step.min(buffer.len()).min(self.bytes.len());
            buffer[..n].copy_from_slice(&self.bytes[..n]);
            self.bytes = &self.bytes[n..];
            Ok(n)
        }
    }

    proptest! {
        #[test]
        fn each_line_gives_one_line_in_order(
            lines in proptest::collection::vec("[a-z{}\":0-9]{0,40}", 0..60),
            step in 1usize..200,
            ends_with_line_end: bool,
        ) {
            let mut input = lines.join("\n");
            if ends_with_line_end && !lines.is_empty() {
                input.push('\n');
            }
            let instruments = Newest::new();
            let mut output = Vec::new();
            let slow = Slow { bytes: input.as_bytes(), step };
            score_all(&instruments, slow, &mut output).unwrap();
            let n_lines = input.lines().count();
            let output = String::from_utf8(output).unwrap();
            prop_assert_eq!(output.lines().count(), n_lines);
            for (i, line) in output.lines().enumerate() {
                let value: serde_json::Value = serde_json::from_str(line).unwrap();
                prop_assert_eq!(value["error"]["line"].as_u64(), Some(i as u64 + 1));
            }
        }
    }
}
