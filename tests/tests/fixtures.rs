//! The canary instrument is one that the server would take, and its needles are balanced.

use anyhow::{Result, ensure};
use instruments::Library;
use tests::built;
use tests::leak::{Canary, Haystack};

#[test]
fn the_canary_instrument_compiles() -> Result<()> {
    let mut library = Library::default();
    let folder = built::root().join("tests/fixtures/instruments");
    if let Err(errors) = library.add_folder(&folder) {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::bail!("{}", lines.join("\n"));
    }
    ensure!(library.newest("canary").is_some());
    Ok(())
}

#[test]
fn the_definition_alone_is_no_leak() -> Result<()> {
    let canary = Canary::load()?;
    let definition = std::fs::read(
        built::root().join("tests/fixtures/instruments/canary/1.0.0/definition.json"),
    )?;
    let place = [Haystack::new("definition", definition)];
    let findings = canary.needles.beyond_definition(&place);
    ensure!(findings.is_empty(), "{findings:?}");
    ensure!(0 < canary.needles.sightings_of_definition(&place));
    Ok(())
}
