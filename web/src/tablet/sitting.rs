//! A sitting on this tablet: the engine's sitting, with pace and with the keeper that saves it.

use super::keeper::Keeper;
use super::model::{Device, Setup, wire_language, wording_for};
use crate::platform::time;
use crate::shared::text::Lang;
use engine::score::Response;
use engine::sitting::{SavedSitting, Sitting};
use engine::upload::{Given, instrument_result};
use engine::wire::{
    AgeYears, Consent, Ended, Informant, InstrumentResult, Language, Minutes, Quality, RecordId,
    ResultRecord, Schema1, Version,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A pause longer than this is noted.
const LONG_PAUSE_MS: i64 = 5 * 60_000;
/// Faster than this an item, on average, nobody reads.
const FAST_MS: i64 = 1_000;
/// Wall clock and steady clock may drift apart by this much.
const CLOCK_SLACK_MS: i64 = 2 * 60_000;

/// A sitting in progress. Each change makes a new one with the next revision.
#[derive(Clone)]
pub struct Running {
    /// Id of the result to be.
    pub id: RecordId,
    /// What staff stated.
    pub setup: Rc<Setup>,
    /// Items and answers.
    pub sitting: Sitting,
    /// Saves it.
    pub keeper: Rc<Keeper>,
    /// Grows with every change.
    pub revision: u32,
    /// Whether the help page covers the item.
    pub is_helping: bool,
    progress: Progress,
    shown_at: i64,
}

/// Pace and languages; kept with the draft.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Progress {
    elapsed_ms: i64,
    wall_started_ms: i64,
    is_clock_off: bool,
    steps: Vec<Pace>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Pace {
    n_answers: i64,
    total_ms: i64,
    longest_ms: i64,
    last_language: Option<Language>,
}

/// A draft as it is stored, encrypted.
#[derive(Serialize, Deserialize)]
pub struct SavedRunning {
    setup: Setup,
    is_english: bool,
    sitting: SavedSitting,
    progress: Progress,
}

impl SavedRunning {
    /// The language the child saw last.
    pub fn lang(&self) -> Lang {
        if self.is_english { Lang::En } else { Lang::Zh }
    }
}

impl Running {
    /// Begins at the first item. `None` where a gate is closed; the start form checks that before.
    pub fn begin(
        device: &Device,
        setup: Rc<Setup>,
        id: RecordId,
        keeper: Rc<Keeper>,
    ) -> Option<Self> {
        let battery = device.battery(setup.battery.id.as_str())?;
        let steps = device.steps(battery)?;
        let instruments = steps.iter().map(|it| it.instrument.clone());
        let sitting = Sitting::start(instruments, setup.context()).ok()?;
        let progress = Progress {
            wall_started_ms: time::now_ms(),
            steps: vec![Pace::default(); steps.len()],
            ..Progress::default()
        };
        Some(Self {
            id,
            setup,
            sitting,
            keeper,
            revision: 0,
            is_helping: false,
            progress,
            shown_at: time::steady_ms(),
        })
    }

    /// Goes on where a draft stood.
    pub fn resume(
        device: &Device,
        saved: SavedRunning,
        id: RecordId,
        keeper: Rc<Keeper>,
    ) -> Option<Self> {
        let setup = Rc::new(saved.setup);
        let mut running = Self::begin(device, setup, id, keeper)?;
        let instruments: Vec<_> = running
            .sitting
            .steps()
            .iter()
            .map(|it| it.instrument().clone())
            .collect();
        running.sitting =
            Sitting::restore(instruments, running.setup.context(), &saved.sitting).ok()?;
        if saved.progress.steps.len() == running.progress.steps.len() {
            let elapsed = saved.progress.elapsed_ms;
            running.progress = saved.progress;
            // The time away is no time at work.
            running.progress.wall_started_ms = time::now_ms() - elapsed;
        }
        Some(running)
    }

    /// The draft to store.
    pub fn save(&self, lang: Lang) -> SavedRunning {
        SavedRunning {
            is_english: lang == Lang::En,
            setup: Setup::clone(&self.setup),
            sitting: self.sitting.save(),
            progress: self.progress.clone(),
        }
    }

    /// After an answer, or after passing the item over.
    #[must_use]
    pub fn answered(&self, value: Option<i32>, shown_in: Lang) -> Self {
        let mut next = self.clone();
        let language = wire_language(shown_in);
        if let Some(at) = next.sitting.position()
            && let Some(pace) = next.progress.steps.get_mut(at.step_idx)
        {
            let ms = time::steady_ms() - self.shown_at;
            pace.n_answers += 1;
            pace.total_ms += ms;
            pace.longest_ms = pace.longest_ms.max(ms);
            pace.last_language = Some(language);
            next.progress.elapsed_ms += ms;
        }
        let taken = match value {
            Some(value) => next.sitting.answer(value, language),
            None => next.sitting.pass_over(language),
        };
        // Only options of the shown item can be tapped.
        debug_assert!(taken.is_ok());
        next.turned()
    }

    /// At the item before.
    #[must_use]
    pub fn back(&self) -> Self {
        let mut next = self.clone();
        next.sitting.back();
        next.turned()
    }

    fn turned(mut self) -> Self {
        let wall = time::now_ms() - self.progress.wall_started_ms;
        let drift = wall - self.progress.elapsed_ms;
        self.progress.is_clock_off |= !(-CLOCK_SLACK_MS..=24 * 3_600_000).contains(&drift);
        self.revision += 1;
        self.shown_at = time::steady_ms();
        self
    }

    /// Since the item was shown.
    pub fn idle_ms(&self) -> i64 {
        time::steady_ms() - self.shown_at
    }

    /// The result as it stands.
    pub fn record(&self, device: &Device, ended: Ended, lang: Lang) -> Option<ResultRecord> {
        let policy = device.library().policies.first()?;
        let mut is_trial = false;
        let mut instruments: Vec<InstrumentResult> = Vec::new();
        for ((step, outcome), pace) in self
            .sitting
            .steps()
            .iter()
            .zip(self.sitting.outcomes())
            .zip(&self.progress.steps)
        {
            let compiled = device.library().instrument(step.instrument().id.as_str())?;
            let (shown, shown_lang) = wording_for(compiled, lang)?;
            let last = pace
                .last_language
                .and_then(|it| compiled.wording(it))
                .unwrap_or(shown);
            let language = step.language().unwrap_or(wire_language(shown_lang));
            is_trial |= match language {
                Language::Mixed => compiled.wordings.iter().any(|it| it.wording.is_trial()),
                Language::ZhCn | Language::En => last.wording.is_trial(),
            };
            let given = Given {
                definition: compiled.definition_hash.clone(),
                wording: last.hash.clone(),
                language,
                informant: Informant::Own,
                quality: self.quality(step.responses(), pace),
            };
            instruments.push(instrument_result(step.instrument(), &outcome, given));
        }
        Some(ResultRecord {
            schema: Schema1,
            kind: engine::wire::ResultKind::Result,
            id: self.id,
            child: self.setup.child.clone(),
            campaign: self.setup.campaign.clone(),
            mode: self.setup.mode,
            battery: self.setup.battery.clone(),
            policy: engine::wire::Named {
                id: policy.id.clone(),
                version: policy.version.clone(),
            },
            engine: Version::parse(engine::VERSION).ok()?,
            taken_on: self.setup.taken_on.clone(),
            minutes: Minutes::saturating(
                u64::try_from(self.progress.elapsed_ms / 60_000).unwrap_or(0),
            ),
            age_years: AgeYears::new(self.setup.age_years)?,
            age_months: None,
            stage: self.setup.stage,
            sex: self.setup.sex,
            consent: Consent {
                basis: self.setup.basis,
                notice: self.setup.notice.clone(),
            },
            ended,
            trial: is_trial,
            tier: policy.derive(&instruments).tier,
            instruments,
        })
    }

    /// Notes on quality. "The same option throughout" is never noted: beside the score it would give away every answer.
    fn quality(&self, responses: &[Response], pace: &Pace) -> Vec<Quality> {
        let n_passed_over = responses
            .iter()
            .filter(|it| **it == Response::PassedOver)
            .count();
        let n_seen = responses
            .iter()
            .filter(|it| **it != Response::NotReached)
            .count();
        let mut notes = Vec::new();
        if 5 <= pace.n_answers && pace.total_ms < FAST_MS * pace.n_answers {
            notes.push(Quality::Fast);
        }
        if LONG_PAUSE_MS < pace.longest_ms {
            notes.push(Quality::LongPauses);
        }
        if 0 < n_seen && n_seen <= 4 * n_passed_over {
            notes.push(Quality::ManySkipped);
        }
        if self.setup.is_clock_doubtful || self.progress.is_clock_off {
            notes.push(Quality::Clock);
        }
        notes
    }
}
