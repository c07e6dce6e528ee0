//! What a touch sets going beyond a change of the state. One function does them all: each callback of its
//! own with its own captured state would cost a tablet another kilobyte to download.

use super::flow::App;
use super::local::{Edit, Found, Trouble};
use super::model::{Setup, Staff};
use super::page::{enrol, home, honest, review_decide, unlock as unlock_page};
use super::sitting::Running;
use super::state::{Action, Handed};
use super::unlock::unlock;
use crate::platform::http::{self, Request};
use crate::platform::{page, speech, time};
use crate::shared::text::Lang;
use engine::wire::{Decision, Ended, ReasonCode, RecordId};
use std::rc::Rc;

/// Sealing and storing right after the last answer takes a moment.
const N_LOOKS: u32 = 20;
const LOOK_MS: u32 = 250;
/// Between choosing an option and going on; another choice within it starts anew.
const BEAT_MS: u32 = 200;

/// Something to do.
#[derive(Clone)]
pub enum Task {
    /// Loads the page anew.
    Reload,
    /// Enrols with the code that was typed.
    Enrol,
    /// Gives the enrolment up.
    Leave,
    /// Asks the server for news.
    Refresh,
    /// Tries the PIN that was typed.
    Unlock(Staff),
    /// Sends what waits, refused records too.
    Send,
    /// Reads what the home page shows.
    LoadHome,
    /// Opens a result.
    LoadReview(RecordId),
    /// Takes a suggested code.
    TakeCode(String),
    /// Hands the tablet over, or points out what is missing.
    HandOver(Option<Rc<Setup>>),
    /// Goes on with an interrupted sitting, by its place in the list.
    Resume(usize),
    /// Ends an interrupted sitting.
    End(usize),
    /// The child begins.
    Begin(Rc<Setup>),
    /// The child says no.
    Decline(Rc<Setup>),
    /// An option was chosen: its place and value.
    Choose(Rc<Running>, Lang, usize, i32),
    /// The item is answered, or passed over.
    Answer(Rc<Running>, Lang, Option<i32>),
    /// Back to the item before.
    Back(Rc<Running>, Lang),
    /// The child stops.
    Stop(Rc<Running>),
    /// Reads aloud.
    Speak(Rc<str>, Lang),
    /// Saves a decision, if one was made.
    Review(RecordId, Option<(Decision, ReasonCode)>),
}

/// Does it. The state is the one of the moment of the touch.
pub async fn perform(app: App, task: Task) {
    let tools = &app.tools;
    match task {
        Task::Reload => page::reload(),
        Task::Leave => tools.leave().await,
        Task::Speak(text, lang) => speech::speak(&text, lang.tag()),
        Task::TakeCode(code) => {
            page::set_field(super::page::start::CODE_FIELD, &code);
            app.edit(Edit::Code(code));
        }
        Task::HandOver(Some(setup)) => app.dispatch(Action::HandOver(Handed::New(setup))),
        Task::HandOver(None) => app.edit(Edit::Try),
        Task::Enrol => enrol_tablet(&app).await,
        Task::Unlock(staff) => try_pin(&app, &staff).await,
        Task::Choose(running, lang, idx, value) => {
            app.edit(Edit::Mark(idx));
            if !running.setup.has_next_button {
                let then = app.clone();
                tools.after_beat(BEAT_MS, move || {
                    then.tools.answer(&running, Some(value), lang);
                });
            }
        }
        Task::Answer(running, lang, value) => {
            tools.stop_beat();
            tools.answer(&running, value, lang);
        }
        Task::Back(running, lang) => {
            tools.stop_beat();
            tools.back(&running, lang);
        }
        Task::Stop(running) => tools.end(&running, app.lang(), Ended::Stopped),
        Task::LoadReview(id) => load_review(&app, id).await,
        Task::Refresh
        | Task::Send
        | Task::LoadHome
        | Task::Resume(_)
        | Task::End(_)
        | Task::Begin(_)
        | Task::Decline(_)
        | Task::Review(..) => perform_enrolled(&app, task).await,
    }
}

/// What needs an enrolled tablet, and mostly somebody at it.
async fn perform_enrolled(app: &App, task: Task) {
    let Some(device) = app.state.device.clone() else {
        return;
    };
    let tools = &app.tools;
    let who = app.state.screen.who();
    let trouble: Option<Trouble> = match task {
        Task::Refresh => return tools.refresh(device).await,
        Task::Send => {
            app.edit(Edit::Busy);
            let is_reached = http::send(Request::get("/healthz")).await.is_ok();
            if is_reached {
                tools.send(&device.token, true).await;
                tools.refresh(device).await;
            }
            (!is_reached).then(|| home::OFFLINE.into())
        }
        Task::LoadHome => {
            let Some(who) = who else {
                return;
            };
            tools.tidy(&device, None).await;
            let results = tools.readables(who).await.into();
            return app.edit(Edit::Load(results, tools.drafts().await.into()));
        }
        Task::Resume(idx) | Task::End(idx) => {
            let (Some((id, draft)), Some(who)) = (app.local().drafts.get(idx), who) else {
                return;
            };
            let is_open = if matches!(task, Task::Resume(_)) {
                tools.resume(&device, who, *id, draft).await
            } else {
                tools.stop(&device, who, *id, draft, app.lang()).await
            };
            (!is_open).then(|| home::CANNOT_OPEN.into())
        }
        Task::Begin(setup) => {
            app.edit(Edit::Busy);
            let is_begun = tools.begin(device, setup, app.lang()).await;
            (!is_begun).then(|| honest::TROUBLE.into())
        }
        Task::Decline(setup) => return tools.decline(device, setup).await,
        Task::Review(_, None) => Some(review_decide::CHOOSE.into()),
        Task::Review(result, Some((decision, reason))) => {
            let Some(who) = who else {
                return;
            };
            app.edit(Edit::Busy);
            if tools.review(&device, who, result, decision, reason).await {
                app.dispatch(Action::GoHome(Some(review_decide::SAVED)));
                tools.send(&device.token, false).await;
                return;
            }
            Some(review_decide::NOT_SAVED.into())
        }
        _ => return,
    };
    app.edit(Edit::Done(trouble));
}

async fn enrol_tablet(app: &App) {
    let Some(code) = enrol::tidy(&page::field(enrol::CODE_FIELD)) else {
        return app.edit(Edit::Done(Some(enrol::EMPTY.into())));
    };
    app.edit(Edit::Busy);
    if let Err(error) = app.tools.enrol(&code).await {
        app.edit(Edit::Done(Some(enrol::words_for(&error).into())));
    }
}

async fn try_pin(app: &App, staff: &Staff) {
    let pin = page::field(unlock_page::PIN_FIELD);
    if app.local().is_busy {
        return;
    }
    if pin.is_empty() {
        return app.edit(Edit::Done(Some(unlock_page::EMPTY.into())));
    }
    page::set_field(unlock_page::PIN_FIELD, "");
    app.edit(Edit::Busy);
    match unlock(&app.tools.vault, staff, &pin).await {
        Ok(who) => app.dispatch(Action::Unlock(Rc::new(who))),
        Err(locked) => {
            app.edit(Edit::Done(Some(unlock_page::words_for(locked))));
            page::focus("#pin");
        }
    }
}

async fn load_review(app: &App, id: RecordId) {
    let Some(who) = app.state.screen.who() else {
        return;
    };
    let mut found = Found::Gone;
    for _ in 0..N_LOOKS {
        if let Some(record) = app.tools.readable(who, id).await {
            found = Found::Here(Rc::new(record));
            break;
        }
        if !who.staff.may_read {
            break;
        }
        time::sleep(LOOK_MS).await;
    }
    app.edit(Edit::Find(found));
}
