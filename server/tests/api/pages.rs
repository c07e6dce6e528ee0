use crate::world::World;

#[tokio::test]
async fn every_answer_has_the_headers_that_protect_it() {
    let world = World::start().await;
    for path in [
        "/",
        "/desk",
        "/desk/setup/x",
        "/healthz",
        "/metrics",
        "/api/openapi.json",
        "/api/v1/session",
        "/nothing",
    ] {
        let answer = world.get(path).await;
        let csp = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(
            csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"),
            "{csp}"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert_eq!(answer.headers["x-frame-options"], "DENY");
        assert_eq!(answer.headers["x-xinhu-version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_named_addresses_answer_without_signing_in() {
    let world = World::start().await;
    for path in [
        "/",
        "/desk",
        "/desk/",
        "/desk/results",
        "/healthz",
        "/metrics",
        "/api/openapi.json",
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
    }
    let health = world.get("/healthz").await.expect(200);
    assert_eq!(health["status"], "ok");
    world
        .get("/assets/tablet/nothing.js")
        .await
        .problem(404, "not_found");
    world
        .get("/assets/tablet/..%2f..%2fsecret")
        .await
        .problem(404, "not_found");
}

#[tokio::test]
async fn metrics_count_requests_and_say_nothing_of_a_child() {
    let world = World::start().await;
    let (_desk, child, tablet) = world.with_tablet().await;
    let record = crate::world::result(&crate::world::id(1), &child, crate::world::RED);
    tablet.deliver(&record).await.expect(201);
    world.get("/nothing").await;
    let metrics = world.get("/metrics").await.text;
    for line in [
        "xinhu_requests_total{status=\"4xx\"} 1",
        "xinhu_records{kind=\"result\",state=\"stored\"} 1",
        "xinhu_alerts_open 1",
        "xinhu_devices 1",
    ] {
        assert!(
            metrics.lines().any(|it| it == line),
            "{line} not in\n{metrics}"
        );
    }
    assert!(!metrics.contains(&child));
}
