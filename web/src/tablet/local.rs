//! What a page holds for itself while it is shown: an error, a choice, what was loaded for it.

use super::model::Device;
use super::state::Screen;
use super::vault::Draft;
use crate::shared::text::{Lang, Text};
use engine::score::Response;
use engine::wire::{ConsentBasis, Decision, Mode, ReasonCode, RecordId, ResultRecord, Sex, Stage};
use std::rc::Rc;

/// One struct for all pages: a page uses a few of its fields.
#[derive(Clone, Default)]
pub struct Local {
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// Whether something is under way.
    pub is_busy: bool,
    /// The chosen member of staff.
    pub person: Option<usize>,
    /// The start form.
    pub start: StartForm,
    /// The marked option.
    pub marked: Option<usize>,
    /// The option that Tab reaches; arrows move it.
    pub pointed: usize,
    /// Results to review.
    pub results: Rc<[ResultRecord]>,
    /// Interrupted sittings.
    pub drafts: Rc<[(RecordId, Draft)]>,
    /// The result under review.
    pub found: Found,
    /// The decision about it.
    pub decision: Option<Decision>,
    /// Its reason.
    pub reason: Option<ReasonCode>,
}

/// A sentence with at most one number in it, in whatever language is shown later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trouble {
    text: Text,
    n: i64,
}

impl From<Text> for Trouble {
    fn from(text: Text) -> Self {
        Self { text, n: 0 }
    }
}

impl Trouble {
    /// With a number for `{n}`.
    pub fn with(text: Text, n: i64) -> Self {
        Self { text, n }
    }

    /// The sentence.
    pub fn words(self, lang: Lang) -> String {
        self.text.fill(lang, &[("n", &self.n.to_string())])
    }
}

/// What has been stated for a sitting so far.
#[derive(Clone)]
pub struct StartForm {
    /// The code as typed.
    pub code: String,
    /// The age as typed.
    pub age: String,
    /// The day, where a person has to confirm it.
    pub date: String,
    /// Stage.
    pub stage: Option<Stage>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Id of the battery.
    pub battery: Option<String>,
    /// Ground.
    pub basis: Option<ConsentBasis>,
    /// Setting.
    pub mode: Mode,
    /// Whether items may be read aloud.
    pub may_read_aloud: bool,
    /// Whether a "next" button replaces going on by itself.
    pub has_next_button: bool,
    /// Whether staff have tried to go on, so that gaps are pointed out.
    pub is_tried: bool,
}

impl Default for StartForm {
    fn default() -> Self {
        Self {
            code: String::new(),
            age: String::new(),
            date: String::new(),
            stage: None,
            sex: None,
            battery: None,
            basis: None,
            mode: Mode::Class,
            may_read_aloud: false,
            has_next_button: false,
            is_tried: false,
        }
    }
}

/// The result under review.
#[derive(Clone, Default)]
pub enum Found {
    /// Being opened.
    #[default]
    Opening,
    /// Not here, or not for this person.
    Gone,
    /// Opened.
    Here(Rc<ResultRecord>),
}

impl Local {
    /// What a page begins with.
    pub fn on(screen: &Screen, device: Option<&Device>) -> Self {
        let mut local = Self::default();
        if let Screen::Item(running) = screen
            && let Some((_, item)) = running.sitting.current()
            && let Response::Given(value) = running.sitting.chosen()
        {
            local.marked = item.options.iter().position(|it| *it == value);
            local.pointed = local.marked.unwrap_or(0);
        }
        if let (Screen::Start(_), Some(device)) = (screen, device) {
            local.start.date = device.today();
        }
        local
    }
}
