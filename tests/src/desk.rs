//! What a counsellor does at the desk.

use anyhow::{Context, Result};
use thirtyfour::WebElement;

use crate::browser::Browser;
use crate::screen::Screen;

/// The first account of the tests.
pub const NAME: &str = "王老师";
pub const PASSWORD: &str = "correct horse battery staple";
pub const PIN: &str = "407193";

/// The desk in a browser.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub screen: Screen<'a>,
}

impl<'a> Desk<'a> {
    pub fn of(browser: &'a Browser) -> Self {
        Self {
            screen: Screen::of(browser),
        }
    }

    /// From the one-time link to the first account with its PIN.
    pub async fn set_up(&self, link: &str) -> Result<()> {
        let screen = self.screen;
        screen.open(link).await?;
        screen.fill("setup-district", "河西区").await?;
        screen.fill("setup-organisation", "第四中学").await?;
        screen.fill("setup-name", NAME).await?;
        screen.fill("setup-password", PASSWORD).await?;
        screen.fill("setup-password-repeat", PASSWORD).await?;
        screen.tap("setup-submit").await?;
        self.choose_pin().await
    }

    pub async fn choose_pin(&self) -> Result<()> {
        self.screen.fill("pin-new", PIN).await?;
        self.screen.fill("pin-repeat", PIN).await?;
        self.screen.tap("pin-save").await?;
        self.screen.find("nav-devices").await.map(drop)
    }

    pub async fn sign_in(&self, url: &str) -> Result<()> {
        self.screen.open(&format!("{url}/desk")).await?;
        self.screen.fill("signin-name", NAME).await?;
        self.screen.fill("signin-password", PASSWORD).await?;
        self.screen.tap("signin-submit").await?;
        self.screen.find("nav-results").await.map(drop)
    }

    /// New codes for children.
    pub async fn make_children(&self, count: usize) -> Result<Vec<String>> {
        self.screen.tap("nav-children").await?;
        self.screen
            .fill("children-count", &count.to_string())
            .await?;
        self.screen.tap("children-make").await?;
        self.screen
            .until("the new codes", async || {
                let mut codes = Vec::new();
                for element in self.screen.all("child-codes").await? {
                    codes.extend(digit_runs(&element.text().await?, 10));
                }
                Ok((codes.len() >= count).then_some(codes))
            })
            .await
    }

    /// A one-time code that makes a browser a tablet of this school.
    pub async fn make_device_code(&self, label: &str) -> Result<String> {
        self.screen.tap("nav-devices").await?;
        self.screen.fill("device-label", label).await?;
        self.screen.tap("device-code-make").await?;
        let text = self.screen.text("device-code").await?;
        text.split_whitespace()
            .find(|word| word.len() == 9 && word.contains('-'))
            .map(str::to_owned)
            .with_context(|| format!("no enrolment code in {text:?}"))
    }

    /// The row of a child's result, as soon as it is there.
    pub async fn result_of(&self, child: &str) -> Result<WebElement> {
        self.screen.tap("nav-results").await?;
        let row = format!("[data-test='result-row'][data-child='{child}']");
        self.screen
            .until(&row, async || {
                let found = self.screen.all_by(&row).await?.into_iter().next();
                if found.is_none() {
                    // The list is not live; a person would press the entry again.
                    self.screen.browser().driver().refresh().await?;
                    self.screen.find("nav-results").await?;
                    let again = self.screen.all_by(&row).await?.into_iter().next();
                    return Ok(again);
                }
                Ok(found)
            })
            .await
    }
}

/// Runs of digits of a given length; a code may be shown in groups.
fn digit_runs(text: &str, length: usize) -> Vec<String> {
    text.lines()
        .flat_map(|line| {
            line.split(|it: char| !(it.is_ascii_digit() || it == ' ' || it == '\u{2009}'))
        })
        .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|run| run.len() == length)
        .collect()
}
