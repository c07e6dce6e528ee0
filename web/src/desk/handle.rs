//! The state as components hold it, with the calls that refresh it.

use super::model::Session;
use super::route::{Page, Route};
use super::state::{Action, Desk, Notice};
use super::{api, browser};
use crate::platform::http::HttpError;
use crate::shared::text::Lang;
use engine::wire::ChildCode;
use std::ops::Deref;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// The state, and the way to change it. Reading it always gives the latest state; two handles are equal
/// when they were made for the same one.
#[derive(Clone, PartialEq)]
pub struct Handle(UseReducerHandle<Desk>);

impl Deref for Handle {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}

impl From<UseReducerHandle<Desk>> for Handle {
    fn from(handle: UseReducerHandle<Desk>) -> Self {
        Self(handle)
    }
}

/// The state for a component inside the app.
///
/// # Panics
/// Outside the app, which provides it at its root.
#[hook]
pub fn use_desk() -> Handle {
    let handle: Option<Handle> = use_context();
    let Some(handle) = handle else {
        unreachable!("the app provides the state at its root");
    };
    handle
}

impl Handle {
    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        self.0.dispatch(action);
    }

    /// Calls back into [`Handle::dispatch`].
    pub fn on<E>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let dispatcher = self.0.dispatcher();
        Callback::from(move |event| dispatcher.dispatch(action(event)))
    }

    /// The token that goes with every change.
    pub fn csrf(&self) -> Rc<str> {
        self.session()
            .map_or_else(|| "".into(), |it| it.csrf.as_str().into())
    }

    /// Runs a call and hands its answer on. A session that ended leads to the sign-in page instead.
    pub fn call<T: 'static>(
        &self,
        call: impl Future<Output = Result<T, HttpError>> + 'static,
        then: impl FnOnce(Result<T, HttpError>, &dyn Fn(Action)) + 'static,
    ) {
        let dispatcher = self.0.dispatcher();
        spawn_local(async move {
            let answer = call.await;
            if answer.as_ref().is_err_and(|it| it.status() == 401) {
                dispatcher.dispatch(Action::Leave(Notice::Expired));
            } else {
                then(answer, &|action| dispatcher.dispatch(action));
            }
        });
    }

    fn fetch<T: 'static>(
        &self,
        call: impl Future<Output = Result<T, HttpError>> + 'static,
        got: impl FnOnce(Result<T, HttpError>) -> Action + 'static,
    ) {
        self.call(call, |answer, dispatch| dispatch(got(answer)));
    }

    /// Goes to a page of the rail.
    pub fn go(&self, page: Page) {
        browser::show_path(page.path(), false);
        self.dispatch(Action::Visit(Route::Page(page)));
    }

    /// Opens a child's file.
    pub fn open_child(&self, code: ChildCode) {
        browser::show_path(Page::Children.path(), self.page == Page::Children);
        self.dispatch(Action::OpenChild(code));
    }

    /// Asks whether a session is open.
    pub fn start(&self) {
        let dispatcher = self.0.dispatcher();
        spawn_local(async move {
            dispatcher.dispatch(match api::session().await {
                Ok(session) => Action::Enter(session),
                Err(error) if error.status() == 401 => Action::Arrive,
                Err(_) => Action::Leave(Notice::Unreachable),
            });
        });
    }

    /// Ends the session.
    pub fn sign_out(&self) {
        let (csrf, dispatcher) = (self.csrf(), self.0.dispatcher());
        spawn_local(async move {
            let ended = api::sign_out(&csrf).await;
            // Out of reach, the session still is over for whoever looks at this screen.
            drop(ended);
            dispatcher.dispatch(Action::Leave(Notice::Bye));
        });
    }

    /// Takes a changed session over.
    pub fn enter(&self, session: Session) {
        self.dispatch(Action::Enter(session));
    }

    /// Words for instruments.
    pub fn load_library(&self) {
        self.fetch(api::library(), Action::GotLibrary);
    }

    /// What needs a person.
    pub fn load_alerts(&self) {
        self.fetch(api::alerts(), Action::GotAlerts);
    }

    /// The newest results.
    pub fn load_recent(&self) {
        let call = async { api::results(&crate::desk::filter::Filter::default(), None).await };
        self.fetch(call, |answer| {
            Action::GotRecent(answer.map(|page| page.results.into()))
        });
    }

    /// The first page of the list.
    pub fn load_results(&self) {
        let filter = self.list.filter.clone();
        let asked = filter.clone();
        let call = async move { api::results(&asked, None).await };
        self.fetch(call, |answer| Action::GotResults(filter, answer));
    }

    /// The next page of the list.
    pub fn load_more(&self) {
        let Some(cursor) = self.list.next.clone() else {
            return;
        };
        self.dispatch(Action::LoadMore);
        let filter = self.list.filter.clone();
        let asked = filter.clone();
        let call = async move { api::results(&asked, Some(&cursor)).await };
        self.fetch(call, |answer| Action::GotMore(filter, answer));
    }

    /// The result in the panel.
    pub fn load_detail(&self) {
        if let Some(id) = self.open_result.clone() {
            let asked = id.clone();
            let call = async move { api::result(&asked).await };
            self.fetch(call, |answer| Action::GotDetail(id, answer));
        }
    }

    /// All children.
    pub fn load_children(&self) {
        self.fetch(api::children(), Action::GotChildren);
    }

    /// The open file.
    pub fn load_file(&self) {
        if let Some(code) = self.open_child.clone() {
            let asked = code.clone();
            let call = async move { api::child(&asked).await };
            self.fetch(call, |answer| Action::GotFile(code, answer));
        }
    }

    /// All tablets.
    pub fn load_devices(&self) {
        self.fetch(api::devices(), Action::GotDevices);
    }

    /// The other language.
    pub fn switch_language(&self) -> Callback<MouseEvent> {
        self.on(|_| Action::SwitchLanguage)
    }

    /// Language of the interface.
    pub fn lang(&self) -> Lang {
        self.lang
    }
}
