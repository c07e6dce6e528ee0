use crate::world::{World, is_audit_whole};
use serde_json::{Value, json};

#[tokio::test]
async fn a_code_works_once_however_it_is_typed() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let child = desk.make_child().await;
    let code = desk.make_code().await;
    let typed = code.to_lowercase().replace('-', " ");
    let enrolled = world
        .post("/api/v1/enrol", &json!({"code": typed}))
        .await
        .expect(201);
    let package = &enrolled["package"];
    assert_eq!(package["children"], json!([child]));
    assert_eq!(
        package["sealing_key"]["fingerprint"],
        world.key.fingerprint()
    );
    assert_eq!(package["utc_offset_minutes"], 480);
    assert_eq!(package["staff"], json!([]));
    assert!(
        package["library"]["instruments"]
            .as_array()
            .is_some_and(|it| it.len() >= 4)
    );
    let who5 = package["library"]["instruments"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["definition"]["id"] == "who5"));
    assert_eq!(who5.unwrap()["blocked"], "licence:noncommercial");

    let refused = world.post("/api/v1/enrol", &json!({"code": code})).await;
    assert_eq!(refused.problem(404, "enrolment_code")["field"], "code");
    let devices = desk.get("/api/v1/devices").await.expect(200);
    assert_eq!(devices["devices"].as_array().unwrap().len(), 1);
    assert_eq!(devices["devices"][0]["label"], "平板 1");
    assert_eq!(devices["devices"][0]["enrolled_on"], "2026-11-23");
    assert!(is_audit_whole(&world).await);
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let (first, second) = (desk.make_code().await, desk.make_code().await);
    world.clock.advance(10 * 60_000 - 1);
    world
        .post("/api/v1/enrol", &json!({"code": first}))
        .await
        .expect(201);
    world.clock.advance(1);
    world
        .post("/api/v1/enrol", &json!({"code": second}))
        .await
        .problem(404, "enrolment_code");
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let world = World::start().await;
    let desk = world.set_up().await;
    for _ in 0..10 {
        world
            .post("/api/v1/enrol", &json!({"code": "AAAA-AAAA"}))
            .await
            .problem(404, "enrolment_code");
    }
    let code = desk.make_code().await;
    let answer = world.post("/api/v1/enrol", &json!({"code": code})).await;
    assert_eq!(answer.headers["retry-after"], "60");
    answer.problem(429, "too_many_requests");
    world.clock.advance(60_000);
    world
        .post("/api/v1/enrol", &json!({"code": code}))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_revoked_tablet_gets_no_package() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let tablet = desk.enrol().await;
    tablet.fetch_package().await.expect(200);
    let path = format!("/api/v1/devices/{}/revoke", tablet.id);
    desk.post(&path, &Value::Null).await.expect(204);
    desk.post(&path, &Value::Null).await.expect(204);
    tablet.fetch_package().await.problem(403, "revoked_device");
    assert_eq!(
        desk.get("/api/v1/devices").await.expect(200)["devices"][0]["revoked"],
        true
    );
    assert!(is_audit_whole(&world).await);
}

#[tokio::test]
async fn child_codes_are_valid_and_all_different() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let made = desk
        .post("/api/v1/children", &json!({"count": 200}))
        .await
        .expect(201);
    let mut codes: Vec<&str> = made["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    assert!(
        codes
            .iter()
            .all(|it| engine::wire::ChildCode::parse(it).is_ok())
    );
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 200);
    for count in [0, 201] {
        let answer = desk
            .post("/api/v1/children", &json!({"count": count}))
            .await;
        assert_eq!(answer.problem(422, "invalid")["field"], "count");
    }
    let listed = desk.get("/api/v1/children").await.expect(200);
    assert_eq!(listed["children"].as_array().unwrap().len(), 200);
}
