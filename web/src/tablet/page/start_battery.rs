//! The batteries that fit an age, each with what stands against it.

use super::start_check::{Standing, standing};
use crate::shared::text::{Lang, Text, text};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::local::{Edit, StartForm};
use crate::tablet::model::Device;
use crate::tablet::part::ui::{line, yes_no};
use engine::battery::Battery;
use engine::wire::Named;
use std::collections::BTreeMap;
use yew::prelude::*;

const BATTERY: Text = text("量表组合", "Battery");
const BATTERY_AGE_FIRST: Text = text(
    "先输入年龄，再显示适合的组合。",
    "Type the age first; fitting batteries appear.",
);
const BATTERY_NONE: Text = text(
    "这个年龄目前没有可用的自评量表。请由工作人员观察和面谈。",
    "There is no self-report battery for this age today. Rely on observation and conversation.",
);
const BLOCKED: Text = text("暂不可用", "Not available");
const MINUTES: Text = text("约 {n} 分钟", "about {n} minutes");

/// The batteries for an age, with their standing.
pub fn offered(device: &Device, age: u8, lang: Lang) -> Vec<(&Battery, Standing)> {
    let fits = device
        .library()
        .batteries
        .iter()
        .filter(|it| it.fits_age(age));
    fits.map(|it| (it, standing(device, it, age, lang)))
        .collect()
}

/// The chosen battery; the only one that can be given need not be chosen.
pub fn chosen<'a>(form: &StartForm, batteries: &[(&'a Battery, Standing)]) -> Option<&'a Battery> {
    let mut open = batteries
        .iter()
        .filter(|(_, standing)| !matches!(standing, Standing::Blocked(_)))
        .map(|(it, _)| *it);
    match &form.battery {
        Some(id) => open.find(|it| it.id.as_str() == id),
        None => open.next().filter(|_| open.next().is_none()),
    }
}

/// Its id and version.
pub fn named(battery: &Battery) -> Named {
    Named {
        id: battery.id.clone(),
        version: battery.version.clone(),
    }
}

/// The part of the form.
pub fn section(
    app: &App,
    device: &Device,
    is_age_known: bool,
    batteries: &[(&Battery, Standing)],
    gap: Html,
) -> Html {
    let lang = app.lang();
    let on = chosen(&app.local().start, batteries);
    let cards = batteries
        .iter()
        .map(|(it, standing)| card(app, device, it, standing, on == Some(*it)));
    html! {
        <fieldset class="card">
            <legend>{ BATTERY.get(lang) }</legend>
            if !is_age_known {
                { line("note", BATTERY_AGE_FIRST.get(lang)) }
            } else if batteries.is_empty() {
                { line("warning", BATTERY_NONE.get(lang)) }
            }
            <div class="batteries">{ for cards }</div>
            { gap }
        </fieldset>
    }
}

fn card(app: &App, device: &Device, battery: &Battery, standing: &Standing, is_on: bool) -> Html {
    let lang = app.lang();
    let in_lang =
        |texts: &BTreeMap<String, String>| texts.get(lang.tag()).cloned().unwrap_or_default();
    let steps = device.steps(battery).unwrap_or_default();
    let minutes: u16 = steps.iter().map(|it| it.instrument.minutes).sum();
    let id = battery.id.as_str().to_owned();
    let test = ["battery-", &id].concat();
    let choose = app.on_edit(Edit::Battery(id));
    let is_trial = *standing == Standing::Trial;
    let against: &[String] = match standing {
        Standing::Blocked(lines) => lines,
        Standing::Live | Standing::Trial => &[],
    };
    html! {
        <button type="button" class="battery" data-test={test} disabled={!against.is_empty()}
            aria-pressed={yes_no(is_on)} onclick={choose}>
            <span class="battery-title">
                <b>{ in_lang(&battery.title) }</b>
                if is_trial { <span class="trial" data-test="trial-mark">{ words::TRIAL.get(lang) }</span> }
                if !against.is_empty() { <span class="trial">{ BLOCKED.get(lang) }</span> }
            </span>
            <span class="note">{ MINUTES.fill(lang, &[("n", &minutes.to_string())]) }</span>
            <span class="note">{ in_lang(&battery.note) }</span>
            if is_trial { <span class="note">{ words::TRIAL_MEANING.get(lang) }</span> }
            { for against.iter().map(|it| html! { <span class="warning">{ it }</span> }) }
        </button>
    }
}
