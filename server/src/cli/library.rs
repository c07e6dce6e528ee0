//! The library as the command line asks for it.

use crate::trouble::Trouble;
use engine::definition::LicenceGate;
use engine::wire::Slug;
use instruments::{Conditions, Library, LoadError};
use std::path::Path;

/// The library in the binary, and that of a folder where one is named.
pub(super) fn load(folder: Option<&Path>) -> Result<Library, Trouble> {
    let mut library = Library::embedded()
        .map_err(|errors| trouble("the library inside this program", &errors))?;
    if let Some(folder) = folder {
        library
            .add_folder(folder)
            .map_err(|errors| trouble(&format!("the folder {}", folder.display()), &errors))?;
    }
    Ok(library)
}

/// Checks a folder that stands alone, such as a copy of a whole library, or adds to the one in the
/// binary; the number of its definitions.
pub(super) fn check(folder: &Path) -> Result<usize, Trouble> {
    let mut alone = Library::default();
    let Err(errors_alone) = alone.add_folder(folder) else {
        return Ok(alone.releases().len());
    };
    let mut added = load(None)?;
    let n_before = added.releases().len();
    let Err(errors_added) = added.add_folder(folder) else {
        return Ok(added.releases().len() - n_before);
    };
    // In the wrong one of the two, every definition has one more complaint.
    let count = |errors: &[LoadError]| errors.iter().map(|it| it.problems.len()).sum::<usize>();
    let errors = if count(&errors_alone) < count(&errors_added) {
        errors_alone
    } else {
        errors_added
    };
    Err(trouble(
        &format!("the folder {}", folder.display()),
        &errors,
    ))
}

fn trouble(place: &str, errors: &[LoadError]) -> Trouble {
    let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Trouble::new(
        format!(
            "{place} has damaged instruments; nothing of it is used\n{}",
            list.join("\n")
        ),
        "correct each place named above, or take the file out of the folder; \
         'xinhu instruments check DIR' looks again",
    )
}

/// A region whose help numbers nobody has entered would silently show the national ones only.
pub(super) fn check_region(region: Option<&str>, library: &Library) -> Result<(), Trouble> {
    let known = library.regions();
    match region {
        Some(region) if !known.contains(&region) => Err(Trouble::new(
            format!("--region {region}: there are no help numbers for this region"),
            format!(
                "name one of: {}; or leave the option out for the national numbers",
                known.join(", ")
            ),
        )),
        _ => Ok(()),
    }
}

/// Conditions stated on the command line, such as `who5=noncommercial`.
pub(super) fn conditions(stated: &[String], library: &Library) -> Result<Conditions, Trouble> {
    stated
        .iter()
        .map(|text| {
            let wrong = |what: &str| {
                Trouble::new(
                    format!("--accept-condition {text}: {what}"),
                    "write ID=CONDITION with an instrument of 'xinhu instruments list' and the \
                     condition it shows, such as who5=noncommercial",
                )
            };
            let (id, gate) = text
                .split_once('=')
                .ok_or_else(|| wrong("there is no '='"))?;
            let gate = gate_of(gate).ok_or_else(|| wrong("there is no such condition"))?;
            let release = library
                .newest(id)
                .ok_or_else(|| wrong("there is no such instrument"))?;
            if release.instrument.gate != gate {
                return Err(wrong("the instrument has another condition"));
            }
            let id = Slug::parse(id).map_err(|error| wrong(&error.to_string()))?;
            Ok((id, gate))
        })
        .collect()
}

fn gate_of(text: &str) -> Option<LicenceGate> {
    match text {
        "noncommercial" => Some(LicenceGate::Noncommercial),
        "no-modification" => Some(LicenceGate::NoModification),
        "deployment-conditions" => Some(LicenceGate::DeploymentConditions),
        // What is restricted is opened by a licence holder's sealed folder, never by a word.
        _ => None,
    }
}
