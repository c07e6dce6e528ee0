use crate::world::{CALM, RED, World, id, is_audit_whole, result};
use serde_json::{Value, json};

#[tokio::test]
async fn a_red_result_alerts_and_the_first_person_stays() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(201);
    tablet
        .deliver(&result(&id(2), &child, RED))
        .await
        .expect(201);
    let listed = desk.get("/api/v1/alerts?open=true").await.expect(200);
    let [alert] = listed["alerts"].as_array().unwrap().as_slice() else {
        panic!("{listed}");
    };
    assert_eq!(alert["result"], id(2));
    assert_eq!(alert["child"], child);
    assert_eq!(alert["tier"], "red");
    assert_eq!(alert["urgency"], "today");
    assert_eq!(alert["reasons"], json!(["suicide_item"]));
    assert_eq!(alert["acknowledged"], Value::Null);

    let path = format!(
        "/api/v1/alerts/{}/acknowledge",
        alert["id"].as_str().unwrap()
    );
    desk.post(&path, &Value::Null).await.expect(204);
    let after = desk.get("/api/v1/alerts").await.expect(200);
    let seen = after["alerts"][0]["acknowledged"].clone();
    assert_eq!(seen["by"], desk.staff);
    world.clock.advance(60_000);
    desk.post(&path, &Value::Null).await.expect(204);
    let again = desk.get("/api/v1/alerts").await.expect(200);
    assert_eq!(again["alerts"][0]["acknowledged"], seen);
    assert_eq!(
        desk.get("/api/v1/alerts?open=true").await.expect(200)["alerts"],
        json!([])
    );
    assert!(is_audit_whole(&world).await);
}

#[tokio::test]
async fn a_held_result_alerts_at_the_higher_tier() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    // Sent as green, though its flag makes it red.
    let mut record = result(&id(1), &child, RED);
    record["tier"] = json!("green");
    tablet.deliver(&record).await.expect(201);
    let alerts = desk.get("/api/v1/alerts?open=true").await.expect(200);
    assert_eq!(alerts["alerts"][0]["tier"], "red");
    let listed = desk.get("/api/v1/results").await.expect(200);
    let found = &listed["results"][0];
    assert_eq!(found["tier"], "green");
    assert_eq!(found["derived_tier"], "red");
    assert_eq!(found["effective_tier"], "red");
}
