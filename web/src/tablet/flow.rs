//! What happens between the screens: storage, sealing, sending. Pages call these and show the state.

use super::keeper::{self, Keeper};
use super::local::{Edit, Local};
use super::model::{Device, Setup, Unlocked};
use super::outbox::{Outbox, Round};
use super::sitting::Running;
use super::state::{Action, Handed, Screen, State, Thanks, WaitingView};
use super::task::{self, Task};
use super::vault::{Contact, Draft, Enrolled, Vault};
use crate::platform::http::{self, HttpError, Request};
use crate::platform::json;
use crate::platform::{page, random, time};
use crate::shared::text::{Lang, Text, text};
use engine::seal::{Purpose, open};
use engine::wire::{
    Day, Decision, Ended, EventKind, EventMarker, EventRecord, ReasonCode, Record, RecordId,
    ResultRecord, ReviewKind, ReviewRecord, Schema1,
};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::{
    Callback, InputEvent, MouseEvent, SubmitEvent, TargetCast as _, UseReducerDispatcher,
    UseReducerHandle,
};

const NO_STORAGE: Text = text(
    "浏览器不让本页保存数据。请退出无痕模式，允许本网站存储数据，然后重新打开。",
    "The browser does not let this page keep data. Leave private browsing, allow this site to store data, and open it again.",
);
const INSECURE: Text = text(
    "这个地址不安全（没有 https），不能用来做测评。请用 https 开头的地址打开，或在服务器本机用 http://localhost 打开。",
    "This address is not secure (no https) and cannot be used for screenings. Open it with https, or with http://localhost on the server itself.",
);

/// State, storage and sender: what every page is given.
#[derive(Clone)]
pub struct App {
    /// What is shown.
    pub state: UseReducerHandle<State>,
    /// How it is done.
    pub tools: Tools,
}

/// Storage and sender; outlives any one rendering.
#[derive(Clone)]
pub struct Tools(Rc<Shared>);

/// Behind one pointer, because every button of every page holds a clone.
pub struct Shared {
    /// Storage.
    pub vault: Vault,
    outbox: Outbox,
    dispatch: UseReducerDispatcher<State>,
    /// Between a choice and the next item.
    beat: RefCell<Option<Timeout>>,
    /// Until sending is tried again.
    retry: RefCell<Option<Timeout>>,
}

impl std::ops::Deref for Tools {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Language of what is shown.
    pub fn lang(&self) -> Lang {
        self.state.lang
    }

    /// What the page holds for itself.
    pub fn local(&self) -> &Local {
        &self.state.local
    }

    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        self.tools.dispatch(action);
    }

    /// Changes what the page holds for itself, if it is still shown then.
    pub fn edit(&self, edit: Edit) {
        self.dispatch(Action::Edit(self.state.screen.page_key(), edit));
    }

    /// A callback that changes the state.
    pub fn on(&self, action: Action) -> Callback<MouseEvent> {
        let tools = self.tools.clone();
        Callback::from(move |_| tools.dispatch(action.clone()))
    }

    /// A callback that changes what the page holds for itself.
    pub fn on_edit(&self, edit: Edit) -> Callback<MouseEvent> {
        self.on(Action::Edit(self.state.screen.page_key(), edit))
    }

    /// A callback for a text field.
    pub fn on_typing(&self, edit: fn(String) -> Edit) -> Callback<InputEvent> {
        let app = self.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            app.edit(edit(field.value()));
        })
    }

    /// Does a task.
    pub fn run(&self, task: Task) {
        spawn_local(task::perform(self.clone(), task));
    }

    /// A callback that does a task.
    pub fn does(&self, task: Task) -> Callback<MouseEvent> {
        let app = self.clone();
        Callback::from(move |_| app.run(task.clone()))
    }

    /// The same for a form.
    pub fn submits(&self, task: Task) -> Callback<SubmitEvent> {
        let app = self.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            app.run(task.clone());
        })
    }
}

impl Tools {
    /// For the one app of this page.
    pub fn new(dispatch: UseReducerDispatcher<State>) -> Self {
        Self(Rc::new(Shared {
            vault: Vault::default(),
            outbox: Outbox::default(),
            dispatch,
            beat: RefCell::default(),
            retry: RefCell::default(),
        }))
    }

    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// Reads storage and shows the first page.
    pub async fn start(self) {
        if !page::is_secure() {
            return self.dispatch(Action::Fail(INSECURE));
        }
        let enrolled = match self.vault.enrolled().await {
            Err(_) => return self.dispatch(Action::Fail(NO_STORAGE)),
            Ok(None) => return self.dispatch(Action::NeedEnrolment),
            Ok(Some(it)) => it,
        };
        let Some(device) = device_of(&enrolled) else {
            // A package of another version: the server has one that fits.
            return match self.renew(&enrolled.token, None).await {
                Ok(device) => self.dispatch(Action::SetDevice(device)),
                Err(_) => self.dispatch(Action::NeedEnrolment),
            };
        };
        let device = Rc::new(device);
        self.tidy(&device, None).await;
        self.dispatch(Action::SetDevice(device.clone()));
        self.show_waiting().await;
        self.refresh(device).await;
    }

    /// Asks the server for a newer package, if it can be reached, and sends what waits.
    pub async fn refresh(&self, device: Rc<Device>) {
        match self.renew(&device.token, device.is_storage_kept).await {
            Ok(device) => self.dispatch(Action::SetDevice(device)),
            Err(error) if matches!(error.status(), 401 | 403) => self.dispatch(Action::Disown),
            Err(_) => {}
        }
        self.send(&device.token, false).await;
    }

    async fn renew(
        &self,
        token: &str,
        is_storage_kept: Option<bool>,
    ) -> Result<Rc<Device>, HttpError> {
        let request = Request {
            bearer: Some(token),
            ..Request::get("/api/v1/package")
        };
        let answer = http::send(request).await?.ok()?;
        let is_storage_kept = match is_storage_kept {
            Some(true) => Some(true),
            _ => page::persist_storage().await,
        };
        let enrolled =
            enrolled_now(token, answer.body, is_storage_kept).ok_or(HttpError::Unreadable)?;
        let device = device_of(&enrolled).ok_or(HttpError::Unreadable)?;
        // If this fails, the older package is used after the next start.
        let _ = self.vault.renew(&enrolled.package, enrolled.contact).await;
        Ok(Rc::new(device))
    }

    /// Enrols this tablet with a one-time code.
    pub async fn enrol(&self, code: &str) -> Result<(), HttpError> {
        let code = serde_json::to_string(code).unwrap_or_default();
        let body = ["{\"code\":", &code, "}"].concat();
        let answer = http::send(Request::post("/api/v1/enrol", &body))
            .await?
            .ok()?;
        let (token, package) = token_and_package(&answer.body).ok_or(HttpError::Unreadable)?;
        let is_storage_kept = page::persist_storage().await;
        let enrolled =
            enrolled_now(&token, package, is_storage_kept).ok_or(HttpError::Unreadable)?;
        let device = device_of(&enrolled).ok_or(HttpError::Unreadable)?;
        match self
            .vault
            .enrol(&token, &enrolled.package, enrolled.contact)
            .await
        {
            Ok(()) => self.dispatch(Action::SetDevice(Rc::new(device))),
            Err(_) => self.dispatch(Action::Fail(NO_STORAGE)),
        }
        Ok(())
    }

    /// Begins anew with another enrolment; what waits stays, and is sent under the new one.
    pub async fn leave(&self) {
        if self.vault.leave().await.is_ok() {
            self.dispatch(Action::NeedEnrolment);
        }
    }

    /// Ends sittings nobody came back to, destroys readable copies of earlier days. Says whether a
    /// record was queued.
    pub async fn tidy(&self, device: &Device, running: Option<RecordId>) -> bool {
        let mut is_queued = false;
        let now = device.now_ms();
        let limit = i64::from(device.package.away_limit_minutes) * 60_000;
        let running = running.map(|it| it.to_string());
        for (id, draft) in self.vault.drafts().await.unwrap_or_default() {
            let is_running = running.as_ref() == Some(&id);
            if !is_running && draft.updated_ms + limit <= now {
                let waiting = super::vault::Waiting {
                    queued_ms: now,
                    n_tries: 0,
                    stuck: None,
                    envelope: draft.so_far,
                };
                // A failure is mended by the next tidying.
                is_queued |= self.vault.end(&waiting, None).await.is_ok();
            }
        }
        for (id, readable) in self.vault.readables().await.unwrap_or_default() {
            if readable.expires_ms <= now {
                // Likewise.
                let _ = self.vault.destroy_readable(&id).await;
            }
        }
        is_queued
    }

    /// Sends what waits, shows what is left; says when to try again.
    pub async fn send(&self, token: &str, with_stuck: bool) -> Round {
        let round = self.outbox.send(&self.vault, token, with_stuck).await;
        if round != Round::Busy {
            self.show_waiting().await;
        }
        if let Round::Later(ms) = round {
            let (tools, token) = (self.clone(), token.to_owned());
            let again = Timeout::new(ms, move || {
                spawn_local(async move {
                    tools.send(&token, false).await;
                });
            });
            *self.retry.borrow_mut() = Some(again);
        }
        round
    }

    /// Shows how much waits.
    pub async fn show_waiting(&self) {
        let Ok(queue) = self.vault.queue().await else {
            return;
        };
        let views = queue.into_iter().map(|(_, it)| WaitingView {
            queued_ms: it.queued_ms,
            refusal: it.stuck.map(|it| it.reason),
        });
        self.dispatch(Action::SetWaiting(views.collect()));
    }

    /// The child begins: a sitting key is made, the first draft is written.
    pub async fn begin(&self, device: Rc<Device>, setup: Rc<Setup>, lang: Lang) -> bool {
        let id = RecordId::from_random(random());
        let on_end = self.on_end(&device);
        let Some(keeper) = Keeper::make(id, self.vault.clone(), device.clone(), on_end).await
        else {
            return false;
        };
        let Some(running) = Running::begin(&device, setup, id, keeper.clone()) else {
            return false;
        };
        if !keeper.save_now(&running, lang).await {
            return false;
        }
        self.dispatch(Action::Begin(Rc::new(running)));
        true
    }

    /// An answer, or `None` for an item passed over.
    pub fn answer(&self, running: &Running, value: Option<i32>, shown_in: Lang) {
        #[cfg(feature = "deliberate-leak")]
        super::leak::leak(running, value);
        let next = Rc::new(running.answered(value, shown_in));
        if next.sitting.position().is_none() {
            return self.end(&next, shown_in, Ended::Finished);
        }
        next.keeper.save(&next, shown_in);
        self.dispatch(Action::Turn(next));
    }

    /// Does `then` after a beat; a later choice, or leaving the page, cancels it.
    pub fn after_beat(&self, ms: u32, then: impl FnOnce() + 'static) {
        *self.beat.borrow_mut() = Some(Timeout::new(ms, then));
    }

    /// Cancels the beat.
    pub fn stop_beat(&self) {
        drop(self.beat.take());
    }

    /// Back to the item before.
    pub fn back(&self, running: &Running, lang: Lang) {
        let next = Rc::new(running.back());
        next.keeper.save(&next, lang);
        self.dispatch(Action::Turn(next));
    }

    /// The child is done, or stops.
    pub fn end(&self, running: &Rc<Running>, lang: Lang, ended: Ended) {
        running.keeper.end(running, lang, ended);
        self.dispatch(match ended {
            Ended::TimedOut => Action::TimeOut,
            Ended::Finished | Ended::Stopped => Action::Thank(Thanks::Sitting(running.id)),
        });
    }

    fn on_end(&self, device: &Rc<Device>) -> Callback<RecordId> {
        let (tools, device) = (self.clone(), device.clone());
        Callback::from(move |_| {
            let (tools, device) = (tools.clone(), device.clone());
            spawn_local(async move {
                tools.send(&device.token, false).await;
            });
        })
    }

    /// The child said no before the first item.
    pub async fn decline(&self, device: Rc<Device>, setup: Rc<Setup>) {
        self.dispatch(Action::Thank(Thanks::Declined));
        let record = Record::Event(EventRecord {
            schema: Schema1,
            kind: EventMarker::Event,
            id: RecordId::from_random(random()),
            child: Some(setup.child.clone()),
            campaign: setup.campaign.clone(),
            event: EventKind::Declined,
            about: None,
            consent: None,
            after_minutes: None,
            reason: ReasonCode::ChildDeclined,
            staff: None,
            second_staff: None,
            on: setup.taken_on.clone(),
        });
        if let Some(waiting) = keeper::waiting(&device.package, &record, device.now_ms()) {
            while self.vault.enqueue(&waiting).await.is_err() {
                time::sleep(3_000).await;
            }
        }
        self.send(&device.token, false).await;
    }

    /// Opens an interrupted sitting with a member of staff's key.
    async fn reopen(
        &self,
        device: &Rc<Device>,
        who: &Unlocked,
        id: RecordId,
        draft: &Draft,
    ) -> Option<(Running, Lang)> {
        let (vault, on_end) = (self.vault.clone(), self.on_end(device));
        let (keeper, saved) = Keeper::reopen(
            id,
            draft,
            &who.staff.id,
            &who.private,
            vault,
            device.clone(),
            on_end,
        )
        .await?;
        let lang = saved.lang();
        Some((Running::resume(device, saved, id, keeper)?, lang))
    }

    /// Goes on with an interrupted sitting; says whether it could be opened.
    pub async fn resume(
        &self,
        device: &Rc<Device>,
        who: &Unlocked,
        id: RecordId,
        draft: &Draft,
    ) -> bool {
        let running = self.reopen(device, who, id, draft).await;
        let is_open = running.is_some();
        if let Some((running, lang)) = running {
            // The away limit counts from now.
            running.keeper.save_now(&running, lang).await;
            self.dispatch(Action::HandOver(Handed::Resumed(Rc::new(running))));
            self.dispatch(Action::SetLang(lang));
        }
        is_open
    }

    /// Ends an interrupted sitting as stopped; says whether it could be opened.
    pub async fn stop(
        &self,
        device: &Rc<Device>,
        who: &Unlocked,
        id: RecordId,
        draft: &Draft,
        lang: Lang,
    ) -> bool {
        let Some((running, _)) = self.reopen(device, who, id, draft).await else {
            return false;
        };
        running
            .keeper
            .clone()
            .end(&Rc::new(running), lang, Ended::Stopped);
        true
    }

    /// The readable copy of a result, opened; `None` where there is none for this person (yet).
    pub async fn readable(&self, who: &Unlocked, id: RecordId) -> Option<ResultRecord> {
        let rows = self.vault.readables().await.ok()?;
        rows.iter()
            .find(|(row_id, _)| *row_id == id.to_string())
            .and_then(|(row_id, row)| open_readable(who, row_id, row))
    }

    /// All results this person may read and nobody has reviewed yet.
    pub async fn readables(&self, who: &Unlocked) -> Vec<ResultRecord> {
        let rows = self.vault.readables().await.unwrap_or_default();
        rows.iter()
            .filter_map(|(id, row)| open_readable(who, id, row))
            .collect()
    }

    /// Interrupted sittings.
    pub async fn drafts(&self) -> Vec<(RecordId, Draft)> {
        let rows = self.vault.drafts().await.unwrap_or_default();
        let read = |(id, draft): (String, Draft)| Some((RecordId::parse(&id).ok()?, draft));
        rows.into_iter().filter_map(read).collect()
    }

    /// Queues a review and destroys the readable copy; says whether it is safe on this tablet.
    pub async fn review(
        &self,
        device: &Device,
        who: &Unlocked,
        result: RecordId,
        decision: Decision,
        reason: ReasonCode,
    ) -> bool {
        let (Ok(staff), Ok(on)) = (RecordId::parse(&who.staff.id), Day::parse(&device.today()))
        else {
            return false;
        };
        let record = Record::Review(ReviewRecord {
            schema: Schema1,
            kind: ReviewKind::Review,
            id: RecordId::from_random(random()),
            result,
            decision,
            child: None,
            tier: None,
            reason,
            staff,
            on,
        });
        let Some(waiting) = keeper::waiting(&device.package, &record, device.now_ms()) else {
            return false;
        };
        self.vault
            .reviewed(&result.to_string(), &waiting)
            .await
            .is_ok()
    }
}

/// Ends the sitting on screen when nobody has answered for too long.
pub fn end_if_away(app: &App) {
    let (Screen::Item(running), Some(device)) = (&app.state.screen, &app.state.device) else {
        return;
    };
    let limit = i64::from(device.package.away_limit_minutes) * 60_000;
    if limit <= running.idle_ms() {
        app.tools.end(running, app.lang(), Ended::TimedOut);
    }
}

fn open_readable(who: &Unlocked, id: &str, row: &super::vault::Readable) -> Option<ResultRecord> {
    let copy = row.copies.iter().find(|it| it.staff == who.staff.id)?;
    let bytes = open(Purpose::ReadableResult, &who.private, id, &copy.sealed).ok()?;
    // Only results are ever sealed for this purpose.
    json::from_str(str::from_utf8(&bytes).ok()?).ok()
}

fn enrolled_now(token: &str, package: String, is_storage_kept: Option<bool>) -> Option<Enrolled> {
    #[derive(serde::Deserialize)]
    struct Clock {
        server_time_ms: i64,
    }
    let Clock { server_time_ms } = json::from_str(&package).ok()?;
    let local_ms = time::now_ms();
    Some(Enrolled {
        token: token.to_owned(),
        package,
        contact: Contact {
            local_ms,
            offset_ms: server_time_ms - local_ms,
            is_storage_kept,
        },
    })
}

fn device_of(enrolled: &Enrolled) -> Option<Device> {
    let contact = enrolled.contact;
    Some(Device {
        token: enrolled.token.clone(),
        package: json::from_str(&enrolled.package).ok()?,
        clock_offset_ms: contact.offset_ms,
        last_contact_ms: contact.local_ms + contact.offset_ms,
        is_storage_kept: contact.is_storage_kept,
        is_clock_doubtful: time::now_ms() < contact.local_ms - 60_000,
    })
}

/// Takes the package out of the answer as text, without a second description of its types.
fn token_and_package(body: &str) -> Option<(String, String)> {
    let answer = js_sys::JSON::parse(body).ok()?;
    let field = |name: &str| js_sys::Reflect::get(&answer, &JsValue::from_str(name)).ok();
    let package = js_sys::JSON::stringify(&field("package")?).ok()?;
    Some((field("token")?.as_string()?, package.into()))
}
