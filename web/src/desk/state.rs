//! The whole state of the desk, and every way in which it changes.

use super::filter::{Filter, refreshed};
use super::library::Library;
use super::model::{
    Alert, Child, ChildFile, Detail, Device, EnrolmentCode, ResultPage, Session, Summary,
};
use super::route::{Page, Route};
use crate::platform::http::HttpError;
use crate::shared::text::Lang;
use engine::wire::ChildCode;
use std::rc::Rc;
use yew::Reducible;

/// Something the server has, on its way, here, or out of reach. Once here it stays while it is
/// refreshed; a failure then stands beside it.
#[derive(Debug)]
pub struct Remote<T: ?Sized> {
    /// The last answer.
    pub value: Option<Rc<T>>,
    /// Why the latest attempt gave none.
    pub failure: Option<Rc<HttpError>>,
}

impl<T: ?Sized> Default for Remote<T> {
    fn default() -> Self {
        Self {
            value: None,
            failure: None,
        }
    }
}

impl<T: ?Sized> Clone for Remote<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            failure: self.failure.clone(),
        }
    }
}

impl<T: ?Sized> Remote<T> {
    /// Whether this account may not see it.
    pub fn is_forbidden(&self) -> bool {
        self.failure.as_ref().is_some_and(|it| it.status() == 403)
    }

    fn take(&mut self, answer: Result<Rc<T>, HttpError>) {
        match answer {
            Ok(value) => {
                *self = Self {
                    value: Some(value),
                    failure: None,
                }
            }
            Err(error) => self.failure = Some(Rc::new(error)),
        }
    }
}

/// How far somebody has come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Asking whether a session is open.
    Starting,
    /// On the one-time link.
    SettingUp(Rc<str>),
    /// Nobody is signed in.
    SignedOut(Option<Notice>),
    /// Signed in, but no PIN was ever chosen.
    ChoosingPin(Rc<Session>),
    /// At work.
    Working(Rc<Session>),
}

/// Why the sign-in page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The session ended by itself.
    Expired,
    /// Signed out by hand.
    Bye,
    /// The server was not reached at the start.
    Unreachable,
}

/// The list of results.
#[derive(Debug, Clone, Default)]
pub struct ResultList {
    /// What is shown.
    pub filter: Filter,
    /// Newest first.
    pub rows: Remote<[Summary]>,
    /// Where the next page begins.
    pub next: Option<Rc<str>>,
    /// Whether it is on its way.
    pub is_loading_more: bool,
}

/// The state.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Grows with each change; two states of the same number are the same state.
    revision: u64,
    /// Language of the interface; kept in this tab only.
    pub lang: Lang,
    /// How far somebody has come in.
    pub stage: Stage,
    /// The page of the rail.
    pub page: Page,
    /// Words for instruments.
    pub library: Remote<Library>,
    /// What needs a person.
    pub alerts: Remote<[Alert]>,
    /// The newest results, whatever the list's filter says.
    pub recent: Remote<[Summary]>,
    /// The list.
    pub list: ResultList,
    /// The result in the panel, by id. Only ever here, never in the address.
    pub open_result: Option<Rc<str>>,
    /// What the panel shows.
    pub detail: Remote<Detail>,
    /// All children.
    pub children: Remote<[Child]>,
    /// The child whose file is open. Only ever here, never in the address.
    pub open_child: Option<ChildCode>,
    /// The file.
    pub file: Remote<ChildFile>,
    /// Codes made just now.
    pub new_codes: Option<Rc<[ChildCode]>>,
    /// All tablets.
    pub devices: Remote<[Device]>,
    /// The code on show.
    pub enrolment: Option<Rc<EnrolmentCode>>,
}

/// Every change.
pub enum Action {
    /// The other language.
    SwitchLanguage,
    /// An address was opened.
    Visit(Route),
    /// The person wants another PIN.
    RenewPin,
    /// Somebody came in, or the account changed.
    Enter(Session),
    /// Nobody was in.
    Arrive,
    /// Nobody is in any more.
    Leave(Notice),
    /// An answer.
    GotLibrary(Result<Rc<Library>, HttpError>),
    /// An answer.
    GotAlerts(Result<Rc<[Alert]>, HttpError>),
    /// An answer.
    GotRecent(Result<Rc<[Summary]>, HttpError>),
    /// Other chips.
    SetFilter(Filter),
    /// The next page was asked for.
    LoadMore,
    /// A first page for this filter.
    GotResults(Filter, Result<ResultPage, HttpError>),
    /// A further page for this filter.
    GotMore(Filter, Result<ResultPage, HttpError>),
    /// A result was opened.
    OpenResult(Rc<str>),
    /// The panel was closed.
    CloseResult,
    /// An answer for this result.
    GotDetail(Rc<str>, Result<Rc<Detail>, HttpError>),
    /// An answer.
    GotChildren(Result<Rc<[Child]>, HttpError>),
    /// A file was opened.
    OpenChild(ChildCode),
    /// It was closed.
    CloseChild,
    /// An answer for this child.
    GotFile(ChildCode, Result<Rc<ChildFile>, HttpError>),
    /// Codes were made, or put away.
    ShowCodes(Option<Rc<[ChildCode]>>),
    /// An answer.
    GotDevices(Result<Rc<[Device]>, HttpError>),
    /// An enrolment code was made, or put away.
    ShowEnrolment(Option<Rc<EnrolmentCode>>),
}

impl Desk {
    /// The state before anything is known.
    pub fn new(route: Route, lang: Lang) -> Self {
        let (stage, page) = match route {
            Route::Page(page) => (Stage::Starting, page),
            Route::Setup(token) => (Stage::SettingUp(token.into()), Page::default()),
        };
        Self {
            revision: 0,
            lang,
            stage,
            page,
            library: Remote::default(),
            alerts: Remote::default(),
            recent: Remote::default(),
            list: ResultList::default(),
            open_result: None,
            detail: Remote::default(),
            children: Remote::default(),
            open_child: None,
            file: Remote::default(),
            new_codes: None,
            devices: Remote::default(),
            enrolment: None,
        }
    }

    /// The session, where there is one.
    pub fn session(&self) -> Option<&Rc<Session>> {
        match &self.stage {
            Stage::ChoosingPin(session) | Stage::Working(session) => Some(session),
            Stage::Starting | Stage::SettingUp(_) | Stage::SignedOut(_) => None,
        }
    }

    /// Minutes east of Greenwich.
    pub fn utc_offset_minutes(&self) -> i32 {
        self.session().map_or(480, |it| it.utc_offset_minutes)
    }

    /// Alerts that nobody has taken up yet.
    pub fn n_open_alerts(&self) -> usize {
        let alerts = self.alerts.value.as_deref().unwrap_or_default();
        alerts.iter().filter(|it| it.acknowledged.is_none()).count()
    }
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

impl Reducible for Desk {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut desk = Rc::unwrap_or_clone(self);
        desk.revision += 1;
        desk.apply(action);
        Rc::new(desk)
    }
}

impl Desk {
    fn apply(&mut self, action: Action) {
        match action {
            Action::SwitchLanguage => self.lang = self.lang.other(),
            Action::Visit(Route::Page(page)) => {
                self.page = page;
                self.open_result = None;
                self.new_codes = None;
            }
            Action::Visit(Route::Setup(token)) => self.stage = Stage::SettingUp(token.into()),
            Action::Enter(session) => {
                let session = Rc::new(session);
                self.stage = if session.staff.has_key {
                    Stage::Working(session)
                } else {
                    Stage::ChoosingPin(session)
                };
            }
            Action::RenewPin => {
                if let Stage::Working(session) = &self.stage {
                    self.stage = Stage::ChoosingPin(session.clone());
                }
            }
            Action::Arrive => self.stage = Stage::SignedOut(None),
            // Whoever sits down next finds nothing of the person before.
            Action::Leave(notice) => {
                *self = Self {
                    revision: self.revision,
                    stage: Stage::SignedOut(Some(notice)),
                    ..Self::new(Route::Page(self.page), self.lang)
                };
            }
            Action::GotLibrary(answer) => self.library.take(answer),
            Action::GotAlerts(answer) => self.alerts.take(answer),
            Action::GotRecent(answer) => self.recent.take(answer),
            Action::OpenResult(id) => {
                self.open_result = Some(id);
                self.detail = Remote::default();
            }
            Action::CloseResult => self.open_result = None,
            Action::GotDetail(id, answer) if self.open_result.as_ref() == Some(&id) => {
                self.detail.take(answer);
            }
            Action::GotChildren(answer) => self.children.take(answer),
            Action::OpenChild(code) => {
                self.page = Page::Children;
                self.open_result = None;
                self.open_child = Some(code);
                self.file = Remote::default();
            }
            Action::CloseChild => self.open_child = None,
            Action::GotFile(code, answer) if self.open_child.as_ref() == Some(&code) => {
                self.file.take(answer);
            }
            // An answer about something that was closed meanwhile.
            Action::GotDetail(..) | Action::GotFile(..) => {}
            Action::ShowCodes(codes) => self.new_codes = codes,
            Action::GotDevices(answer) => self.devices.take(answer),
            Action::ShowEnrolment(code) => self.enrolment = code,
            Action::SetFilter(_)
            | Action::LoadMore
            | Action::GotResults(..)
            | Action::GotMore(..) => self.list.apply(action),
        }
    }
}

impl ResultList {
    fn apply(&mut self, action: Action) {
        match action {
            Action::SetFilter(filter) => {
                *self = Self {
                    filter,
                    ..Self::default()
                }
            }
            Action::LoadMore => self.is_loading_more = true,
            Action::GotResults(filter, Ok(page)) if filter == self.filter => {
                let older = self.rows.value.as_deref().unwrap_or_default();
                let rows = if let Some(rows) = refreshed(&page.results, older) {
                    rows
                } else {
                    self.next = page.next.map(Rc::from);
                    page.results
                };
                self.rows.take(Ok(rows.into()));
            }
            Action::GotResults(filter, Err(error)) if filter == self.filter => {
                self.rows.take(Err(error));
            }
            Action::GotMore(filter, answer) if filter == self.filter => {
                self.is_loading_more = false;
                match answer {
                    Ok(page) => {
                        let mut rows = self.rows.value.as_deref().unwrap_or_default().to_vec();
                        rows.extend(page.results);
                        self.next = page.next.map(Rc::from);
                        self.rows.take(Ok(rows.into()));
                    }
                    Err(error) => self.rows.take(Err(error)),
                }
            }
            _ => {}
        }
    }
}
