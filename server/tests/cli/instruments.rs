use crate::process::{fails_with, run};
use std::fs;
use std::path::Path;

fn text(output: &std::process::Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_list_names_versions_and_conditions() {
    let list = text(&run(&["instruments", "list"], ""));
    for id in ["phq9", "gad7", "k10", "who5"] {
        assert!(
            list.lines()
                .any(|it| it.starts_with(id) && it.contains("1.0.0")),
            "{list}"
        );
    }
    let who5 = list.lines().find(|it| it.starts_with("who5")).unwrap();
    assert!(who5.contains("licence:noncommercial"), "{who5}");
}

#[test]
fn an_instrument_is_shown_as_its_definition() {
    let shown = text(&run(&["instruments", "show", "phq9"], ""));
    assert!(shown.starts_with("sha256:"), "{shown}");
    assert!(shown.contains("\"id\": \"phq9\""), "{shown}");
    fails_with(
        &run(&["instruments", "show", "nope"], ""),
        &["nope", "instruments list"],
    );
}

#[test]
fn a_folder_is_checked_and_every_defect_named() {
    let shipped =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments/phq9/1.0.0/definition.json");
    let definition = fs::read_to_string(shipped).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("phq9/1.0.1");
    fs::create_dir_all(&place).unwrap();
    let file = place.join("definition.json");
    let path = folder.path().to_str().unwrap();

    let newer = definition.replace("\"version\": \"1.0.0\"", "\"version\": \"1.0.1\"");
    fs::write(&file, &newer).unwrap();
    assert!(text(&run(&["instruments", "check", path], "")).contains("no defects"));

    // Two defects at once: both are listed.
    let broken =
        newer
            .replace("\"max\": 27", "\"max\": 30")
            .replacen("\"phq9_9\"", "\"phq9_8\"", 1);
    fs::write(&file, broken).unwrap();
    let output = run(&["instruments", "check", path], "");
    fails_with(&output, &["phq9/1.0.1/definition.json"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.lines().filter(|it| it.starts_with("  ")).count() >= 3,
        "{message}"
    );
}

#[test]
fn a_copy_of_the_whole_library_is_checked_too() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments");
    let folder = tempfile::tempdir().unwrap();
    for id in [
        "phq9",
        "gad7",
        "k10",
        "who5",
        "batteries",
        "policies",
        "resources",
    ] {
        copy(&shipped.join(id), &folder.path().join(id));
    }
    let path = folder.path().to_str().unwrap();
    assert!(text(&run(&["instruments", "check", path], "")).contains("no defects"));
    fs::write(folder.path().join("gad7/1.0.0/definition.json"), "{").unwrap();
    let output = run(&["instruments", "check", path], "");
    fails_with(&output, &["gad7/1.0.0/definition.json"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("exists already"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
