//! Shared habits of the pages.

use super::browser;
use super::handle::{Handle, use_desk};
use crate::platform::page;
use gloo::timers::callback::Interval;
use yew::prelude::*;

const POLL_MS: u32 = 10_000;

/// Calls `refresh` now, whenever `key` changes, every ten seconds while the page can be seen, and when
/// it is shown again.
#[hook]
pub fn use_refresh<K: PartialEq + 'static>(key: K, refresh: impl Fn(&Handle) + Clone + 'static) {
    let desk = use_desk();
    // The interval outlives this render; it must see the state of the latest one.
    let latest = use_mut_ref(|| desk.clone());
    latest.replace(desk);
    use_effect_with(key, move |_| {
        let run = move || {
            let desk = latest.borrow().clone();
            refresh(&desk);
        };
        let run_if_visible = {
            let run = run.clone();
            move || {
                if browser::is_visible() {
                    run();
                }
            }
        };
        run();
        let interval = Interval::new(POLL_MS, run_if_visible.clone());
        let listener = browser::on_visibility(run_if_visible);
        move || drop((interval, listener))
    });
}

/// Sets the title, and moves the focus to the heading when the page changes (not at every language switch).
#[hook]
pub fn use_page_change<K: PartialEq + 'static>(key: K, title: &str) {
    use_effect_with(title.to_owned(), |title| page::set_title(title));
    use_effect_with(key, |_| page::focus_heading());
}
