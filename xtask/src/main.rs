//! `cargo xtask …`: everything that Cargo alone cannot say.
//!
//! Reading order: [`workspace`] (where things lie) → [`shell`] (running commands, telling progress) →
//! [`tools`] (what must be installed) → [`web`] (the build of the two web apps) → one file a command.
#![expect(
    clippy::print_stdout,
    reason = "a command-line tool prints its results on standard output"
)]

mod workspace;

mod shell;
mod tools;

mod web;

mod bench;
mod ci;
mod conformance;
mod dist;
mod run;
mod soak;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run          build everything and start Xinhu on http://127.0.0.1:8080 with its data in ./data
               (--listen ADDR and --data-dir DIR choose other places)
  test         everything that needs only Rust and a browser: unit tests, both builds compared,
               journeys and the leak search in Chromium
  conformance  compare scores with an independent scorer in plain Python
  ci           formatting, lints, test, conformance
  soak         the long loops that `test` shortens
  bench        bundle size and speed, side by side with plain code
  dist         build the release binary and print its path
  web          build only the web apps (for the tests: --leak the deliberately leaking ones,
               --parity the engine alone)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let Some((command, rest)) = args.split_first() else {
        bail!("no command given\n\n{USAGE}");
    };
    if matches!(*command, "help" | "--help" | "-h") {
        println!("{USAGE}");
        return Ok(());
    }
    let workspace = Workspace::find()?;
    match (*command, rest) {
        ("run", options) => run::run(&workspace, options),
        ("test", []) => test::test(&workspace),
        ("conformance", []) => conformance::conformance(&workspace),
        ("ci", []) => ci::ci(&workspace),
        ("soak", []) => soak::soak(&workspace),
        ("bench", []) => bench::bench(&workspace),
        ("dist", []) => dist::dist(&workspace),
        ("web", []) => web::build(&workspace, web::Kind::Released).map(drop),
        ("web", ["--parity"]) => web::module_for_tests(&workspace),
        ("web", ["--leak"]) => web::build(&workspace, web::Kind::Leaking).map(drop),
        (known @ ("test" | "conformance" | "ci" | "soak" | "bench" | "dist" | "web"), options) => {
            bail!(
                "`cargo xtask {known}` does not take `{}`\n\n{USAGE}",
                options.join(" ")
            )
        }
        (unknown, _) => bail!("no command `{unknown}`\n\n{USAGE}"),
    }
}
