//! Which screen is shown, and every way from one to another.

use super::local::{Edit, Local};
use super::model::{Device, Setup, Unlocked};
use super::sitting::Running;
use crate::shared::text::{Lang, Text};
use engine::wire::RecordId;
use std::rc::Rc;
use yew::Reducible;

/// The whole app.
#[derive(Clone)]
pub struct State {
    /// Language of what is shown.
    pub lang: Lang,
    /// Language staff chose; a child's choice ends with the child's screens.
    staff_lang: Lang,
    /// The enrolment.
    pub device: Option<Rc<Device>>,
    /// What is shown.
    pub screen: Screen,
    /// What waits to be sent.
    pub waiting: Rc<[WaitingView]>,
    /// Whether the server does not know this tablet any more.
    pub is_disowned: bool,
    /// A sentence for staff about what just happened.
    pub notice: Option<Text>,
    /// What the page on screen holds for itself; every page begins with nothing.
    pub local: Local,
}

/// A record on its way, as staff see it: nothing about a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingView {
    /// When it was queued.
    pub queued_ms: i64,
    /// Why the server refused it.
    pub refusal: Option<String>,
}

/// One page at a time.
#[derive(Clone)]
pub enum Screen {
    /// Storage is being read.
    Loading,
    /// Nothing can go on, and why.
    Fault(Text),
    /// The tablet belongs to no school yet.
    Enrol,
    /// Staff give their PIN.
    Unlock(AfterUnlock),
    /// Staff at work.
    Home(Rc<Unlocked>),
    /// Staff prepare a sitting.
    Start(Rc<Unlocked>),
    /// "Please hand the tablet over." Nobody is unlocked from here on.
    HandOver(Handed),
    /// Who sees what.
    Honest(Rc<Setup>),
    /// An item, or the help page over it.
    Item(Rc<Running>),
    /// The end, the same for everyone.
    Thanks(Thanks),
    /// Staff read a result and decide.
    Review(Rc<Unlocked>, RecordId),
}

/// What the child gets.
#[derive(Clone)]
pub enum Handed {
    /// A new sitting.
    New(Rc<Setup>),
    /// A sitting that was interrupted.
    Resumed(Rc<Running>),
}

/// Where a right PIN leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterUnlock {
    /// To the home page.
    Home,
    /// To the result of the sitting that just ended.
    Review(RecordId),
}

/// How it ended for the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thanks {
    /// Finished or stopped: there is a result.
    Sitting(RecordId),
    /// The child did not want to begin.
    Declined,
}

/// Every transition.
#[derive(Clone)]
pub enum Action {
    /// The other language.
    SwitchLang,
    /// The language a child had before.
    SetLang(Lang),
    /// Nothing can go on.
    Fail(Text),
    /// There is no enrolment.
    NeedEnrolment,
    /// There is one now, or a newer package.
    SetDevice(Rc<Device>),
    /// The server does not know this tablet any more.
    Disown,
    /// The right PIN was given.
    Unlock(Rc<Unlocked>),
    /// Staff put the tablet down.
    Lock,
    /// Staff want the home page.
    GoHome(Option<Text>),
    /// Staff want to start.
    OpenStart,
    /// The tablet goes to the child.
    HandOver(Handed),
    /// The child has it.
    Receive,
    /// The child begins.
    Begin(Rc<Running>),
    /// The sitting moved by one step.
    Turn(Rc<Running>),
    /// Help is opened or closed.
    Help(bool),
    /// The child is done.
    Thank(Thanks),
    /// Nobody came back.
    TimeOut,
    /// Staff take the tablet back.
    TakeBack,
    /// Staff open a result.
    OpenReview(RecordId),
    /// The queue changed.
    SetWaiting(Rc<[WaitingView]>),
    /// The page that was on screen changes what it holds for itself.
    Edit(PageKey, Edit),
}

/// Which page; changes whenever another one is shown.
pub type PageKey = (u8, u32);

/// Shown after a sitting nobody came back to.
pub const TIMED_OUT: Text = crate::shared::text::text(
    "上一次测评因长时间无人作答已经结束，结果已排队上传。",
    "The last screening ended because nobody answered for a long time; its result is in the queue.",
);

impl Default for State {
    fn default() -> Self {
        Self {
            lang: Lang::Zh,
            staff_lang: Lang::Zh,
            device: None,
            screen: Screen::Loading,
            waiting: Rc::new([]),
            is_disowned: false,
            notice: None,
            local: Local::default(),
        }
    }
}

impl Screen {
    /// Whether a child has the tablet: then nothing is updated and nothing is said to staff.
    pub fn is_childs(&self) -> bool {
        match self {
            Screen::HandOver(_) | Screen::Honest(_) | Screen::Item(_) | Screen::Thanks(_) => true,
            Screen::Loading
            | Screen::Fault(_)
            | Screen::Enrol
            | Screen::Unlock(_)
            | Screen::Home(_)
            | Screen::Start(_)
            | Screen::Review(..) => false,
        }
    }

    /// Who is unlocked.
    pub fn who(&self) -> Option<&Rc<Unlocked>> {
        match self {
            Screen::Home(who) | Screen::Start(who) | Screen::Review(who, _) => Some(who),
            _ => None,
        }
    }

    /// Changes whenever another page is shown, so that focus can follow.
    pub fn page_key(&self) -> PageKey {
        match self {
            Screen::Loading => (0, 0),
            Screen::Fault(_) => (1, 0),
            Screen::Enrol => (2, 0),
            Screen::Unlock(_) => (3, 0),
            Screen::Home(_) => (4, 0),
            Screen::Start(_) => (5, 0),
            Screen::HandOver(_) => (6, 0),
            Screen::Honest(_) => (7, 0),
            Screen::Item(running) if running.is_helping => (8, running.revision),
            Screen::Item(running) => (9, running.revision),
            Screen::Thanks(_) => (10, 0),
            Screen::Review(..) => (11, 0),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match action {
            Action::SwitchLang => {
                next.lang = self.lang.other();
                if !self.screen.is_childs() {
                    next.staff_lang = next.lang;
                }
                return Rc::new(next);
            }
            Action::SetLang(lang) => {
                next.lang = lang;
                return Rc::new(next);
            }
            Action::SetWaiting(waiting) => {
                next.waiting = waiting;
                return Rc::new(next);
            }
            Action::Edit(page, edit) => {
                // An answer to a page that is gone comes too late.
                if page != self.screen.page_key() {
                    return self;
                }
                next.local.apply(edit);
                return Rc::new(next);
            }
            Action::Disown => {
                next.is_disowned = true;
                return Rc::new(next);
            }
            // Nothing is updated under a child's hands.
            Action::SetDevice(_) if self.screen.is_childs() => return self,
            Action::SetDevice(device) => {
                next.device = Some(device);
                next.is_disowned = false;
                if matches!(self.screen, Screen::Loading | Screen::Enrol) {
                    next.screen = Screen::Unlock(AfterUnlock::Home);
                    next.local = Local::default();
                }
                return Rc::new(next);
            }
            Action::Fail(why) => next.screen = Screen::Fault(why),
            Action::NeedEnrolment => next.screen = Screen::Enrol,
            Action::GoHome(notice) => {
                let Some(who) = self.screen.who() else {
                    return self;
                };
                next.screen = Screen::Home(who.clone());
                next.notice = notice;
            }
            action => match step(&self.screen, action) {
                Some(screen) => {
                    next.notice = match &screen {
                        Screen::Unlock(_) if self.screen.is_childs() => match self.screen {
                            Screen::Item(_) => Some(TIMED_OUT),
                            _ => None,
                        },
                        _ => None,
                    };
                    next.screen = screen;
                }
                None => return self,
            },
        }
        if !next.screen.is_childs() {
            next.lang = next.staff_lang;
        }
        if next.screen.page_key() != self.screen.page_key() {
            next.local = Local::on(&next.screen, next.device.as_deref());
        }
        Rc::new(next)
    }
}

/// The transitions that depend on the screen; `None` where the action has no meaning there, as when a
/// second tap arrives after the page has gone.
fn step(screen: &Screen, action: Action) -> Option<Screen> {
    Some(match (screen, action) {
        (Screen::Unlock(AfterUnlock::Home), Action::Unlock(who)) => Screen::Home(who),
        (Screen::Unlock(AfterUnlock::Review(id)), Action::Unlock(who)) => Screen::Review(who, *id),
        (Screen::Home(who), Action::OpenStart) => Screen::Start(who.clone()),
        (Screen::Home(who), Action::OpenReview(id)) => Screen::Review(who.clone(), id),
        (Screen::Home(_) | Screen::Start(_), Action::HandOver(handed)) => Screen::HandOver(handed),
        (Screen::HandOver(Handed::New(setup)), Action::Receive) => Screen::Honest(setup.clone()),
        (Screen::HandOver(Handed::Resumed(running)), Action::Receive) => {
            Screen::Item(running.clone())
        }
        (Screen::Honest(_), Action::Begin(running)) => Screen::Item(running),
        (Screen::Honest(_), Action::Thank(Thanks::Declined)) => Screen::Thanks(Thanks::Declined),
        (Screen::Item(now), Action::Turn(then))
            if now.id == then.id && then.revision == now.revision + 1 =>
        {
            Screen::Item(then)
        }
        (Screen::Item(now), Action::Help(is_helping)) => {
            let mut running = Running::clone(now);
            running.is_helping = is_helping;
            Screen::Item(Rc::new(running))
        }
        (Screen::Item(now), Action::Thank(Thanks::Sitting(id))) if now.id == id => {
            Screen::Thanks(Thanks::Sitting(id))
        }
        (Screen::Thanks(Thanks::Sitting(id)), Action::TakeBack) => {
            Screen::Unlock(AfterUnlock::Review(*id))
        }
        // Whoever comes next has to give a PIN.
        (
            Screen::Home(_) | Screen::Start(_) | Screen::Review(..) | Screen::Unlock(_),
            Action::Lock,
        )
        | (Screen::Item(_), Action::TimeOut)
        | (Screen::Thanks(Thanks::Declined) | Screen::HandOver(_), Action::TakeBack) => {
            Screen::Unlock(AfterUnlock::Home)
        }
        _ => return None,
    })
}
