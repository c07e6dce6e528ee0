//! What happens to a record that a tablet delivers.

use crate::world::{CALM, RED, World, event, id, result, review, seal};
use serde_json::{Value, json};
use server::store::Store as _;

async fn n_records(world: &World) -> i64 {
    world
        .store
        .count()
        .await
        .unwrap()
        .records
        .iter()
        .map(|(_, _, n)| n)
        .sum()
}

#[tokio::test]
async fn a_record_is_kept_once_however_often_it_comes() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let staff = desk.staff.clone();
    let records = [
        result(&id(1), &child, CALM),
        review(&id(2), &id(1), &staff, "confirmed"),
        event(&id(3), &child, &staff),
    ];
    for record in &records {
        let first = tablet.deliver(record).await.expect(201);
        assert_eq!(
            first,
            json!({"id": record["id"], "state": "stored", "held": []})
        );
        // Sealed anew the envelope differs, the opened record does not.
        let envelope = seal(&world.key, record, 2);
        assert_eq!(tablet.deliver_envelope(&envelope).await.expect(200), first);
    }
    assert_eq!(n_records(&world).await, 3);
}

#[tokio::test]
async fn spacing_and_order_do_not_make_another_record() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let record = result(&id(1), &child, CALM);
    tablet.deliver(&record).await.expect(201);
    let spaced = serde_json::to_string_pretty(&record).unwrap();
    let record_id = engine::wire::RecordId::parse(&id(1)).unwrap();
    let envelope =
        engine::seal::SealedEnvelope::seal(&world.key, record_id, spaced.as_bytes(), [3; 32])
            .unwrap();
    tablet
        .deliver_envelope(&serde_json::to_value(envelope).unwrap())
        .await
        .expect(200);
}

#[tokio::test]
async fn another_body_under_the_same_id_is_held_beside_the_first() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(201);
    let other = result(&id(1), &child, RED);
    for _ in 0..2 {
        let document = tablet.deliver(&other).await.problem(409, "conflict");
        assert_eq!(document["state"], "held");
        assert_eq!(document["id"], id(1));
    }
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(200);
    assert_eq!(n_records(&world).await, 2);

    let listed = desk.get("/api/v1/results").await.expect(200);
    let ids: Vec<&Value> = listed["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(ids, [&json!(format!("{}.1", id(1))), &json!(id(1))]);
    let kept = desk
        .get(&format!("/api/v1/results/{}.1", id(1)))
        .await
        .expect(200);
    assert_eq!(kept["held"], json!(["conflict"]));
    assert_eq!(kept["record"], other);
    let alerts = desk.get("/api/v1/alerts?open=true").await.expect(200);
    assert_eq!(alerts["alerts"][0]["tier"], "red");
    assert_eq!(
        alerts["alerts"][0]["reasons"],
        json!(["suicide_item", "conflict"])
    );
}

#[tokio::test]
async fn the_same_id_for_another_kind_is_a_conflict_too() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(201);
    tablet
        .deliver(&event(&id(1), &child, &desk.staff))
        .await
        .problem(409, "conflict");
    assert_eq!(n_records(&world).await, 2);
}

#[tokio::test]
async fn fields_and_values_the_records_do_not_have_are_refused_by_name() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let good = result(&id(1), &child, CALM);
    let check = async |pointer: &str, key: &str, value: Value, field: &str| {
        let mut record = good.clone();
        record.pointer_mut(pointer).unwrap()[key] = value;
        let document = tablet.deliver(&record).await.problem(422, "not_a_record");
        assert_eq!(document["field"], field, "{document}");
        assert!(!document["detail"].as_str().unwrap().is_empty());
    };
    check("", "answers", json!({"phq9_9": 3}), "answers").await;
    check("", "name", json!("小明"), "name").await;
    check(
        "/instruments/0",
        "items",
        json!([1, 2]),
        "instruments[0].items",
    )
    .await;
    check(
        "/instruments/1/scales/0",
        "note",
        json!("x"),
        "instruments[1].scales[0].note",
    )
    .await;
    check("", "tier", json!("purple"), "tier").await;
    check("", "child", json!("1234567890"), "child").await;
    check("", "minutes", json!(1441), "minutes").await;
    check("", "schema", json!(2), "schema").await;
    check("", "kind", json!("answer"), "kind").await;
    check(
        "/instruments/0",
        "flags",
        json!(["a sentence about a child"]),
        "instruments[0].flags[0]",
    )
    .await;

    let mut record = review(&id(2), &id(1), &desk.staff, "confirmed");
    record["comment"] = json!("she said");
    let document = tablet.deliver(&record).await.problem(422, "not_a_record");
    assert_eq!(document["field"], "comment");

    let mut record = good.clone();
    record.as_object_mut().unwrap().remove("tier");
    let document = tablet.deliver(&record).await.problem(422, "not_a_record");
    assert_eq!(document["field"], "tier");
    assert_eq!(n_records(&world).await, 0);
}

#[tokio::test]
async fn a_damaged_envelope_is_refused_and_nothing_is_kept() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let envelope = seal(&world.key, &result(&id(1), &child, RED), 1);
    let text = envelope.to_string();

    tablet
        .deliver_bytes(text[..text.len() / 2].to_owned())
        .await
        .problem(400, "malformed");
    tablet.deliver_bytes("").await.problem(400, "malformed");
    tablet
        .deliver_bytes(format!("{text}{text}"))
        .await
        .problem(400, "malformed");

    let mut changed = envelope.clone();
    let sealed = envelope["ciphertext"].as_str().unwrap();
    let flipped = if sealed.starts_with('A') { "B" } else { "A" };
    changed["ciphertext"] = json!(format!("{flipped}{}", &sealed[1..]));
    tablet
        .deliver_envelope(&changed)
        .await
        .problem(400, "cannot_open");

    let mut cut = envelope.clone();
    cut["ciphertext"] = json!(&sealed[..sealed.len() / 8 * 4]);
    tablet
        .deliver_envelope(&cut)
        .await
        .problem(400, "cannot_open");

    let mut renamed = envelope.clone();
    renamed["id"] = json!(id(2));
    tablet
        .deliver_envelope(&renamed)
        .await
        .problem(400, "cannot_open");

    let mut foreign = envelope.clone();
    foreign["key"] = json!("x25519:00000000000000000000000000000000");
    let document = tablet
        .deliver_envelope(&foreign)
        .await
        .problem(400, "sealing_key");
    assert_eq!(document["field"], "key");

    let mut extra = envelope.clone();
    extra["answers"] = json!([1, 2, 3]);
    assert_eq!(
        tablet
            .deliver_envelope(&extra)
            .await
            .problem(400, "malformed")["field"],
        "answers"
    );

    tablet
        .deliver_bytes(vec![b' '; 65 * 1024])
        .await
        .problem(413, "too_large");
    assert_eq!(n_records(&world).await, 0);
    tablet.deliver_envelope(&envelope).await.expect(201);
}

#[tokio::test]
async fn the_envelopes_id_must_be_the_records() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let record = result(&id(1), &child, CALM);
    let other = engine::wire::RecordId::parse(&id(2)).unwrap();
    let bytes = record.to_string();
    let envelope =
        engine::seal::SealedEnvelope::seal(&world.key, other, bytes.as_bytes(), [1; 32]).unwrap();
    let document = tablet
        .deliver_envelope(&serde_json::to_value(envelope).unwrap())
        .await
        .problem(422, "not_a_record");
    assert_eq!(document["field"], "id");
}

#[tokio::test]
async fn a_connection_that_breaks_off_leaves_nothing() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let body = seal(&world.key, &result(&id(1), &child, RED), 1).to_string();
    let address = world.origin.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/records HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: {}\r\n\r\n",
        tablet.token,
        body.len(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
        .write_all(&body.as_bytes()[..body.len() - 1])
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
    // The server sees the end, answers or hangs up; either way it is done with the request.
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(!answer.starts_with(b"HTTP/1.1 2"));
    assert_eq!(n_records(&world).await, 0);
    tablet.deliver_bytes(body).await.expect(201);
}

#[tokio::test]
async fn what_does_not_follow_is_kept_and_held() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let mut n = 0;
    let mut check = async |change: &dyn Fn(&mut Value), expected: &str| {
        n += 1;
        let mut record = result(&id(n), &child, CALM);
        change(&mut record);
        let kept = tablet.deliver(&record).await.expect(201);
        assert_eq!(kept["state"], "held", "{kept}");
        let held = kept["held"].as_array().unwrap();
        assert!(
            held.iter().any(|it| it == expected),
            "{kept}, expected {expected}"
        );
    };
    check(
        &|it| it["instruments"][0]["scales"][0]["score"] = json!(99),
        "score_out_of_range",
    )
    .await;
    check(
        &|it| it["instruments"][0]["scales"][0]["band"] = json!("severe"),
        "band_mismatch",
    )
    .await;
    check(&|it| it["tier"] = json!("red"), "tier_mismatch").await;
    check(&|it| it["tier"] = Value::Null, "tier_mismatch").await;
    check(
        &|it| it["instruments"][0]["flags"] = json!(["no_such_flag"]),
        "unknown_flag",
    )
    .await;
    check(
        &|it| it["instruments"][0]["version"] = json!("9.0.0"),
        "unknown_definition",
    )
    .await;
    check(
        &|it| it["policy"]["version"] = json!("9.0.0"),
        "unknown_policy",
    )
    .await;
    check(
        &|it| it["battery"]["id"] = json!("another"),
        "unknown_battery",
    )
    .await;
    check(&|it| it["child"] = json!("1234567889"), "unknown_child").await;
}

#[tokio::test]
async fn a_revoked_tablet_may_still_deliver_and_is_held() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    desk.post(
        &format!("/api/v1/devices/{}/revoke", tablet.id),
        &Value::Null,
    )
    .await
    .expect(204);
    let kept = tablet
        .deliver(&result(&id(1), &child, RED))
        .await
        .expect(201);
    assert_eq!(kept["held"], json!(["revoked_device"]));
    let kept = tablet
        .deliver(&review(&id(2), &id(1), &desk.staff, "confirmed"))
        .await
        .expect(201);
    assert_eq!(kept["held"], json!(["revoked_device"]));
    let alerts = desk.get("/api/v1/alerts?open=true").await.expect(200);
    assert_eq!(
        alerts["alerts"][0]["reasons"],
        json!(["suicide_item", "revoked_device"])
    );
}

#[tokio::test]
async fn a_review_may_come_before_its_result_and_from_nobody_known() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let kept = tablet
        .deliver(&review(&id(2), &id(1), &desk.staff, "confirmed"))
        .await
        .expect(201);
    assert_eq!(kept["state"], "stored");
    let kept = tablet
        .deliver(&review(&id(3), &id(1), &id(99), "invalid"))
        .await
        .expect(201);
    assert_eq!(kept["held"], json!(["unknown_staff"]));
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(201);
    let found = desk
        .get(&format!("/api/v1/results/{}", id(1)))
        .await
        .expect(200);
    assert_eq!(found["review"]["decision"], "confirmed");
    assert_eq!(found["reviews"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    tablet
        .deliver(&result(&id(1), &child, RED))
        .await
        .expect(201);
    let world = world.restart().await;
    assert_eq!(n_records(&world).await, 1);
    assert_eq!(world.store.count().await.unwrap().open_alerts, 1);
}

#[tokio::test]
async fn many_tablets_at_once_lose_nothing() {
    let world = World::start().await;
    let (desk, child, first) = world.with_tablet().await;
    let second = desk.enrol().await;
    let records: Vec<Value> = (1..=40).map(|n| result(&id(n), &child, RED)).collect();
    let mut deliveries = tokio::task::JoinSet::new();
    // Every record twice at the same time: one is first, the other finds it there.
    for record in &records {
        for token in [&first.token, &second.token] {
            let url = format!("{}/api/v1/records", world.origin);
            let request = reqwest::Client::new()
                .post(url)
                .header("authorization", format!("Bearer {token}"))
                .body(seal(&world.key, record, 1).to_string());
            deliveries.spawn(async move { request.send().await.unwrap().status().as_u16() });
        }
    }
    let mut statuses = deliveries.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200; 40], vec![201; 40]].concat());
    assert_eq!(n_records(&world).await, 40);
    assert_eq!(world.store.count().await.unwrap().open_alerts, 40);
}
