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
            mode: Mode::Single,
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

/// A change of what a page holds for itself.
#[derive(Clone)]
pub enum Edit {
    /// Something was begun.
    Busy,
    /// It came to an end, with trouble or without.
    Done(Option<Trouble>),
    /// Somebody was chosen, or nobody again.
    Person(Option<usize>),
    /// The code was typed.
    Code(String),
    /// The age was typed.
    Age(String),
    /// The day was confirmed.
    Date(String),
    /// The stage was chosen.
    Stage(Stage),
    /// The sex was chosen.
    Sex(Sex),
    /// A battery was chosen.
    Battery(String),
    /// A ground was chosen.
    Basis(ConsentBasis),
    /// A setting was chosen.
    Mode(Mode),
    /// Reading aloud was switched.
    SwitchReading,
    /// The "next" button was switched.
    SwitchNext,
    /// Staff tried to go on.
    Try,
    /// An option was chosen.
    Mark(usize),
    /// The arrows moved to an option.
    Point(usize),
    /// What the home page shows was read.
    Load(Rc<[ResultRecord]>, Rc<[(RecordId, Draft)]>),
    /// The result was opened, or was not there.
    Find(Found),
    /// A decision was chosen.
    Decide(Decision),
    /// A reason was chosen.
    Reason(ReasonCode),
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

    /// Makes a change.
    pub fn apply(&mut self, edit: Edit) {
        let form = &mut self.start;
        match edit {
            Edit::Busy => {
                self.is_busy = true;
                self.trouble = None;
            }
            Edit::Done(trouble) => {
                self.is_busy = false;
                self.trouble = trouble;
            }
            Edit::Person(person) => {
                self.person = person;
                self.trouble = None;
            }
            Edit::Code(typed) => form.code = typed,
            Edit::Age(typed) => form.age = typed,
            Edit::Date(typed) => form.date = typed,
            Edit::Stage(it) => form.stage = Some(it),
            Edit::Sex(it) => form.sex = Some(it),
            Edit::Battery(it) => form.battery = Some(it),
            Edit::Basis(it) => form.basis = Some(it),
            Edit::Mode(it) => form.mode = it,
            Edit::SwitchReading => form.may_read_aloud ^= true,
            Edit::SwitchNext => form.has_next_button ^= true,
            Edit::Try => form.is_tried = true,
            Edit::Mark(idx) => {
                self.marked = Some(idx);
                self.pointed = idx;
            }
            Edit::Point(idx) => self.pointed = idx,
            Edit::Load(results, drafts) => {
                self.results = results;
                self.drafts = drafts;
            }
            Edit::Find(found) => self.found = found,
            Edit::Decide(decision) => {
                self.decision = Some(decision);
                self.reason = None;
                self.trouble = None;
            }
            Edit::Reason(reason) => {
                self.reason = Some(reason);
                self.trouble = None;
            }
        }
    }
}
