//! Finding and touching things on a screen, by their `data-test` names, waiting for conditions only.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use thirtyfour::{By, WebElement};

use crate::browser::Browser;

/// Long enough for a slow machine that runs two browsers; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(25);

/// What is on a browser's screen.
#[derive(Clone, Copy)]
pub struct Screen<'a> {
    browser: &'a Browser,
}

impl<'a> Screen<'a> {
    pub fn of(browser: &'a Browser) -> Self {
        Self { browser }
    }

    pub fn browser(&self) -> &'a Browser {
        self.browser
    }

    pub async fn open(&self, url: &str) -> Result<()> {
        self.browser
            .driver()
            .goto(url)
            .await
            .with_context(|| format!("cannot open {url}"))
    }

    /// Repeats `attempt` until it gives a value; pages are redrawn at any moment, so an element that
    /// went away in between is looked for again.
    pub async fn until<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let outcome = attempt().await;
            match outcome {
                Ok(Some(value)) => return Ok(value),
                outcome if tokio::time::Instant::now() > deadline => {
                    let reason = outcome
                        .err()
                        .map(|error| format!("; last error: {error:#}"))
                        .unwrap_or_default();
                    let names = self.names().await.unwrap_or_default().join(" ");
                    bail!("waited in vain for {what} (on the screen: {names}{reason})");
                }
                _ => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// The names of everything visible, for messages.
    pub async fn names(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('[data-test]')]\
                      .filter((it) => it.checkVisibility()).map((it) => it.dataset.test)";
        Ok(self
            .browser
            .driver()
            .execute(script, Vec::new())
            .await?
            .convert()?)
    }

    /// All elements of a name that can be seen now.
    pub async fn all(&self, name: &str) -> Result<Vec<WebElement>> {
        self.all_by(&selector(name)).await
    }

    /// All visible elements for a CSS selector.
    pub async fn all_by(&self, css: &str) -> Result<Vec<WebElement>> {
        let mut shown = Vec::new();
        for element in self.browser.driver().find_all(By::Css(css)).await? {
            if element.is_displayed().await? {
                shown.push(element);
            }
        }
        Ok(shown)
    }

    /// The first visible element of a name.
    pub async fn find(&self, name: &str) -> Result<WebElement> {
        self.find_by(&selector(name)).await
    }

    pub async fn find_by(&self, css: &str) -> Result<WebElement> {
        self.until(css, async || Ok(self.all_by(css).await?.into_iter().next()))
            .await
    }

    /// Whether something of that name can be seen now.
    pub async fn shows(&self, name: &str) -> Result<bool> {
        Ok(!self.all(name).await?.is_empty())
    }

    /// Waits until one of the names can be seen, and says which.
    pub async fn any_of<'n>(&self, names: &[&'n str]) -> Result<&'n str> {
        self.until(&names.join(" or "), async || {
            for name in names {
                if self.shows(name).await? {
                    return Ok(Some(*name));
                }
            }
            Ok(None)
        })
        .await
    }

    pub async fn gone(&self, name: &str) -> Result<()> {
        self.until(&format!("the end of {name}"), async || {
            Ok(self.all(name).await?.is_empty().then_some(()))
        })
        .await
    }

    pub async fn tap(&self, name: &str) -> Result<()> {
        self.tap_by(&selector(name)).await
    }

    pub async fn tap_by(&self, css: &str) -> Result<()> {
        self.until(&format!("{css}, to tap it"), async || {
            let Some(element) = self.all_by(css).await?.into_iter().next() else {
                return Ok(None);
            };
            if !element.is_enabled().await? {
                return Ok(None);
            }
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types into a field, in place of what it holds.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let css = selector(name);
        self.until(&format!("{css}, to type into it"), async || {
            let Some(element) = self.all_by(&css).await?.into_iter().next() else {
                return Ok(None);
            };
            element.clear().await?;
            element.send_keys(text).await?;
            Ok(Some(()))
        })
        .await
    }

    /// The text of an element, once it has some.
    pub async fn text(&self, name: &str) -> Result<String> {
        let css = selector(name);
        self.until(&format!("a text in {css}"), async || {
            let Some(element) = self.all_by(&css).await?.into_iter().next() else {
                return Ok(None);
            };
            let text = element.text().await?;
            Ok((!text.trim().is_empty()).then_some(text))
        })
        .await
    }

    /// Waits until the text of an element satisfies a condition, and returns it.
    pub async fn text_where(
        &self,
        name: &str,
        what: &str,
        holds: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let css = selector(name);
        self.until(&format!("{css} to say {what}"), async || {
            for element in self.all_by(&css).await? {
                let text = element.text().await?;
                if holds(&text) {
                    return Ok(Some(text));
                }
            }
            Ok(None)
        })
        .await
    }

    /// An attribute of the first visible element of a name.
    pub async fn attribute(&self, name: &str, attribute: &str) -> Result<Option<String>> {
        Ok(self.find(name).await?.attr(attribute).await?)
    }

    /// Everything written on the page.
    pub async fn page_text(&self) -> Result<String> {
        Ok(self
            .browser
            .driver()
            .execute("return document.body.innerText", Vec::new())
            .await?
            .convert()?)
    }

    /// The names of what does not fit into the width of the window: a page never scrolls sideways.
    pub async fn too_wide(&self) -> Result<Vec<String>> {
        let script = "const width = document.documentElement.clientWidth;\
            return [...document.body.querySelectorAll('*')]\
            .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > width + 1\
              && !it.closest('[data-scrolls]') && !it.closest('svg'))\
            .map((it) => it.dataset.test || it.className || it.tagName)";
        Ok(self
            .browser
            .driver()
            .execute(script, Vec::new())
            .await?
            .convert()?)
    }
}

pub fn selector(name: &str) -> String {
    format!("[data-test='{name}']")
}
