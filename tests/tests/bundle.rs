//! What a tablet fetches to begin stays small, and nothing of the tests is in it.

use anyhow::{Result, ensure};
use tests::{built, bundle};

#[test]
fn a_tablet_starts_with_less_than_the_gate() -> Result<()> {
    let parts = bundle::start_of_a_screening(&built::web()?)?;
    let total: u64 = parts.iter().map(|part| part.bytes).sum();
    ensure!(
        total <= bundle::GATE_BYTES,
        "{total} bytes to start a screening, {} are allowed: {parts:#?}",
        bundle::GATE_BYTES
    );
    ensure!(
        ["index.html.br", ".js.br", ".wasm.br", ".css.br", "battery"]
            .iter()
            .all(|kind| parts.iter().any(|part| part.name.contains(kind))),
        "a part is missing: {parts:#?}"
    );
    Ok(())
}

#[test]
fn only_the_leaking_build_can_leak() -> Result<()> {
    let mark = b"deliberate-leak";
    ensure!(
        !contains(&modules(&built::web()?)?, mark),
        "the released web apps contain the leaks of the tests"
    );
    ensure!(
        contains(&modules(&built::web_leaking()?)?, mark),
        "the leaking web apps do not carry their mark, so the check above proves nothing"
    );
    // The header by which a leaking tablet hands its answers to a leaking server.
    let header = b"x-xinhu-leak";
    ensure!(
        !contains(&std::fs::read(built::xinhu()?)?, header),
        "the server contains the leaks of the tests"
    );
    ensure!(
        contains(&std::fs::read(built::xinhu_leaking()?)?, header),
        "the leaking server does not carry its mark"
    );
    Ok(())
}

fn modules(web: &std::path::Path) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for app in ["tablet", "desk"] {
        for entry in std::fs::read_dir(web.join(app))? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|it| it == "wasm" || it == "js")
            {
                all.extend(std::fs::read(path)?);
            }
        }
    }
    ensure!(!all.is_empty(), "there are no modules in {}", web.display());
    Ok(all)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|it| it == needle)
}
