use crate::world::{CALM, RED, World, event, id, result, review};
use serde_json::{Value, json};

fn ids(page: &Value) -> Vec<&str> {
    page["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn results_can_be_filtered() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let other = desk.make_child().await;
    tablet
        .deliver(&result(&id(1), &child, CALM))
        .await
        .expect(201);
    tablet
        .deliver(&result(&id(2), &other, RED))
        .await
        .expect(201);
    let mut held = result(&id(3), &child, CALM);
    held["tier"] = json!("orange");
    tablet.deliver(&held).await.expect(201);
    tablet
        .deliver(&review(&id(4), &id(2), &desk.staff, "confirmed"))
        .await
        .expect(201);

    let check = async |query: &str, expected: &[u8]| {
        let page = desk
            .get(&format!("/api/v1/results?{query}"))
            .await
            .expect(200);
        let expected: Vec<String> = expected.iter().map(|n| id(*n)).collect();
        assert_eq!(ids(&page), expected, "{query}");
    };
    check("", &[3, 2, 1]).await;
    check("tier=red", &[2]).await;
    check("tier=red,green", &[2, 1]).await;
    check("tier=none", &[]).await;
    check("tier=", &[3, 2, 1]).await;
    check(&format!("child={child}"), &[3, 1]).await;
    check("state=held", &[3]).await;
    check("state=stored", &[2, 1]).await;
    check("instrument=phq9", &[3, 2, 1]).await;
    check("instrument=who5", &[]).await;
    check("reviewed=yes", &[2]).await;
    check("reviewed=no", &[3, 1]).await;
    check(&format!("reviewed=no&child={child}&state=stored"), &[1]).await;
    for (query, field) in [
        ("tier=blue", "tier"),
        ("child=1", "child"),
        ("state=x", "state"),
        ("instrument=%20", "instrument"),
        ("reviewed=x", "reviewed"),
        ("before=x", "before"),
    ] {
        let document = desk
            .get(&format!("/api/v1/results?{query}"))
            .await
            .problem(400, "query");
        assert_eq!(document["field"], field);
    }
    desk.get("/api/v1/results?name=x")
        .await
        .problem(400, "query");
}

#[tokio::test]
async fn pages_follow_one_another() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    for n in 1..=5 {
        tablet
            .deliver(&result(&id(n), &child, CALM))
            .await
            .expect(201);
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = desk
            .get(&format!("/api/v1/results?limit=2&before={next}"))
            .await
            .expect(200);
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        // What arrives meanwhile does not shift the pages.
        tablet.deliver(&result(&id(100), &child, CALM)).await;
        match page["next"].as_str() {
            Some(cursor) => cursor.clone_into(&mut next),
            None => break,
        }
    }
    assert_eq!(seen, [5, 4, 3, 2, 1].map(id));
}

#[tokio::test]
async fn a_childs_file_is_in_the_order_of_days() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let mut late = result(&id(1), &child, RED);
    late["taken_on"] = json!("2026-11-20");
    let mut early = result(&id(2), &child, CALM);
    early["taken_on"] = json!("2026-03-01");
    for record in [
        &late,
        &early,
        &review(&id(3), &id(1), &desk.staff, "confirmed"),
        &event(&id(4), &child, &desk.staff),
    ] {
        tablet.deliver(record).await.expect(201);
    }
    let file = desk
        .get(&format!("/api/v1/children/{child}"))
        .await
        .expect(200);
    assert_eq!(ids(&file), [id(2), id(1)]);
    assert_eq!(file["results"][1]["record"], late);
    assert_eq!(file["results"][1]["reviews"].as_array().unwrap().len(), 1);
    assert_eq!(file["reviews"][0]["id"], id(3));
    assert_eq!(file["events"][0]["id"], id(4));
}

#[tokio::test]
async fn the_list_of_children_shows_the_latest_result_that_stands() {
    let world = World::start().await;
    let (desk, child, tablet) = world.with_tablet().await;
    let latest =
        async || desk.get("/api/v1/children").await.expect(200)["children"][0]["latest"].clone();
    assert_eq!(latest().await, Value::Null);
    let mut first = result(&id(1), &child, CALM);
    first["taken_on"] = json!("2026-11-01");
    tablet.deliver(&first).await.expect(201);
    tablet
        .deliver(&result(&id(2), &child, RED))
        .await
        .expect(201);
    assert_eq!(
        latest().await,
        json!({"taken_on": "2026-11-22", "tier": "red"})
    );

    let mut overridden = review(&id(3), &id(2), &desk.staff, "overridden");
    overridden["tier"] = json!("orange");
    tablet.deliver(&overridden).await.expect(201);
    assert_eq!(
        latest().await,
        json!({"taken_on": "2026-11-22", "tier": "orange"})
    );

    tablet
        .deliver(&review(&id(4), &id(2), &desk.staff, "invalid"))
        .await
        .expect(201);
    assert_eq!(
        latest().await,
        json!({"taken_on": "2026-11-01", "tier": "green"})
    );
}
