//! One child answers one battery: current item, answers, back, passing over, progress, conditional items.

use crate::condition::Facts;
use crate::context::Context;
use crate::instrument::{Instrument, Item};
use crate::score::{Outcome, Response, score};
use crate::wire::{Language, NoScoreReason, Slug};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A sitting in progress or at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    steps: Vec<Step>,
    context: Context,
    at: Option<Position>,
}

/// One instrument of a sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    instrument: Arc<Instrument>,
    responses: Vec<Response>,
    language: Option<Language>,
}

/// Where a sitting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Index of the step.
    pub step_idx: usize,
    /// Index of the item in the step's instrument.
    pub item_idx: usize,
}

/// How far along: the `number`-th of `of` due items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Place of the current item, from 1.
    pub number: usize,
    /// Due items, as far as is known now.
    pub of: usize,
}

/// Why a sitting cannot start or an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SittingError {
    /// The battery has no step.
    NoStep,
    /// The instrument is not made for this child or informant.
    Gate {
        /// Which instrument.
        instrument: Slug,
        /// `Age` or `Informant`.
        reason: NoScoreReason,
    },
    /// The sitting is at its end.
    Ended,
    /// The value is no option of the current item.
    NoSuchOption {
        /// The item.
        item: Slug,
        /// The value given.
        value: i32,
    },
    /// A saved sitting does not fit the battery it is restored for.
    SavedForAnotherBattery,
}

impl fmt::Display for SittingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStep => write!(f, "the battery has no step"),
            Self::Gate { instrument, reason } => write!(
                f,
                "{instrument} is not made for this child ({})",
                reason.as_str()
            ),
            Self::Ended => write!(f, "the sitting is at its end"),
            Self::NoSuchOption { item, value } => write!(f, "{value} is no option of {item}"),
            Self::SavedForAnotherBattery => {
                write!(f, "the saved sitting belongs to another battery")
            }
        }
    }
}

impl std::error::Error for SittingError {}

impl Sitting {
    /// Starts a sitting at the first due item. Age and informant gates are closed here: a sitting never
    /// starts outside an instrument's range.
    pub fn start(
        instruments: impl IntoIterator<Item = Arc<Instrument>>,
        context: Context,
    ) -> Result<Self, SittingError> {
        let mut steps = Vec::new();
        for instrument in instruments {
            if let Some(reason) = instrument.gate_for(&context) {
                return Err(SittingError::Gate {
                    instrument: instrument.id.clone(),
                    reason,
                });
            }
            steps.push(Step {
                responses: vec![Response::NotReached; instrument.items.len()],
                instrument,
                language: None,
            });
        }
        if steps.is_empty() {
            return Err(SittingError::NoStep);
        }
        let mut sitting = Self {
            steps,
            context,
            at: None,
        };
        let first = sitting.positions().next();
        sitting.at = first;
        Ok(sitting)
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What is known of the child.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Where the sitting stands; `None` at its end.
    pub fn position(&self) -> Option<Position> {
        self.at
    }

    /// The step and item to show; `None` at the end.
    pub fn current(&self) -> Option<(&Step, &Item)> {
        let at = self.at?;
        let step = self.steps.get(at.step_idx)?;
        Some((step, step.instrument.items.get(at.item_idx)?))
    }

    /// What the child chose at the current item before, when it came back.
    pub fn chosen(&self) -> Response {
        self.at
            .and_then(|at| self.steps.get(at.step_idx)?.responses.get(at.item_idx))
            .copied()
            .unwrap_or_default()
    }

    /// Takes an answer, shown in `language`, and goes to the next due item.
    pub fn answer(&mut self, value: i32, language: Language) -> Result<(), SittingError> {
        let (_, item) = self.current().ok_or(SittingError::Ended)?;
        if !item.options.contains(&value) {
            return Err(SittingError::NoSuchOption {
                item: item.id.clone(),
                value,
            });
        }
        self.put(Response::Given(value), language)
    }

    /// Passes the current item over ("I'd rather not answer") and goes on.
    pub fn pass_over(&mut self, language: Language) -> Result<(), SittingError> {
        self.put(Response::PassedOver, language)
    }

    /// Goes back to the item before; says whether there was one.
    pub fn back(&mut self) -> bool {
        let before = match self.at {
            Some(at) => self.positions().take_while(|it| *it < at).last(),
            None => self.positions().last(),
        };
        if before.is_some() {
            self.at = before;
        }
        before.is_some()
    }

    /// How far along; at the end, `number` is one more than `of`.
    pub fn progress(&self) -> Progress {
        let of = self.positions().count();
        let before = match self.at {
            Some(at) => self.positions().take_while(|it| *it < at).count(),
            None => of,
        };
        Progress {
            number: before + 1,
            of,
        }
    }

    /// Scores of every step as the answers stand now. What was not reached makes its scales unfinished.
    pub fn outcomes(&self) -> Vec<Outcome> {
        self.steps
            .iter()
            .map(|step| score(&step.instrument, &step.responses, &self.context))
            .collect()
    }

    fn put(&mut self, response: Response, language: Language) -> Result<(), SittingError> {
        let at = self.at.ok_or(SittingError::Ended)?;
        let step = self.steps.get_mut(at.step_idx).ok_or(SittingError::Ended)?;
        if let Some(slot) = step.responses.get_mut(at.item_idx) {
            *slot = response;
        }
        step.language = Some(match step.language {
            Some(before) if before != language => Language::Mixed,
            _ => language,
        });
        let next = self.positions().find(|it| at < *it);
        self.at = next;
        Ok(())
    }

    /// Every due position, in order. Items that are left out are never due in a sitting.
    fn positions(&self) -> impl Iterator<Item = Position> {
        self.steps.iter().enumerate().flat_map(|(step_idx, step)| {
            (0..step.instrument.items.len())
                .filter(|item_idx| step.is_due(*item_idx))
                .map(move |item_idx| Position { step_idx, item_idx })
        })
    }
}

impl Step {
    /// The instrument.
    pub fn instrument(&self) -> &Arc<Instrument> {
        &self.instrument
    }

    /// The language it was answered in so far; `None` before its first answer.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// What became of each item.
    pub fn responses(&self) -> &[Response] {
        &self.responses
    }

    fn is_due(&self, item_idx: usize) -> bool {
        let Some(item) = self.instrument.items.get(item_idx) else {
            return false;
        };
        let facts = Facts {
            instrument: &self.instrument,
            responses: &self.responses,
            scales: &[],
        };
        !item.is_left_out && item.show_if.as_ref().is_none_or(|it| it.holds(facts))
    }
}

/// A sitting as it is kept on the tablet to survive a crash. It holds answers: it is only ever stored
/// encrypted, and never sent.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSitting {
    at: Option<Position>,
    steps: Vec<SavedStep>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedStep {
    instrument: Slug,
    responses: Vec<SavedResponse>,
    language: Option<Language>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum SavedResponse {
    #[serde(rename = "n")]
    NotReached,
    #[serde(rename = "p")]
    PassedOver,
    #[serde(rename = "g")]
    Given(i32),
}

impl fmt::Debug for SavedSitting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SavedSitting(…)")
    }
}

impl Sitting {
    /// The sitting in a form that can be stored, encrypted.
    pub fn save(&self) -> SavedSitting {
        let steps = self.steps.iter().map(|step| SavedStep {
            instrument: step.instrument.id.clone(),
            responses: step
                .responses
                .iter()
                .map(|it| match it {
                    Response::NotReached => SavedResponse::NotReached,
                    Response::PassedOver => SavedResponse::PassedOver,
                    Response::Given(value) => SavedResponse::Given(*value),
                })
                .collect(),
            language: step.language,
        });
        SavedSitting {
            at: self.at,
            steps: steps.collect(),
        }
    }

    /// Goes on with a saved sitting at the item where it stood, with the same answers.
    pub fn restore(
        instruments: impl IntoIterator<Item = Arc<Instrument>>,
        context: Context,
        saved: &SavedSitting,
    ) -> Result<Self, SittingError> {
        let mut sitting = Self::start(instruments, context)?;
        if sitting.steps.len() != saved.steps.len() {
            return Err(SittingError::SavedForAnotherBattery);
        }
        for (step, saved_step) in sitting.steps.iter_mut().zip(&saved.steps) {
            let items = &step.instrument.items;
            let fits = step.instrument.id == saved_step.instrument
                && items.len() == saved_step.responses.len()
                && items.iter().zip(&saved_step.responses).all(|(item, it)| {
                    !matches!(it, SavedResponse::Given(value) if !item.options.contains(value))
                });
            if !fits {
                return Err(SittingError::SavedForAnotherBattery);
            }
            step.language = saved_step.language;
            for (slot, it) in step.responses.iter_mut().zip(&saved_step.responses) {
                *slot = match it {
                    SavedResponse::NotReached => Response::NotReached,
                    SavedResponse::PassedOver => Response::PassedOver,
                    SavedResponse::Given(value) => Response::Given(*value),
                };
            }
        }
        if saved
            .at
            .is_some_and(|at| !sitting.positions().any(|it| it == at))
        {
            return Err(SittingError::SavedForAnotherBattery);
        }
        sitting.at = saved.at;
        Ok(sitting)
    }
}
