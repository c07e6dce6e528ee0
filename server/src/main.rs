//! The program `xinhu`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
