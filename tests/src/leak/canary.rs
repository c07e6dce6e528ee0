//! The canary instrument: what the child answers, and what therefore must not be found anywhere.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use super::needles::{Needle, Needles};
use crate::built;

/// The first item; it only decides that some others are never shown.
const DOOR: &str = "canary_door";

/// The second item; with the first it gives the score, as scores have to be small. The search looks for
/// the items after it, so that what a place keeps of the last answer only is found too.
const STEP: &str = "canary_step";

/// Which option of its four the child takes, by item; the other items are never shown.
const CHOICES: [(&str, usize); 4] = [
    ("canary_quokka", 1),
    ("canary_wombat", 3),
    ("canary_numbat", 0),
    ("canary_bilby", 2),
];

/// The answers and the search for them.
pub struct Canary {
    /// The option to take for each item.
    pub answers: BTreeMap<String, i32>,
    pub needles: Needles,
}

impl Canary {
    /// The folder to start a server with.
    pub fn folder() -> PathBuf {
        built::root().join("tests/fixtures/instruments")
    }

    /// The item with that number on the screen, from 1; the items behind a condition are not shown.
    pub fn item(&self, number: u32) -> Option<&'static str> {
        let shown = [DOOR, STEP]
            .into_iter()
            .chain(CHOICES.iter().map(|(id, _)| *id));
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        shown.collect::<Vec<_>>().get(index).copied()
    }

    pub fn load() -> Result<Self> {
        let path = Self::folder().join("canary/1.0.0/definition.json");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let definition: Value = serde_json::from_str(&text)?;

        let mut answers = BTreeMap::from([(DOOR.to_owned(), 0), (STEP.to_owned(), 2)]);
        let mut needles = Vec::new();
        for item in definition["items"].as_array().context("no items")? {
            let id = item["id"].as_str().context("an item without an id")?;
            if answers.contains_key(id) {
                continue;
            }
            let set = item["options"]
                .as_str()
                .context("an item without options")?;
            let values = definition["response_sets"][set]
                .as_array()
                .with_context(|| format!("no response set {set}"))?;
            let choice = CHOICES
                .iter()
                .find(|(chosen, _)| *chosen == id)
                .map(|(_, option)| *option);
            needles.push(Needle {
                group: "the item ids".to_owned(),
                text: id.to_owned(),
                chosen: choice.is_some(),
            });
            for (option, value) in values.iter().enumerate() {
                let value = value
                    .as_i64()
                    .and_then(|it| i32::try_from(it).ok())
                    .context("an option that is no small number")?;
                if choice == Some(option) {
                    answers.insert(id.to_owned(), value);
                }
                needles.push(Needle {
                    group: format!("the options of {id}"),
                    text: value.to_string(),
                    chosen: choice == Some(option),
                });
            }
        }
        Ok(Self {
            answers,
            needles: Needles::new(&needles)?,
        })
    }
}
