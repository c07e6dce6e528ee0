//! The promise: answers stay on the tablet. A child answers an instrument whose values and ids are
//! unmistakable, and they are searched for everywhere; builds that leak on purpose prove that the search
//! would find them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::browser::Viewport;
use tests::built;
use tests::desk::{NAME, PASSWORD};
use tests::leak::{Canary, Finding, Haystack, folder, unpacked};
use tests::proxy::Proxy;
use tests::server::Options;
use tests::tablet::{Answer, Sitting};
use tests::world::{World, journey_with};

/// What was found, by kind of place.
struct Findings {
    requests: Vec<Finding>,
    titles: Vec<Finding>,
    console: Vec<Finding>,
    profile: Vec<Finding>,
    database: Vec<Finding>,
    output: Vec<Finding>,
    exports: Vec<Finding>,
}

impl Findings {
    fn all(&self) -> Vec<&Finding> {
        [
            &self.requests,
            &self.titles,
            &self.console,
            &self.profile,
            &self.database,
            &self.output,
            &self.exports,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn options() -> Result<Options> {
    Ok(Options {
        instruments: Some(Canary::folder()),
        ..Options::released()?
    })
}

fn leaking(server_place: Option<&str>) -> Result<Options> {
    Ok(Options {
        binary: built::xinhu_leaking()?,
        web_dir: Some(built::web_leaking()?),
        environment: server_place
            .map(|place| ("XINHU_LEAK", place.to_owned()))
            .into_iter()
            .collect(),
        ..options()?
    })
}

/// One sitting with the canary instrument, `query` behind the tablet's address, and the search.
async fn sitting(name: &str, options: Options, query: &str) -> Result<Findings> {
    let canary = Canary::load()?;
    let (mut findings, closed) = journey_with(name, options, Viewport::Landscape, async |world| {
        answer_and_search(world, &canary, query).await
    })
    .await?;
    // Chromium writes some things, such as its history, only at its end.
    let haystacks = profile(closed.path())?;
    findings
        .profile
        .extend(canary.needles.beyond_definition(&haystacks));
    Ok(findings)
}

async fn answer_and_search(world: &mut World, canary: &Canary, query: &str) -> Result<Findings> {
    let proxy = Proxy::start(world.server.url()).await?;
    world.tablet_url = proxy.url();
    let child = world.open_school().await?;
    let tablet = world.tablet();
    let browser = world.tablet_browser();
    tablet
        .screen
        .open(&format!("{}/{query}", proxy.url()))
        .await?;
    tablet.unlock().await?;

    let sitting = Sitting {
        child: child.clone(),
        age: 14,
        stage: "junior",
        battery: "canary",
    };
    tablet.prepare(&sitting).await?;
    tablet.screen.tap("honest-begin").await?;
    let mut titles = Vec::new();
    let mut during = Vec::new();
    let mut done = 0;
    while let Some(number) = tablet.current_item(done).await? {
        let item = canary
            .item(number)
            .with_context(|| format!("an item {number} that should not be shown"))?;
        tablet.answer(Answer::Option(canary.answers[item])).await?;
        done = number;
        titles.push(Haystack::new(
            "the page's title",
            browser.driver().title().await?,
        ));
        if number == 3 {
            // In the middle of the sitting, as a thief would find the tablet.
            during = profile(world.tablet_profile())?;
        }
    }
    ensure!(done == 6, "{done} items instead of 6 were shown");
    titles.push(Haystack::new(
        "the page's title",
        browser.driver().title().await?,
    ));
    tablet.open_review().await?;
    tablet.confirm_review().await?;
    tablet.wait_until_waiting(0).await?;

    let needles = &canary.needles;
    let console: Vec<Haystack> = browser
        .console()
        .await?
        .into_iter()
        .map(|line| Haystack::new("the console", line))
        .collect();
    let after = profile(world.tablet_profile())?;
    for (when, haystacks) in [("during", &during), ("after", &after)] {
        ensure!(
            0 < needles.sightings_of_definition(haystacks),
            "the search does not even see the definition in the profile {when} the sitting"
        );
    }
    let requests: Vec<Haystack> = proxy
        .seen()
        .into_iter()
        .flat_map(|it| {
            let place = format!("the request {}", it.line);
            [
                Haystack::new("a request's address", it.line),
                Haystack::new(format!("{place}, headers"), it.headers),
                Haystack::new(format!("{place}, body"), it.body.to_vec()),
            ]
        })
        .collect();
    ensure!(
        requests
            .iter()
            .any(|it| it.place.contains("POST /api/v1/records")),
        "the proxy saw no upload"
    );
    // The desk signs in at the server itself, so that only the tablet's requests are recorded.
    let exports = exports(world, &child).await?;
    Ok(Findings {
        requests: needles.anywhere(&requests),
        titles: needles.anywhere(&titles),
        console: needles.anywhere(&console),
        profile: [
            needles.beyond_definition(&during),
            needles.beyond_definition(&after),
        ]
        .concat(),
        database: needles.beyond_definition(&folder(world.server.data_dir())?),
        output: needles.anywhere(&[Haystack::new("the server's output", world.server.output())]),
        exports: needles.beyond_definition(&exports),
    })
}

/// Everything that Chromium keeps of the tablet: files as they are, databases unpacked.
fn profile(root: &Path) -> Result<Vec<Haystack>> {
    let mut haystacks = folder(root)?;
    haystacks.extend(unpacked(root)?);
    Ok(haystacks)
}

/// What the server hands out to a signed-in counsellor.
async fn exports(world: &World, child: &str) -> Result<Vec<Haystack>> {
    let base = format!("{}/api/v1", world.server.url());
    let client = reqwest::Client::new();
    let session = client
        .post(format!("{base}/session"))
        .header("content-type", "application/json")
        .body(serde_json::json!({ "name": NAME, "password": PASSWORD }).to_string())
        .send()
        .await?;
    let cookie = session
        .headers()
        .get("set-cookie")
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.split(';').next())
        .context("no session")?
        .to_owned();
    let get = async |path: &str| -> Result<String> {
        let answer = client
            .get(format!("{}{path}", world.server.url()))
            .header("cookie", &cookie)
            .send()
            .await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        Ok(answer.text().await?)
    };

    let results = get("/api/v1/results").await?;
    let listed: Value = serde_json::from_str(&results)?;
    let id = listed["results"][0]["id"]
        .as_str()
        .context("the result did not arrive")?
        .to_owned();
    let mut exports = vec![Haystack::new("/api/v1/results", results)];
    for path in [
        format!("/api/v1/results/{id}"),
        format!("/api/v1/children/{child}"),
        "/api/v1/children".to_owned(),
        "/api/v1/alerts".to_owned(),
        "/api/v1/devices".to_owned(),
        "/api/v1/session".to_owned(),
        "/api/v1/library".to_owned(),
        "/metrics".to_owned(),
        "/healthz".to_owned(),
        "/api/openapi.json".to_owned(),
    ] {
        let body = get(&path).await?;
        exports.push(Haystack::new(path, body));
    }
    Ok(exports)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_found_anywhere() -> Result<()> {
    let findings = sitting("canary", options()?, "").await?;
    ensure!(
        findings.all().is_empty(),
        "answers were found: {:#?}",
        findings.all()
    );
    Ok(())
}

/// One leak at a time: the search must find it at its place.
async fn must_be_found(
    place: &str,
    server_place: Option<&str>,
    found_in: impl Fn(&Findings) -> &Vec<Finding>,
) -> Result<()> {
    let name = format!("leak-{place}-{}", server_place.unwrap_or("tablet"));
    let findings = sitting(&name, leaking(server_place)?, &format!("?leak={place}")).await?;
    ensure!(
        !found_in(&findings).is_empty(),
        "the leak was not found at its place; found elsewhere: {:#?}",
        findings.all()
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_in_a_request_body_is_found() -> Result<()> {
    must_be_found("request-body", None, |it| &it.requests).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_in_a_request_header_is_found() -> Result<()> {
    must_be_found("request-header", None, |it| &it.requests).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_local_storage_is_found() -> Result<()> {
    must_be_found("local-storage", None, |it| &it.profile).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_indexed_db_is_found() -> Result<()> {
    must_be_found("indexed-db", None, |it| &it.profile).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_cache_is_found() -> Result<()> {
    must_be_found("cache", None, |it| &it.profile).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_title_is_found() -> Result<()> {
    must_be_found("title", None, |it| &it.titles).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_history_is_found() -> Result<()> {
    must_be_found("history", None, |it| &it.profile).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_console_is_found() -> Result<()> {
    must_be_found("console", None, |it| &it.console).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_database_is_found() -> Result<()> {
    must_be_found("request-header", Some("database"), |it| &it.database).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leak_into_the_log_is_found() -> Result<()> {
    must_be_found("request-header", Some("log"), |it| &it.output).await
}
