//! The root: one state, one page at a time, and the clocks that run beside it.

use super::flow::{App as Parts, Tools, end_if_away};
use super::outbox::Round;
use super::page::{
    enrol::Enrol, fault::Fault, handover::HandOver, home::Home, honest::Honest, item::Item,
    review::Review, start::Start, thanks::Thanks, unlock::Unlock,
};
use super::state::{Action, Screen, State};
use crate::platform::{page, time};
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
    let state = use_reducer_eq(State::default);
    let tools = {
        let dispatch = state.dispatcher();
        use_memo((), move |()| Tools::new(dispatch))
    };
    let app = Parts {
        state: state.clone(),
        tools: Tools::clone(&tools),
    };
    let lang = state.lang;

    {
        let tools = app.tools.clone();
        use_effect_with((), move |()| {
            spawn_local(tools.start());
        });
    }
    use_effect_with(lang, move |_| {
        page::set_language(lang.tag());
        page::set_title(TITLE.get(lang));
    });
    use_effect_with(state.screen.page_key(), |_| page::focus_heading());
    use_clocks(&app);

    match &state.screen {
        Screen::Loading => html! { <p class="loading" role="status">{ LOADING.get(lang) }</p> },
        Screen::Fault(why) => html! { <Fault {app} why={*why} /> },
        Screen::Enrol => html! { <Enrol {app} /> },
        Screen::Unlock(_) => html! { <Unlock {app} /> },
        Screen::Home(_) => html! { <Home {app} /> },
        Screen::Start(_) => html! { <Start {app} /> },
        Screen::HandOver(_) => html! { <HandOver {app} /> },
        Screen::Honest(_) => html! { <Honest {app} /> },
        Screen::Item(_) => html! { <Item {app} /> },
        Screen::Thanks(_) => html! { <Thanks {app} /> },
        Screen::Review(who, result) => {
            let (who, result) = (who.clone(), *result);
            html! { <Review {app} {who} {result} /> }
        }
    }
}

/// Sends when the network comes back, ends what was left, locks what was put down.
#[hook]
fn use_clocks(app: &Parts) {
    let latest = use_mut_ref(|| None::<Parts>);
    *latest.borrow_mut() = Some(app.clone());
    let touched = use_memo((), |()| Cell::new(time::steady_ms()));
    use_effect_with((), move |()| {
        let touch = |event| {
            let touched: Rc<Cell<i64>> = touched.clone();
            page::on_window(event, move || touched.set(time::steady_ms()))
        };
        let now = {
            let latest = latest.clone();
            move || latest.borrow().clone()
        };
        let online = {
            let now = now.clone();
            page::on_window("online", move || send(now()))
        };
        // A page that the browser kept in memory could still hold a child's screen.
        let shown = page::on_window("pageshow", {
            let is_first = Cell::new(true);
            move || {
                if !is_first.replace(false) {
                    page::reload();
                }
            }
        });
        let listeners = (touch("pointerdown"), touch("keydown"), online, shown);
        let tick = Interval::new(TICK_MS, move || {
            let Some(app) = now() else {
                return;
            };
            end_if_away(&app);
            if app.state.screen.who().is_some() && LOCK_MS <= time::steady_ms() - touched.get() {
                app.dispatch(Action::Lock);
            }
            tidy(&app);
        });
        move || drop((listeners, tick))
    });
}

fn send(app: Option<Parts>) {
    let Some(app) = app else {
        return;
    };
    if let Some(device) = app.state.device.clone() {
        spawn_local(async move {
            let _: Round = app.tools.send(&device.token, false).await;
        });
    }
}

fn tidy(app: &Parts) {
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
