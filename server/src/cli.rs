//! The program's commands, one file each.

mod instruments;
mod library;
mod score;
mod serve;

use crate::trouble::Trouble;
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::process::ExitCode;

/// Xinhu (心护): mental-health screening for schools and protection stations.
#[derive(Parser)]
#[command(name = "xinhu", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the tablet app, the desk and the API
    Serve(serve::ServeArguments),
    /// Score answers: JSON Lines on standard input, one line out for each line in
    Score(score::ScoreArguments),
    /// Look at the instrument library
    Instruments(instruments::InstrumentsArguments),
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve::run(arguments).map(|()| ExitCode::SUCCESS),
        Command::Score(arguments) => score::run(&arguments),
        Command::Instruments(arguments) => instruments::run(arguments),
    };
    outcome.unwrap_or_else(|trouble| {
        complain(&trouble);
        ExitCode::FAILURE
    })
}

fn complain(trouble: &Trouble) {
    // Where even standard error is gone, there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "xinhu: {trouble}");
}

/// Writes to standard output; a reader that has gone away is no failure.
fn say(text: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Trouble::new(
            format!("cannot write to standard output: {error}"),
            "check where the output goes",
        )),
        _ => Ok(()),
    }
}
