use crate::process::{Serving, fails_with, run};
use engine::seal::{Base64, PublicKey, SealedEnvelope};
use engine::wire::RecordId;
use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::path::Path;

fn serve(folder: &Path, more: &[&str]) -> std::process::Output {
    let mut arguments = vec![
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        folder.to_str().unwrap(),
    ];
    arguments.extend(more);
    run(&arguments, "")
}

fn set_up(server: &Serving) -> (String, String) {
    let body = json!({"district": "区", "organisation": "一中", "name": "王老师", "password": "correct horse"});
    let path = format!("/api/v1/setup/{}", server.setup.as_ref().unwrap());
    let (status, head, session) = server.send("POST", &path, "", &body.to_string());
    assert_eq!(status, 201, "{head}");
    let cookie = head
        .lines()
        .find_map(|it| it.strip_prefix("set-cookie: "))
        .unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    (cookie, session["csrf"].as_str().unwrap().to_owned())
}

#[test]
fn it_prints_the_link_until_there_is_an_account_and_stops_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let server = Serving::start(folder.path(), &[]);
    assert_eq!(server.send("GET", "/healthz", "", "").0, 200);
    set_up(&server);
    let (ended_well, said) = server.stop();
    assert!(ended_well);
    assert!(said.contains("Stopped"), "{said}");

    let server = Serving::start(folder.path(), &[]);
    assert_eq!(server.setup, None);
    assert!(server.stop().0);
}

#[test]
fn a_port_in_use_is_named_and_nothing_is_written() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let output = run(
        &[
            "serve",
            "--listen",
            &address.to_string(),
            "--data-dir",
            folder.to_str().unwrap(),
        ],
        "",
    );
    fails_with(
        &output,
        &["in use", &address.port().to_string(), "--listen"],
    );
    assert!(!folder.exists());
}

#[test]
fn a_second_server_on_the_folder_is_turned_away() {
    let folder = tempfile::tempdir().unwrap();
    let first = Serving::start(folder.path(), &[]);
    fails_with(
        &serve(folder.path(), &[]),
        &["another xinhu", folder.path().to_str().unwrap()],
    );
    assert_eq!(first.send("GET", "/healthz", "", "").0, 200);
    // The lock ends with the process, however it ends.
    first.kill();
    assert!(Serving::start(folder.path(), &[]).stop().0);
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Serving::start(folder.path(), &[]).stop().0);
    let file = folder.path().join("xinhu.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'from the future', 1, x'00', 1)",
    )
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    let before = fs::read(&file).unwrap();
    fails_with(
        &serve(folder.path(), &[]),
        &["newer xinhu", "9999", "backup"],
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("xinhu.sqlite"),
        "this is not a database ".repeat(500),
    )
    .unwrap();
    fails_with(
        &serve(folder.path(), &[]),
        &["xinhu.sqlite", "not a database"],
    );
}

#[test]
fn a_full_disk_at_the_start_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fails_with(
        &serve(folder.path(), &["--max-database-pages", "3"]),
        &["disk is full"],
    );
    // With room the same folder works: nothing was half-made.
    assert!(Serving::start(folder.path(), &[]).stop().0);
}

#[test]
fn a_lost_or_foreign_sealing_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    for it in [&folder, &other] {
        assert!(Serving::start(it.path(), &[]).stop().0);
    }
    let key = folder.path().join("keys/sealing.key");
    let foreign = other.path().join("keys/sealing.key");
    let own = folder.path().join("own.key");
    fs::rename(&key, &own).unwrap();
    fails_with(
        &serve(folder.path(), &[]),
        &["sealing.key", "missing", "backup"],
    );
    assert!(!key.exists());

    fs::copy(&foreign, &key).unwrap();
    fails_with(&serve(folder.path(), &[]), &["another installation"]);

    fs::write(&key, "").unwrap();
    fails_with(&serve(folder.path(), &[]), &["damaged"]);

    fs::rename(&own, &key).unwrap();
    assert!(Serving::start(folder.path(), &[]).stop().0);
}

#[test]
fn damaged_definitions_and_wrong_options_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let definitions = folder.path().join("definitions/phq9x/1.0.0");
    fs::create_dir_all(&definitions).unwrap();
    fs::write(
        definitions.join("definition.json"),
        "{\"format\": \"xinhu-instr",
    )
    .unwrap();
    let path = folder.path().join("definitions");
    let output = serve(&data, &["--instruments", path.to_str().unwrap()]);
    fails_with(&output, &["phq9x/1.0.0/definition.json", "line 1"]);
    assert!(!data.exists());

    fails_with(
        &serve(&data, &["--web-dir", "/nowhere/at/all"]),
        &["/nowhere/at/all"],
    );
    fails_with(
        &serve(&data, &["--accept-condition", "who5"]),
        &["who5", "ID=CONDITION"],
    );
    fails_with(
        &serve(&data, &["--accept-condition", "who5=restricted"]),
        &["no such condition"],
    );
    fails_with(
        &serve(&data, &["--accept-condition", "phq9=noncommercial"]),
        &["another condition"],
    );
    fails_with(
        &serve(&data, &["--accept-condition", "x=noncommercial"]),
        &["no such instrument"],
    );
    assert!(!data.exists());
}

#[test]
fn a_stated_condition_opens_its_instrument() {
    let folder = tempfile::tempdir().unwrap();
    let server = Serving::start(folder.path(), &["--accept-condition", "who5=noncommercial"]);
    let (cookie, _) = set_up(&server);
    let (_, _, library) = server.send(
        "GET",
        "/api/v1/library",
        &format!("cookie: {cookie}\r\n"),
        "",
    );
    let instruments = library["instruments"].as_array().unwrap();
    let who5 = instruments
        .iter()
        .find(|it| it["definition"]["id"] == "who5")
        .unwrap();
    assert_eq!(who5["blocked"], Value::Null);
    assert!(server.stop().0);
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Serving::start(folder.path(), &[]);
    let (cookie, csrf) = set_up(&server);
    let desk = format!("cookie: {cookie}\r\nx-xinhu-csrf: {csrf}\r\n");
    let (_, _, made) = server.send("POST", "/api/v1/children", &desk, r#"{"count":1}"#);
    let child = made["codes"][0].as_str().unwrap();
    let (_, _, made) = server.send("POST", "/api/v1/enrolment-codes", &desk, r#"{"label":"a"}"#);
    let (_, _, enrolled) = server.send(
        "POST",
        "/api/v1/enrol",
        "",
        &json!({"code": made["code"]}).to_string(),
    );
    let tablet = format!(
        "authorization: Bearer {}\r\n",
        enrolled["token"].as_str().unwrap()
    );
    let public = &enrolled["package"]["sealing_key"]["public"];
    let Base64(public) = serde_json::from_value(public.clone()).unwrap();
    let key = PublicKey(public.try_into().unwrap());

    let mut sent = Vec::new();
    for n in 1..=5 {
        let id = RecordId::from_random([n; 16]);
        let event = json!({
            "schema": 1, "kind": "event", "id": id, "child": child, "campaign": null,
            "event": "help", "about": null, "consent": null, "after_minutes": null,
            "reason": "child_asked", "staff": null, "second_staff": null, "on": "2026-11-22",
        });
        let envelope =
            SealedEnvelope::seal(&key, id, event.to_string().as_bytes(), [n; 32]).unwrap();
        let body = serde_json::to_string(&envelope).unwrap();
        assert_eq!(
            server.send("POST", "/api/v1/records", &tablet, &body).0,
            201
        );
        sent.push(event);
        server.kill();
        server = Serving::start(folder.path(), &[]);
        assert_eq!(
            server.send("POST", "/api/v1/records", &tablet, &body).0,
            200
        );
    }
    let (_, _, file) = server.send("GET", &format!("/api/v1/children/{child}"), &desk, "");
    assert_eq!(file["events"], json!(sent));
    assert!(server.stop().0);
}
