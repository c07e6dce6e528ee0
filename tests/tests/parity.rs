//! The engine gives the same bytes natively and as WebAssembly in a real Chromium.

use anyhow::{Context, Result, ensure};
use instruments::Library;
use serde_json::{Value, json};
use tests::browser::{Browser, Viewport};
use tests::screen::Screen;
use tests::{built, files};

/// Calls a function of the module in the browser.
async fn call(browser: &Browser, function: &str, arguments: Vec<Value>) -> Result<String> {
    let script = format!("return window.parity.{function}(...arguments)");
    Ok(browser
        .driver()
        .execute(script, arguments)
        .await?
        .convert()?)
}

async fn browser_with_module() -> Result<Browser> {
    let address = files::serve(built::parity()?).await?;
    let browser = Browser::start(Viewport::Desk).await?;
    // The exhaustive digest runs for some seconds in one script.
    browser
        .driver()
        .set_script_timeout(std::time::Duration::from_mins(2))
        .await?;
    let screen = Screen::of(&browser);
    screen.open(&format!("http://{address}/")).await?;
    screen
        .until("the module", async || {
            Ok((browser.driver().title().await? == "ready").then_some(()))
        })
        .await?;
    Ok(browser)
}

/// Every worked example of every instrument, as lines and what they must give.
fn cases() -> Result<Vec<(String, String, Value)>> {
    let library = Library::embedded()
        .map_err(|errors| anyhow::anyhow!("the embedded library is damaged: {}", errors.len()))?;
    let mut cases = Vec::new();
    for release in library.releases() {
        let id = release.instrument.id.as_str();
        let file: Value = serde_json::from_str(release.cases.as_deref().unwrap_or("{}"))?;
        let listed = file["cases"]
            .as_array()
            .with_context(|| format!("{id} has no worked examples"))?;
        for case in listed {
            let mut line = json!({ "instrument": id, "answers": case["answers"] });
            if !case["context"].is_null() {
                line["context"] = case["context"].clone();
            }
            let name = format!("{id} {}", case["id"]);
            cases.push((name, line.to_string(), case["expected"].clone()));
        }
    }
    ensure!(
        30 <= cases.len(),
        "only {} worked examples were found",
        cases.len()
    );
    Ok(cases)
}

fn check(build: &str, output: &str, cases: &[(String, String, Value)]) -> Result<()> {
    ensure!(output.lines().count() == cases.len());
    for (line, (name, _, expected)) in output.lines().zip(cases) {
        let given: Value = serde_json::from_str(line)?;
        for (field, value) in expected
            .as_object()
            .context("an example without a result")?
        {
            ensure!(
                given[field] == *value,
                "{build}: {name}: {field} is {} instead of {value}",
                given[field]
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn worked_examples_hold_natively_and_in_the_browser() -> Result<()> {
    let cases = cases()?;
    let lines: Vec<&str> = cases.iter().map(|(_, line, _)| line.as_str()).collect();
    let lines = lines.join("\n");

    let native = parity::score_lines(&lines);
    check("native", &native, &cases)?;

    let browser = browser_with_module().await?;
    let in_browser = call(&browser, "score_lines", vec![json!(lines)]).await?;
    check("in the browser", &in_browser, &cases)?;
    browser.quit().await?;
    ensure!(native == in_browser, "the two builds print different bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_lines_give_the_same_errors_in_both_builds() -> Result<()> {
    let lines = [
        "",
        "{",
        r#"{"instrument":"phq9"}"#,
        r#"{"instrument":"nothing","answers":{}}"#,
        r#"{"instrument":"phq9","answers":{"phq9_1":4}}"#,
        r#"{"instrument":"phq9","answers":{"phq9_1":1.0}}"#,
        r#"{"instrument":"phq9","answers":{"phq9_1":1,"phq9_1":1}}"#,
        r#"{"instrument":"phq9","context":{"age_years":7},"answers":{"phq9_9":3}}"#,
        r#"{"instrument":"phq9","answers":{"phq9_1":99999999999999999999}}"#,
    ]
    .join("\n");
    let native = parity::score_lines(&lines);
    let errors = native.matches("\"error\"").count();
    ensure!(errors == 8, "{errors} of 8 bad lines are errors:\n{native}");

    let browser = browser_with_module().await?;
    let in_browser = call(&browser, "score_lines", vec![json!(lines)]).await?;
    browser.quit().await?;
    ensure!(
        native == in_browser,
        "native:\n{native}\nin the browser:\n{in_browser}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_set_gives_the_same_outcome_in_both_builds() -> Result<()> {
    let native =
        tokio::task::spawn_blocking(|| [parity::phq9_digest(), parity::phq9_missing_digest()]);
    let browser = browser_with_module().await?;
    let in_browser = [
        call(&browser, "phq9_digest", vec![]).await?,
        call(&browser, "phq9_missing_digest", vec![]).await?,
    ];
    browser.quit().await?;
    let native = native.await?;
    ensure!(
        native == in_browser,
        "native {native:?}, in the browser {in_browser:?}"
    );
    Ok(())
}
