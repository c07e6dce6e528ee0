//! `xinhu instruments list | check DIR | show ID`.

use super::{library, say};
use crate::trouble::Trouble;
use clap::{Args, Subcommand};
use engine::definition::LicenceGate;
use instruments::{Conditions, Release};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct InstrumentsArguments {
    #[command(subcommand)]
    command: InstrumentsCommand,
}

#[derive(Subcommand)]
enum InstrumentsCommand {
    /// List the instruments with versions and licence conditions
    List {
        /// Add the instruments of this folder
        #[arg(long, value_name = "DIR")]
        definitions: Option<PathBuf>,
    },
    /// Check a folder of definitions; every defect is listed
    Check {
        /// The folder
        folder: PathBuf,
    },
    /// Show an instrument's definition
    Show {
        /// Its id, such as phq9
        id: String,
        /// Add the instruments of this folder
        #[arg(long, value_name = "DIR")]
        definitions: Option<PathBuf>,
    },
}

pub(super) fn run(arguments: InstrumentsArguments) -> Result<ExitCode, Trouble> {
    let text = match arguments.command {
        InstrumentsCommand::List { definitions } => {
            let library = library::load(definitions.as_deref())?;
            library.releases().iter().map(line).collect()
        }
        InstrumentsCommand::Check { folder } => {
            let n = library::check(&folder)?;
            format!("{}: no defects ({n} definitions)\n", folder.display())
        }
        InstrumentsCommand::Show { id, definitions } => {
            let library = library::load(definitions.as_deref())?;
            let release = library.newest(&id).ok_or_else(|| {
                Trouble::new(
                    format!("there is no instrument '{id}'"),
                    "'xinhu instruments list' shows those there are; --definitions DIR adds more",
                )
            })?;
            show(release)?
        }
    };
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn line(release: &Release) -> String {
    let it = &release.instrument;
    let gate = match it.gate {
        LicenceGate::None => "no condition".to_owned(),
        _ => release.blocked_by(&Conditions::new()).unwrap_or_default(),
    };
    let mut line = format!(
        "{:<8} {:<8} {:>3} items  ages {}-{}  {gate} ",
        it.id,
        it.version,
        it.items.len(),
        it.age_min,
        it.age_max
    );
    for wording in &release.wordings {
        // Writing to a string cannot fail.
        let _ = write!(line, " {}", wording.wording.language.as_str());
    }
    line.push('\n');
    line
}

fn show(release: &Release) -> Result<String, Trouble> {
    let definition = serde_json::to_string_pretty(&release.definition)
        .map_err(|error| Trouble::new(format!("cannot show it: {error}"), "start again"))?;
    Ok(format!("{} \n{definition}\n", release.definition_hash))
}
