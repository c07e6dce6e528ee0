//! Who may ask for what.

use crate::world::World;
use reqwest::Method;
use serde_json::Value;
use server::route::endpoints;

const OPEN: &[&str] = &[
    "GET /api/v1/setup/{token}",
    "POST /api/v1/setup/{token}",
    "POST /api/v1/session",
    "POST /api/v1/enrol",
    "GET /healthz",
    "GET /metrics",
    "GET /api/openapi.json",
];
const TABLETS: &[&str] = &["POST /api/v1/records", "GET /api/v1/package"];

#[tokio::test]
async fn without_credentials_only_the_open_addresses_answer() {
    let world = World::start().await;
    let desk = world.set_up().await;
    let tablet = desk.enrol().await;
    let bearer = format!("Bearer {}", tablet.token);
    for endpoint in endpoints() {
        let name = format!("{} {}", endpoint.method, endpoint.path);
        if OPEN.contains(&name.as_str()) {
            continue;
        }
        let path = endpoint.path.replace(['{', '}'], "");
        let method = endpoint.method;
        let send = |headers| world.send(method.clone(), &path, headers, "{}");
        let is_for_tablets = TABLETS.contains(&name.as_str());
        let expected = if is_for_tablets {
            "device"
        } else {
            "not_signed_in"
        };
        send(&[]).await.problem(401, expected);
        send(&[
            ("cookie", "xinhu_session=guess"),
            ("authorization", "Bearer guess"),
        ])
        .await
        .problem(401, expected);
        // Neither kind of credential opens the other kind of door.
        let other = if is_for_tablets {
            ("cookie", desk.cookie.as_str())
        } else {
            ("authorization", bearer.as_str())
        };
        send(&[other]).await.problem(401, expected);
    }
}

#[tokio::test]
async fn changes_need_the_pages_own_value() {
    let world = World::start().await;
    let desk = world.set_up().await;
    for endpoint in endpoints() {
        let name = format!("{} {}", endpoint.method, endpoint.path);
        if endpoint.method == Method::GET
            || OPEN.contains(&name.as_str())
            || TABLETS.contains(&name.as_str())
        {
            continue;
        }
        let path = endpoint.path.replace(['{', '}'], "");
        for csrf in [None, Some("guess")] {
            let mut headers = vec![("cookie", desk.cookie.as_str())];
            headers.extend(csrf.map(|it| ("x-xinhu-csrf", it)));
            world
                .send(endpoint.method.clone(), &path, &headers, "{}")
                .await
                .problem(403, "csrf");
        }
    }
    desk.get("/api/v1/session").await.expect(200);
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let world = World::start().await;
    world.get("/api/v1/nothing").await.problem(404, "not_found");
    world
        .send(Method::DELETE, "/healthz", &[], "")
        .await
        .problem(405, "method");
    let desk = world.set_up().await;
    for path in ["results/x", "children/1234567890", "children/abc"] {
        desk.get(&format!("/api/v1/{path}"))
            .await
            .problem(404, "not_found");
    }
    for path in ["alerts/x/acknowledge", "devices/x/revoke"] {
        desk.post(&format!("/api/v1/{path}"), &Value::Null)
            .await
            .problem(404, "not_found");
    }
}
