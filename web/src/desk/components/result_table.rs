//! Results as a table: one row a sitting, arrow keys to move, Enter to open.

use crate::desk::components::alert_list::reason_in_words;
use crate::desk::components::code::child_code;
use crate::desk::components::when;
use crate::desk::handle::use_desk;
use crate::desk::model::Summary;
use crate::desk::text;
use crate::platform::page;
use crate::platform::time::Civil;
use crate::shared::text::Lang;
use crate::shared::tier::TierBadge;
use crate::shared::words;
use engine::wire::Ended;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ResultTable`].
#[derive(PartialEq, Properties)]
pub struct ResultTableProps {
    /// Rows, in the order shown.
    pub rows: Rc<[Summary]>,
    /// Called with the id of the chosen result.
    pub on_open: Callback<Rc<str>>,
    /// What the table is, for readers aloud.
    pub label: AttrValue,
    /// The result that is open beside it.
    #[prop_or_default]
    pub selected: Option<Rc<str>>,
    /// Today's list: the hour it came in instead of the day it was taken.
    #[prop_or_default]
    pub shows_time: bool,
    /// Where all rows are of one child.
    #[prop_or_default]
    pub hides_child: bool,
}

/// Moves the focus to a row.
pub fn focus_row(row: usize) {
    page::focus(&format!("[data-row='{row}']"));
}

/// The table.
#[component]
pub fn ResultTable(props: &ResultTableProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let n_rows = props.rows.len();
    let selected = props.selected.as_deref();
    let at = use_state(|| 0);
    // One row is in the tab order: the focused one, or the one that is open.
    let current = (*at).min(n_rows.saturating_sub(1));

    let row = |(i, it): (usize, &Summary)| {
        let id = Rc::<str>::from(it.id.as_str());
        let open = props.on_open.clone();
        let is_selected = selected == Some(it.id.as_str());
        let onclick = {
            let (open, id) = (open.clone(), id.clone());
            move |_: MouseEvent| open.emit(id.clone())
        };
        let onkeydown = move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowDown" => (i + 1).min(n_rows - 1),
                "ArrowUp" => i.saturating_sub(1),
                "Home" => 0,
                "End" => n_rows - 1,
                "Enter" | " " => {
                    event.prevent_default();
                    open.emit(id.clone());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            focus_row(next);
        };
        let onfocus = {
            let at = at.clone();
            move |_: FocusEvent| at.set(i)
        };
        let state = if it.held.is_empty() { "stored" } else { "held" };
        let day = if props.shows_time {
            html! { { Civil::of(it.received_at_ms, desk.utc_offset_minutes()).clock() } }
        } else {
            when::day_in_parts(&it.taken_on, lang)
        };
        html! {
            <tr key={it.id.clone()} role="row" tabindex={if i == current { "0" } else { "-1" }}
                aria-selected={is_selected.to_string()} {onclick} {onkeydown} {onfocus}
                data-test="result-row" data-row={i.to_string()} data-child={it.child.to_string()}
                data-tier={it.effective_tier.map_or("none", engine::wire::Tier::as_str)} data-state={state}>
                <td role="gridcell"><TierBadge tier={it.effective_tier} {lang} /></td>
                <td role="gridcell" class="number">{ day }</td>
                if !props.hides_child { <td role="gridcell">{ child_code(&it.child) }</td> }
                <td role="gridcell" class="col-battery">{ battery(&desk, it, lang) }</td>
                <td role="gridcell" class="col-flags">{ flags(it, lang) }</td>
                <td role="gridcell" class="col-state">{ state_cell(it, lang) }</td>
                <td role="gridcell" class="col-review">{ review_cell(it, lang) }</td>
            </tr>
        }
    };
    let first_column = if props.shows_time {
        text::RECEIVED
    } else {
        text::TAKEN_ON
    };
    let heads = [
        (text::TIER, ""),
        (first_column, "number"),
        (text::CHILD_CODE, "col-child"),
        (text::BATTERY, "col-battery"),
        (text::FLAGS, "col-flags"),
        (text::STATE, "col-state"),
        (text::REVIEW, "col-review"),
    ];
    let heads = heads
        .into_iter()
        .filter(|(_, class)| !(props.hides_child && *class == "col-child"));
    html! {
        <div class="table-box">
            <table class="table table-results" role="grid" aria-label={props.label.clone()}>
                <thead>
                    <tr role="row">
                        { for heads.map(|(it, class)| html! {
                            <th role="columnheader" scope="col" {class}>{ it.get(lang) }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for props.rows.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
    }
}

/// The instruments by the names staff say; the battery's own name is longer and says no more.
fn battery(desk: &crate::desk::state::Desk, it: &Summary, lang: Lang) -> Html {
    let names: Vec<String> = match desk.library.value.as_deref() {
        Some(library) => it
            .instruments
            .iter()
            .map(|id| library.short_name(id))
            .collect(),
        None => Vec::new(),
    };
    let title = desk
        .library
        .value
        .as_deref()
        .map(|library| library.battery(&it.battery, lang));
    html! {
        <span class="names" title={title}>{ for names.into_iter().map(|it| html! { <span>{ it }</span> }) }</span>
    }
}

/// 试用, with what it means.
pub fn trial_mark(lang: Lang) -> Html {
    html! { <abbr class="trial" title={words::TRIAL_MEANING.get(lang)}>{ words::TRIAL.get(lang) }</abbr> }
}

fn flags(it: &Summary, lang: Lang) -> Html {
    let words: Vec<String> = it
        .flags
        .iter()
        .map(|flag| reason_in_words(flag.as_str(), lang))
        .collect();
    if words.is_empty() {
        return html! { <span class="quiet" aria-hidden="true">{ "—" }</span> };
    }
    html! { { words.join(if lang == Lang::Zh { "；" } else { "; " }) } }
}

fn state_cell(it: &Summary, lang: Lang) -> Html {
    let reasons: Vec<&str> = it
        .held
        .iter()
        .map(|code| text::held(code).get(lang))
        .collect();
    html! {
        <span class="wrap-marks">
            if it.held.is_empty() {
                <span class="quiet stored">{ text::STORED.get(lang) }</span>
            } else {
                <strong class="held">{ text::HELD.get(lang) }</strong>
            }
            if it.trial { { trial_mark(lang) } }
            if it.ended != Ended::Finished { <span class="quiet small">{ words::ended(it.ended).get(lang) }</span> }
            if !reasons.is_empty() {
                <span class="small held-why">{ reasons.join(if lang == Lang::Zh { "；" } else { "; " }) }</span>
            }
        </span>
    }
}

fn review_cell(it: &Summary, lang: Lang) -> Html {
    match &it.review {
        None => html! { <span class="quiet">{ text::UNREVIEWED.get(lang) }</span> },
        Some(review) => html! {
            <span>
                { words::decision(review.decision).get(lang) }
                if let Some(tier) = review.tier { { " " }<TierBadge tier={Some(tier)} {lang} /> }
            </span>
        },
    }
}
