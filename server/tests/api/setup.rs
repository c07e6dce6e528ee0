use crate::world::World;
use serde_json::json;

#[tokio::test]
async fn the_link_works_once() {
    let world = World::start().await;
    let path = world.setup_path();
    world.get(&path).await.expect(204);
    world
        .get("/api/v1/setup/guess")
        .await
        .problem(404, "setup_link");
    world
        .get("/api/v1/session")
        .await
        .problem(401, "not_signed_in");
    world
        .sign_in("王老师", "correct horse")
        .await
        .problem(401, "not_set_up");

    world
        .set_up()
        .await
        .get("/api/v1/session")
        .await
        .expect(200);

    world.get(&path).await.problem(410, "setup_done");
    let again = json!({"district": "b", "organisation": "b", "name": "b", "password": "bbbbbbbbb"});
    world.post(&path, &again).await.problem(410, "setup_done");
}

#[tokio::test]
async fn two_at_once_make_one_account() {
    let world = World::start().await;
    let path = world.setup_path();
    let body = json!({"district": "a", "organisation": "a", "name": "a", "password": "aaaaaaaaa"});
    let (a, b) = tokio::join!(world.post(&path, &body), world.post(&path, &body));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 410]);
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_nothing_is_made() {
    let world = World::start().await;
    let path = world.setup_path();
    let good = json!({"district": "a", "organisation": "a", "name": "a", "password": "aaaaaaaaa"});
    for (field, value) in [
        ("district", json!(" ")),
        ("organisation", json!("a\nb")),
        ("name", json!("x".repeat(65))),
        ("password", json!("short")),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let document = world.post(&path, &body).await.problem(422, "invalid");
        assert_eq!(document["field"], field);
    }
    let mut body = good.clone();
    body["phone"] = json!("1");
    let document = world.post(&path, &body).await.problem(400, "malformed");
    assert_eq!(document["field"], "phone");
    world.get(&path).await.expect(204);
}

#[tokio::test]
async fn the_account_is_there_after_a_restart_and_the_link_is_not() {
    let world = World::start().await;
    world.set_up().await;
    let old_path = world.setup_path();
    let world = world.restart().await;
    world.sign_in("王老师", "correct horse").await.expect(200);
    world.get(&old_path).await.problem(410, "setup_done");
    world
        .get(&world.setup_path())
        .await
        .problem(410, "setup_done");
}
