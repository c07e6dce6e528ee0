use crate::world::{Desk, World, is_audit_whole};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_session_says_who_is_signed_in() {
    let world = World::start().await;
    world.set_up().await;
    let answer = world.sign_in(" 王老师 ", "correct horse").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
    let session = answer.expect(200);
    assert_eq!(session["staff"]["name"], "王老师");
    assert_eq!(
        session["staff"]["roles"],
        json!(["administrator", "counsellor"])
    );
    assert_eq!(session["staff"]["has_key"], false);
    assert_eq!(session["organisation"], "一中");
    assert_eq!(session["utc_offset_minutes"], 480);
}

#[tokio::test]
async fn the_cookie_is_secure_behind_tls() {
    let world = World::start().await;
    world.set_up().await;
    let body = json!({"name": "王老师", "password": "correct horse"}).to_string();
    let headers = [("x-forwarded-proto", "https")];
    let answer = world
        .send(Method::POST, "/api/v1/session", &headers, body)
        .await;
    assert!(
        answer.headers["set-cookie"]
            .to_str()
            .unwrap()
            .ends_with("; Secure")
    );
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn signing_out_and_time_end_a_session() {
    let world = World::start().await;
    let desk = world.set_up().await;
    desk.send(Method::DELETE, "/api/v1/session", &Value::Null)
        .await
        .expect(204);
    desk.get("/api/v1/session")
        .await
        .problem(401, "not_signed_in");

    let desk = Desk::of(&world, &world.sign_in("王老师", "correct horse").await);
    world.clock.advance(12 * 3_600_000 - 1);
    desk.get("/api/v1/session").await.expect(200);
    world.clock.advance(1);
    desk.get("/api/v1/session")
        .await
        .problem(401, "not_signed_in");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_names_alike() {
    let world = World::start().await;
    world.set_up().await;
    for name in ["王老师", "nobody"] {
        for _ in 0..5 {
            world.sign_in(name, "wrong").await.problem(401, "sign_in");
        }
        let answer = world.sign_in(name, "correct horse").await;
        assert_eq!(answer.headers["retry-after"], "5");
        answer.problem(429, "too_many_requests");
    }
    world.clock.advance(5000);
    world
        .sign_in("王老师", "wrong")
        .await
        .problem(401, "sign_in");
    let answer = world.sign_in("王老师", "wrong").await;
    assert_eq!(answer.headers["retry-after"], "10");
    world.clock.advance(10_000);
    world.sign_in("王老师", "correct horse").await.expect(200);
    // The right password begins the count anew.
    world
        .sign_in("王老师", "wrong")
        .await
        .problem(401, "sign_in");
    world.sign_in("王老师", "correct horse").await.expect(200);
    assert!(is_audit_whole(&world).await);
}

#[tokio::test]
async fn a_key_is_taken_only_in_its_exact_form() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let (b12, b16, b32) = (
        "AAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    );
    let good = json!({"public": b32, "wrapped": {"salt": b16, "iterations": 600_000, "iv": b12, "ciphertext": b32}});
    for (pointer, value, field) in [
        ("/public", json!(b16), "public"),
        ("/wrapped/salt", json!("*"), "wrapped.salt"),
        ("/wrapped/iterations", json!(1000), "wrapped.iterations"),
        ("/wrapped/iv", json!(b16), "wrapped.iv"),
        ("/wrapped/ciphertext", json!(b16), "wrapped.ciphertext"),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let document = desk
            .send(Method::PUT, "/api/v1/me/key", &body)
            .await
            .problem(422, "invalid");
        assert_eq!(document["field"], field);
    }
    desk.send(Method::PUT, "/api/v1/me/key", &good)
        .await
        .expect(204);
    assert_eq!(
        desk.get("/api/v1/session").await.expect(200)["staff"]["has_key"],
        true
    );
    let tablet = desk.enrol().await;
    assert_eq!(tablet.package["staff"][0]["wrapped"], good["wrapped"]);
    assert_eq!(tablet.package["staff"][0]["may_read"], true);
}
