//! The program as an administrator meets it: addresses that answer, and a clean end.

use anyhow::{Result, ensure};
use tempfile::TempDir;
use tests::server::{Options, Server};

#[tokio::test(flavor = "multi_thread")]
async fn the_promised_addresses_answer_without_redirect_or_sign_in() -> Result<()> {
    let data = TempDir::new()?;
    let server = Server::start(Options::released()?, data.path()).await?;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    for path in ["/", "/desk", "/healthz", "/metrics", "/api/openapi.json"] {
        let answer = client.get(format!("{}{path}", server.url())).send().await?;
        ensure!(answer.status() == 200, "{path} answers {}", answer.status());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_pages_come_with_all_they_name() -> Result<()> {
    let data = TempDir::new()?;
    let server = Server::start(Options::released()?, data.path()).await?;
    for path in ["/", "/desk"] {
        let page = reqwest::get(format!("{}{path}", server.url()))
            .await?
            .text()
            .await?;
        let assets: Vec<&str> = page
            .split('"')
            .filter(|it| it.starts_with("/assets/"))
            .collect();
        ensure!(3 <= assets.len(), "{path} names only {assets:?}");
        for asset in assets {
            let answer = reqwest::get(format!("{}{asset}", server.url())).await?;
            ensure!(
                answer.status() == 200,
                "{asset} answers {}",
                answer.status()
            );
            let caching = answer.headers().get("cache-control");
            ensure!(
                caching.is_some_and(|it| it.to_str().is_ok_and(|it| it.contains("immutable"))),
                "{asset} is not kept by the browser: {caching:?}"
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_ends_it_cleanly_and_the_data_stays() -> Result<()> {
    let data = TempDir::new()?;
    let mut server = Server::start(Options::released()?, data.path()).await?;
    let first = server.setup_path().await?;
    let status = server.interrupt().await?;
    ensure!(status.success(), "it ended with {status}");
    server.restart().await?;
    let client = reqwest::Client::new();
    let answer = client
        .get(format!("{}/healthz", server.url()))
        .send()
        .await?;
    ensure!(answer.status() == 200);
    ensure!(!first.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_folder_is_refused() -> Result<()> {
    let data = TempDir::new()?;
    let _first = Server::start(Options::released()?, data.path()).await?;
    match Server::start(Options::released()?, data.path()).await {
        Ok(second) => anyhow::bail!("a second server runs at {}", second.url()),
        Err(error) => {
            let message = error.to_string();
            let folder = data.path().display().to_string();
            ensure!(message.contains(&folder), "no folder is named: {message}");
            ensure!(!message.contains("panicked"), "{message}");
        }
    }
    Ok(())
}
