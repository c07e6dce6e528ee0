//! 结果: every result, filtered by chips, with the chosen one in full beside the list.

use super::today::title;
use crate::desk::components::filter_bar::FilterBar;
use crate::desk::components::notice::{Empty, remote};
use crate::desk::components::result_panel::ResultPanel;
use crate::desk::components::result_table::{ResultTable, focus_row};
use crate::desk::filter::Filter;
use crate::desk::handle::{Handle, use_desk};
use crate::desk::hooks::{use_page_change, use_refresh};
use crate::desk::route::Page;
use crate::desk::state::Action;
use crate::desk::text;
use yew::prelude::*;

/// The page of results.
#[component]
pub fn Results() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    use_page_change("results", &title(text::page(Page::Results).get(lang), lang));
    use_refresh(desk.list.filter.clone(), Handle::load_results);

    let retry = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_results())
    };
    let onkeydown = {
        let desk = desk.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && desk.open_result.is_some() {
                close(&desk);
            }
        }
    };
    let on_close = {
        let desk = desk.clone();
        Callback::from(move |()| close(&desk))
    };
    html! {
        <div class={classes!("split", desk.open_result.is_some().then_some("split-open"))} {onkeydown}>
            <div class="split-list">
                <header class="page-head">
                    <h1 tabindex="-1">{ text::page(Page::Results).get(lang) }</h1>
                    <p class="quiet small keys">{ text::KEYS.get(lang) }</p>
                </header>
                <FilterBar />
                { remote(&desk.list.rows, lang, retry, |rows| if rows.is_empty() {
                    nothing(&desk)
                } else {
                    html! {
                        <>
                            <ResultTable rows={rows.clone()} selected={desk.open_result.clone()}
                                on_open={desk.on(Action::OpenResult)} label={text::page(Page::Results).get(lang)} />
                            { foot(&desk, rows.len()) }
                        </>
                    }
                }) }
            </div>
            if let Some(id) = &desk.open_result {
                <ResultPanel id={id.clone()} {on_close} />
            }
        </div>
    }
}

/// Closes the panel and goes back to the row it belongs to.
fn close(desk: &Handle) {
    let rows = desk.list.rows.value.as_deref().unwrap_or_default();
    let row = rows
        .iter()
        .position(|it| Some(it.id.as_str()) == desk.open_result.as_deref());
    desk.dispatch(Action::CloseResult);
    focus_row(row.unwrap_or(0));
}

fn nothing(desk: &Handle) -> Html {
    let lang = desk.lang;
    if !desk.list.filter.is_any() {
        return html! { <div class="card"><Empty title={text::NO_RESULTS} more={text::NO_RESULTS_MORE} /></div> };
    }
    html! {
        <div class="card"><Empty title={text::NONE_FITS}>
            <button class="button" onclick={desk.on(|_: MouseEvent| Action::SetFilter(Filter::default()))}>
                { text::CLEAR_FILTER.get(lang) }
            </button>
        </Empty></div>
    }
}

fn foot(desk: &Handle, n_rows: usize) -> Html {
    let lang = desk.lang;
    let more = {
        let desk = desk.clone();
        move |_| desk.load_more()
    };
    let label = if desk.list.is_loading_more {
        text::LOADING
    } else {
        text::LOAD_MORE
    };
    html! {
        <div class="table-foot">
            <span class="quiet">{ text::N_SHOWN.fill(lang, &[("n", &n_rows.to_string())]) }</span>
            if desk.list.next.is_some() {
                <button class="button" onclick={more} aria-disabled={desk.list.is_loading_more.to_string()}>{ label.get(lang) }</button>
            }
        </div>
    }
}
