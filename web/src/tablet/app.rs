//! The root and only component: one state, one page at a time, and the clocks that run beside it.

use super::flow::{App as Parts, Tools, end_if_away};
use super::page::{enrol, fault, handover, home, honest, item, review, start, thanks, unlock};
use super::state::{Action, Screen, State};
use super::task::Task;
use crate::platform::{page, speech, time};
use crate::shared::text::{Text, text};
use gloo::timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TITLE: Text = text("心护", "Xinhu");
const LOADING: Text = text("正在打开…", "Opening…");

const TICK_MS: u32 = 15_000;
/// Staff pages lock themselves after this long without a touch.
const LOCK_MS: i64 = 5 * 60_000;

/// The tablet app.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let tools = {
        let dispatch = state.dispatcher();
        use_memo((), move |()| Tools::new(dispatch))
    };
    let app = Parts {
        tools: Tools::clone(&tools),
        state,
    };
    {
        let tools = app.tools.clone();
        use_effect_with((), move |()| spawn_local(tools.start()));
    }
    {
        let app = app.clone();
        use_effect_with(app.lang(), move |lang| {
            page::set_language(lang.tag());
            page::set_title(TITLE.get(*lang));
        });
    }
    {
        let app = app.clone();
        let person = app.local().person;
        use_effect_with((app.state.screen.page_key(), person), move |_| turned(&app));
    }
    {
        let app = app.clone();
        // The queue changes when a sitting ends: then there may be one more to review.
        let waiting = app.state.waiting.clone();
        use_effect_with((app.state.screen.page_key(), waiting), move |_| {
            if let Screen::Home(_) = &app.state.screen {
                app.run(Task::LoadHome);
            }
        });
    }
    use_clocks(&app);
    view(&app)
}

fn view(app: &Parts) -> Html {
    match &app.state.screen {
        Screen::Loading => {
            html! { <p class="loading" role="status">{ LOADING.get(app.lang()) }</p> }
        }
        Screen::Fault(why) => fault::view(app, *why),
        Screen::Enrol => enrol::view(app),
        Screen::Unlock(after) => unlock::view(app, *after),
        Screen::Home(who) => home::view(app, who),
        Screen::Start(_) => start::view(app),
        Screen::HandOver(handed) => handover::view(app, handed),
        Screen::Honest(setup) => honest::view(app, setup),
        Screen::Item(running) => item::view(app, running),
        Screen::Thanks(how) => thanks::view(app, *how),
        Screen::Review(..) => review::view(app),
    }
}

/// Another page is on screen: focus follows, and nothing of the page before goes on.
fn turned(app: &Parts) {
    app.tools.stop_beat();
    speech::hush();
    page::focus_heading();
    match &app.state.screen {
        Screen::Unlock(_) if unlock::chosen(app).is_some() => page::focus("#pin"),
        Screen::Review(_, result) => app.run(Task::LoadReview(*result)),
        Screen::Home(_) => app.run(Task::Refresh),
        _ => {}
    }
}

/// Sends when the network comes back, ends what was left, locks what was put down.
#[hook]
fn use_clocks(app: &Parts) {
    let latest = use_mut_ref(|| None::<Parts>);
    *latest.borrow_mut() = Some(app.clone());
    use_effect_with((), move |()| {
        let touched = Rc::new(Cell::new(time::steady_ms()));
        let touch = |event| {
            let touched = touched.clone();
            page::on_window(event, move || touched.set(time::steady_ms()))
        };
        let online = {
            let latest = latest.clone();
            page::on_window("online", move || {
                if let Some(app) = latest.borrow().as_ref() {
                    send(app);
                }
            })
        };
        // A page that the browser kept in memory could still hold a child's screen.
        let hidden = Rc::new(Cell::new(false));
        let left = {
            let hidden = hidden.clone();
            page::on_window("pagehide", move || hidden.set(true))
        };
        let shown = page::on_window("pageshow", move || {
            if hidden.get() {
                page::reload();
            }
        });
        let listeners = (touch("pointerdown"), touch("keydown"), online, left, shown);
        let tick = Interval::new(TICK_MS, move || {
            let app = latest.borrow().clone();
            if let Some(app) = app {
                ticked(&app, time::steady_ms() - touched.get());
            }
        });
        move || drop((listeners, tick))
    });
}

fn ticked(app: &Parts, untouched_ms: i64) {
    end_if_away(app);
    if app.state.screen.who().is_some() && LOCK_MS <= untouched_ms {
        app.dispatch(Action::Lock);
    }
    let running = match &app.state.screen {
        Screen::Item(running) => Some(running.id),
        _ => None,
    };
    if let Some(device) = app.state.device.clone() {
        let tools = app.tools.clone();
        spawn_local(async move {
            if tools.tidy(&device, running).await {
                tools.send(&device.token, false).await;
            }
        });
    }
}

fn send(app: &Parts) {
    if let Some(device) = app.state.device.clone() {
        let tools = app.tools.clone();
        spawn_local(async move {
            tools.send(&device.token, false).await;
        });
    }
}
