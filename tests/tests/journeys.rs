//! What people do with Xinhu, from the set-up link to a red result on the desk, in a real Chromium.

use anyhow::{Context, Result, ensure};
use tests::browser::Viewport;
use tests::tablet::{Answer, Sitting};
use tests::world::{World, journey};

/// PHQ-9 with nine items, then GAD-7 with seven.
const ITEMS: u32 = 16;
const ITEM_9: u32 = 9;

/// Several days of everything, thoughts of death among them.
fn endorsing_item_9(number: u32) -> Answer {
    Answer::Option(if number == ITEM_9 { 2 } else { 1 })
}

/// The page fits, and its picture is kept.
async fn look(world: &World, name: &str) -> Result<()> {
    let wide = world.tablet().screen.too_wide().await?;
    ensure!(wide.is_empty(), "{name} is wider than the window: {wide:?}");
    world.tablet_browser().picture(name).await?;
    Ok(())
}

async fn look_at_desk(world: &World, name: &str) -> Result<()> {
    let wide = world.desk().screen.too_wide().await?;
    ensure!(wide.is_empty(), "{name} is wider than the window: {wide:?}");
    world.desk_browser().picture(name).await?;
    Ok(())
}

async fn child_answers(world: &World, child: &str, language: &str) -> Result<()> {
    let tablet = world.tablet();
    tablet.prepare(&Sitting::secondary(child)).await?;
    look(world, &format!("child-honest-{language}")).await?;
    tablet.screen.tap("honest-begin").await?;
    let first = tablet.current_item(0).await?;
    ensure!(first == Some(1), "the first item is {first:?}");
    look(world, &format!("child-item-{language}")).await?;
    tablet.answer(Answer::Key(1)).await?;
    let answered = tablet.answer_from(1, endorsing_item_9).await?;
    ensure!(answered == ITEMS, "{answered} items instead of {ITEMS}");
    look(world, &format!("child-thanks-{language}")).await
}

async fn review_is_red(world: &World, language: &str) -> Result<()> {
    let tablet = world.tablet();
    tablet.open_review().await?;
    let tier = tablet.screen.attribute("review-tier", "data-tier").await?;
    ensure!(tier.as_deref() == Some("red"), "the tier is {tier:?}");
    tablet.screen.find("review-flag-suicide_item").await?;
    // Nine items of PHQ-9, item 9 twice as often: 10 of 27. Seven of GAD-7: 7 of 21.
    for (scale, score) in [("phq9-total", "10"), ("gad7-total", "7")] {
        let text = tablet.screen.text(&format!("review-scale-{scale}")).await?;
        ensure!(
            text.contains(score),
            "{scale} does not show {score}: {text}"
        );
    }
    look(world, &format!("review-{language}")).await
}

async fn desk_shows_red(world: &World, child: &str, language: &str) -> Result<()> {
    let desk = world.desk();
    let row = desk.result_of(child).await?;
    ensure!(row.attr("data-tier").await?.as_deref() == Some("red"));
    ensure!(
        row.attr("data-state").await?.as_deref() == Some("stored"),
        "the result is held"
    );
    look_at_desk(world, &format!("desk-results-{language}")).await?;
    row.click().await?;
    desk.screen.find("open-child").await?;
    look_at_desk(world, &format!("desk-result-{language}")).await?;
    desk.screen.tap("open-child").await?;
    desk.screen.find("child-plot-phq9-total").await?;
    look_at_desk(world, &format!("desk-child-{language}")).await?;
    desk.screen.tap("nav-today").await?;
    desk.screen
        .find_by(&format!("[data-test='alert-row'][data-child='{child}']"))
        .await?;
    look_at_desk(world, &format!("desk-today-{language}")).await?;
    Ok(())
}

async fn whole_path(world: &mut World, language: &str) -> Result<()> {
    let child = world.open_school().await?;
    let tablet = world.tablet();
    if language == "en" {
        tablet.screen.tap("language-switch").await?;
    }
    look(world, &format!("tablet-pin-{language}")).await?;
    tablet.unlock().await?;
    look(world, &format!("tablet-home-{language}")).await?;
    child_answers(world, &child, language).await?;
    review_is_red(world, language).await?;
    tablet.confirm_review().await?;
    // The result and its review, both acknowledged.
    tablet.wait_until_waiting(0).await?;
    if language == "en" {
        world.desk().screen.tap("language-switch").await?;
    }
    desk_shows_red(world, &child, language).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_is_screened_and_the_desk_sees_a_red_result() -> Result<()> {
    journey("chinese", Viewport::Landscape, async |world| {
        whole_path(world, "zh-CN").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_in_english_on_an_upright_tablet() -> Result<()> {
    journey("english", Viewport::Portrait, async |world| {
        whole_path(world, "en").await?;
        let text = world.tablet().screen.page_text().await?;
        ensure!(
            !has_chinese(&text),
            "Chinese is left on the home screen: {text}"
        );
        Ok(())
    })
    .await
}

/// The switch to the other language is named in that language.
fn has_chinese(text: &str) -> bool {
    text.replace("中文", "")
        .replace("简体中文", "")
        .replace("第四中学", "")
        .replace("河西区", "")
        .replace("王老师", "")
        .replace("平板 1", "")
        .chars()
        .any(|it| ('\u{4e00}'..='\u{9fff}').contains(&it))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pin_opens_nothing() -> Result<()> {
    journey("wrong-pin", Viewport::Landscape, async |world| {
        world.open_school().await?;
        let tablet = world.tablet();
        tablet.enter_pin("000000").await?;
        let message = tablet.screen.text("error-message").await?;
        ensure!(message.contains("PIN"), "the message is {message:?}");
        ensure!(!tablet.screen.shows("home-start").await?);
        look(world, "tablet-wrong-pin").await?;
        tablet.unlock().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_pin_is_replaced_at_the_desk() -> Result<()> {
    journey("new-pin", Viewport::Landscape, async |world| {
        let link = format!("{}{}", world.server.url(), world.server.setup_path().await?);
        let desk = world.desk();
        desk.set_up(&link).await?;
        let screen = desk.screen;
        // Looking at the page changes nothing.
        screen.tap("pin-renew").await?;
        screen.tap("pin-keep").await?;
        screen.tap("pin-renew").await?;
        screen.fill("pin-new", "58203914").await?;
        screen.fill("pin-repeat", "58203914").await?;
        screen.tap("pin-save").await?;
        let code = desk.make_device_code("平板 1").await?;

        let tablet = world.tablet();
        tablet.open(&world.tablet_url).await?;
        tablet.enrol(&code).await?;
        tablet.enter_pin(tests::desk::PIN).await?;
        tablet.screen.text("error-message").await?;
        ensure!(!tablet.screen.shows("home-start").await?);
        tablet.enter_pin("58203914").await?;
        tablet.screen.find("home-start").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_code_of_tablet_or_child_is_refused() -> Result<()> {
    journey("wrong-code", Viewport::Portrait, async |world| {
        let link = format!("{}{}", world.server.url(), world.server.setup_path().await?);
        world.desk().set_up(&link).await?;
        let child = world
            .desk()
            .make_children(1)
            .await?
            .pop()
            .context("no code")?;
        let code = world.desk().make_device_code("平板 1").await?;

        let tablet = world.tablet();
        tablet.open(&world.tablet_url).await?;
        tablet.screen.find("enrol-code").await?;
        look(world, "tablet-enrol").await?;
        tablet.enrol("2222-2222").await?;
        tablet.screen.text("error-message").await?;
        tablet.enrol(&code).await?;
        tablet.unlock().await?;

        // One digit of the child's code mistyped: its check digits notice.
        let mut wrong = child.into_bytes();
        wrong[4] = if wrong[4] == b'9' { b'0' } else { wrong[4] + 1 };
        tablet.screen.tap("home-start").await?;
        tablet
            .screen
            .fill("child-code", &String::from_utf8(wrong)?)
            .await?;
        tablet.screen.fill("child-age", "14").await?;
        tablet.screen.tap("child-sex-female").await?;
        tablet.screen.tap("child-stage-junior").await?;
        tablet.screen.tap("battery-secondary").await?;
        tablet.screen.tap_by("[data-test^='consent-']").await?;
        tablet.screen.tap("start-submit").await?;
        tablet.screen.text("error-message").await?;
        ensure!(!tablet.screen.shows("handover-start").await?);
        look(world, "tablet-start").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_may_go_back_ask_for_help_and_stop() -> Result<()> {
    journey("stop", Viewport::Portrait, async |world| {
        let child = world.open_school().await?;
        let tablet = world.tablet();
        tablet.unlock().await?;
        tablet.prepare(&Sitting::secondary(&child)).await?;
        tablet.screen.tap("honest-begin").await?;
        for number in 1..ITEM_9 {
            ensure!(tablet.current_item(number - 1).await? == Some(number));
            tablet.answer(Answer::Option(0)).await?;
        }
        // Back to item 8, which still shows its answer, and forward again.
        ensure!(tablet.current_item(ITEM_9 - 1).await? == Some(ITEM_9));
        tablet.screen.tap("item-back").await?;
        ensure!(tablet.current_item(ITEM_9).await? == Some(ITEM_9 - 1));
        let chosen = tablet.screen.attribute("option-0", "aria-checked").await?;
        ensure!(
            chosen.as_deref() == Some("true"),
            "the earlier answer is not marked ({chosen:?})"
        );
        tablet.answer(Answer::Option(0)).await?;
        ensure!(tablet.current_item(ITEM_9 - 1).await? == Some(ITEM_9));
        // Item 9 is passed over; then the child asks for help, comes back, and stops.
        tablet.answer(Answer::Skip).await?;
        ensure!(tablet.current_item(ITEM_9).await? == Some(ITEM_9 + 1));
        tablet.screen.tap("item-help").await?;
        tablet.screen.find("help-back").await?;
        look(world, "child-help").await?;
        tablet.screen.tap("help-back").await?;
        ensure!(tablet.current_item(0).await? == Some(ITEM_9 + 1));
        tablet.screen.tap("item-help").await?;
        tablet.screen.tap("item-stop").await?;
        tablet.screen.find("thanks").await?;

        // Nobody has reviewed it, and yet the desk has it, with the flag of the item passed over.
        let row = world.desk().result_of(&child).await?;
        ensure!(row.attr("data-tier").await?.as_deref() == Some("yellow"));
        tablet.open_review().await?;
        tablet
            .screen
            .find("review-flag-suicide_item_unanswered")
            .await?;
        tablet.confirm_review().await?;
        tablet.wait_until_waiting(0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_enrols_one_tablet_only() -> Result<()> {
    journey("used-code", Viewport::Landscape, async |world| {
        let link = format!("{}{}", world.server.url(), world.server.setup_path().await?);
        world.desk().set_up(&link).await?;
        let code = world.desk().make_device_code("平板 1").await?;
        let client = reqwest::Client::new();
        let enrol = || {
            client
                .post(format!("{}/api/v1/enrol", world.server.url()))
                .header("content-type", "application/json")
                .body(format!(r#"{{"code":"{code}"}}"#))
                .send()
        };
        ensure!(enrol().await?.status() == 201);
        let second = enrol().await?;
        ensure!(
            second.status() == 404,
            "a used code gave {}",
            second.status()
        );
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_while_the_server_is_down() -> Result<()> {
    journey("server-down", Viewport::Landscape, async |world| {
        let child = world.open_school().await?;
        world.tablet().unlock().await?;
        world.server.kill().await?;

        let tablet = world.tablet();
        tablet.prepare(&Sitting::secondary(&child)).await?;
        tablet.answer_all(endorsing_item_9).await?;
        tablet.open_review().await?;
        tablet.confirm_review().await?;
        tablet.wait_until_waiting(2).await?;
        tablet.screen.tap("home-sync").await?;
        let message = tablet.screen.text("error-message").await?;
        ensure!(!message.is_empty());
        look(world, "tablet-server-down").await?;

        // Still there when the page has been left and opened again: kept on disk, not in memory.
        tablet.screen.browser().driver().goto("about:blank").await?;
        world.server.restart().await?;
        let tablet = world.tablet();
        tablet.open(&world.tablet_url).await?;
        tablet.unlock().await?;
        tablet.wait_until_waiting(0).await?;
        let row = world.desk().result_of(&child).await?;
        ensure!(row.attr("data-tier").await?.as_deref() == Some("red"));
        Ok(())
    })
    .await
}
