//! What a counsellor and a child do at the tablet.

use anyhow::{Context, Result};
use thirtyfour::Key;

use crate::browser::Browser;
use crate::desk::PIN;
use crate::screen::{Screen, selector};

/// Who sits down, and to what.
#[derive(Clone, Debug)]
pub struct Sitting {
    pub child: String,
    pub age: u32,
    pub stage: &'static str,
    pub battery: &'static str,
}

impl Sitting {
    /// A pupil of 14 for the battery with PHQ-9 and GAD-7.
    pub fn secondary(child: &str) -> Self {
        Self {
            child: child.to_owned(),
            age: 14,
            stage: "junior",
            battery: "secondary",
        }
    }
}

/// What the child does with one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Option(i32),
    /// The same with the keyboard.
    Key(i32),
    Skip,
}

/// The tablet in a browser.
#[derive(Clone, Copy)]
pub struct Tablet<'a> {
    pub screen: Screen<'a>,
}

impl<'a> Tablet<'a> {
    pub fn of(browser: &'a Browser) -> Self {
        Self {
            screen: Screen::of(browser),
        }
    }

    pub async fn open(&self, url: &str) -> Result<()> {
        self.screen.open(&format!("{url}/")).await
    }

    pub async fn enrol(&self, code: &str) -> Result<()> {
        self.screen.fill("enrol-code", code).await?;
        self.screen.tap("enrol-submit").await
    }

    /// Opens the tablet for work.
    pub async fn unlock(&self) -> Result<()> {
        self.enter_pin(PIN).await?;
        self.screen.find("home-start").await.map(drop)
    }

    /// Chooses the person where there is a choice, and types a PIN.
    pub async fn enter_pin(&self, pin: &str) -> Result<()> {
        if self.screen.any_of(&["staff-choice", "pin-input"]).await? == "staff-choice" {
            self.screen.tap("staff-choice").await?;
        }
        self.screen.fill("pin-input", pin).await?;
        self.screen.tap("pin-submit").await
    }

    /// From the home screen to the honest page.
    pub async fn prepare(&self, sitting: &Sitting) -> Result<()> {
        let screen = self.screen;
        screen.tap("home-start").await?;
        screen.fill("child-code", &sitting.child).await?;
        screen.fill("child-age", &sitting.age.to_string()).await?;
        screen.tap("child-sex-female").await?;
        screen
            .tap(&format!("child-stage-{}", sitting.stage))
            .await?;
        screen.tap_by("[data-test^='consent-']").await?;
        screen.tap(&format!("battery-{}", sitting.battery)).await?;
        screen.tap("start-submit").await?;
        screen.tap("handover-start").await?;
        screen.find("honest-begin").await.map(drop)
    }

    /// Begins, and answers items until the last page. `choose` sees the number of the item, from 1; returns
    /// how many there were.
    pub async fn answer_all(&self, choose: impl Fn(u32) -> Answer) -> Result<u32> {
        self.screen.tap("honest-begin").await?;
        self.answer_from(0, choose).await
    }

    /// The same when `done` items have been answered.
    pub async fn answer_from(&self, mut done: u32, choose: impl Fn(u32) -> Answer) -> Result<u32> {
        while let Some(number) = self.current_item(done).await? {
            self.answer(choose(number)).await?;
            done = number;
        }
        Ok(done)
    }

    pub async fn answer(&self, answer: Answer) -> Result<()> {
        match answer {
            Answer::Option(value) => self.screen.tap(&format!("option-{value}")).await,
            Answer::Key(value) => self.answer_by_key(value).await,
            Answer::Skip => self.screen.tap("item-skip").await,
        }
    }

    /// The number of the item on the screen once it is another than `before`; none on the last page.
    pub async fn current_item(&self, before: u32) -> Result<Option<u32>> {
        self.screen
            .until("the next item or the last page", async || {
                if self.screen.shows("thanks").await? {
                    return Ok(Some(None));
                }
                let number = self.number_shown().await?;
                Ok((number.is_some() && number != Some(before)).then_some(number))
            })
            .await
    }

    /// The first number of "question 3 of 16".
    async fn number_shown(&self) -> Result<Option<u32>> {
        let Some(element) = self.screen.all("progress-text").await?.into_iter().next() else {
            return Ok(None);
        };
        let text = element.text().await?;
        let number = text
            .split(|it: char| !it.is_ascii_digit())
            .find(|run| !run.is_empty())
            .with_context(|| format!("no number in {text:?}"))?;
        Ok(Some(number.parse()?))
    }

    /// From the last page to the review, by a PIN.
    pub async fn open_review(&self) -> Result<()> {
        self.screen.tap("thanks-staff").await?;
        self.enter_pin(PIN).await?;
        match self.screen.any_of(&["review-tier", "review-open"]).await? {
            "review-open" => {
                self.screen.tap("review-open").await?;
                self.screen.find("review-tier").await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Confirms the result and comes back to the home screen.
    pub async fn confirm_review(&self) -> Result<()> {
        self.screen.tap("review-confirm").await?;
        if !self
            .screen
            .all_by("[data-test^='review-reason-']")
            .await?
            .is_empty()
        {
            self.screen.tap_by("[data-test^='review-reason-']").await?;
        }
        self.screen.tap("review-save").await?;
        self.screen.find("home-start").await.map(drop)
    }

    /// How many records wait for the server, as the home screen says.
    pub async fn waiting(&self) -> Result<u32> {
        let text = self.screen.text("home-waiting").await?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return Ok(0);
        }
        digits
            .parse()
            .with_context(|| format!("no count in {text:?}"))
    }

    pub async fn wait_until_waiting(&self, count: u32) -> Result<()> {
        self.screen
            .until(&format!("{count} waiting records"), async || {
                Ok((self.waiting().await? == count).then_some(()))
            })
            .await
    }

    async fn answer_by_key(&self, value: i32) -> Result<()> {
        let option = selector(&format!("option-{value}"));
        let element = self.screen.find_by(&option).await?;
        element.focus().await?;
        element.send_keys(Key::Enter + "").await?;
        Ok(())
    }
}
