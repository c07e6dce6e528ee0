use crate::world::{RED, World, id, result};
use serde_json::Value;
use server::store::Store as _;

#[tokio::test]
async fn a_full_disk_refuses_whole_records_and_keeps_what_was_acknowledged() {
    let world = World::start_with_pages(110).await;
    let (desk, child, tablet) = world.with_tablet().await;
    let mut n_kept = 0;
    let refused = loop {
        let answer = tablet.deliver(&result(&id(n_kept + 1), &child, RED)).await;
        if answer.status != 201 {
            break answer;
        }
        n_kept += 1;
        assert!(n_kept < 200, "the database never filled up");
    };
    assert!(refused.headers.contains_key("retry-after"));
    refused.problem(507, "disk_full");

    let counts = world.store.count().await.unwrap();
    let n_records: i64 = counts.records.iter().map(|(_, _, n)| n).sum();
    assert_eq!(n_records, i64::from(n_kept));
    assert_eq!(counts.open_alerts, i64::from(n_kept));
    world.get("/healthz").await.expect(200);
    let listed: Value = desk.get("/api/v1/results?limit=200").await.expect(200);
    assert_eq!(
        listed["results"].as_array().unwrap().len(),
        usize::from(n_kept)
    );

    // With room again the refused record is taken, and so is a replay of the last one.
    let key = world.key;
    let token = tablet.token.clone();
    let world = world.restart().await;
    let bearer = format!("Bearer {token}");
    for (n, status) in [(n_kept, 200), (n_kept + 1, 201)] {
        let body = crate::world::seal(&key, &result(&id(n), &child, RED), 1).to_string();
        let headers = [("authorization", bearer.as_str())];
        world
            .send(reqwest::Method::POST, "/api/v1/records", &headers, body)
            .await
            .expect(status);
    }
}
