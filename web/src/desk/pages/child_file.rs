//! One child's results over time.

use crate::desk::components::code::child_code;
use crate::desk::components::notice::{Empty, remote};
use crate::desk::components::plot_figure;
use crate::desk::components::result_table::ResultTable;
use crate::desk::components::{icon, when};
use crate::desk::handle::{Handle, use_desk};
use crate::desk::hooks::use_refresh;
use crate::desk::model::{ChildFile, Summary};
use crate::desk::route::Page;
use crate::desk::series;
use crate::desk::state::Action;
use crate::desk::{browser, text};
use crate::platform::page;
use crate::shared::tier::TierBadge;
use crate::shared::words;
use engine::wire::ChildCode;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ChildFileView`].
#[derive(PartialEq, Properties)]
pub struct ChildFileViewProps {
    /// Whose file.
    pub code: ChildCode,
}

/// The file.
#[component]
pub fn ChildFileView(props: &ChildFileViewProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    use_refresh(props.code.clone(), Handle::load_file);
    use_effect_with(props.code.clone(), |_| page::focus("#file-heading"));
    let retry = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_file())
    };
    html! {
        <section aria-labelledby="file-heading" data-test="child-file">
            <button class="button button-quiet two-back" onclick={desk.on(|_: MouseEvent| Action::CloseChild)}>
                { icon::back() }{ text::BACK_TO_LIST.get(lang) }
            </button>
            <div class="section-head">
                <h2 id="file-heading" tabindex="-1"><span class="file-of">{ text::FILE_OF.get(lang) }</span>{ child_code(&props.code) }</h2>
                <button class="button button-quiet no-print" onclick={|_| browser::print()}>{ text::PRINT.get(lang) }</button>
            </div>
            { remote(&desk.file, lang, retry, |file| view(&desk, file)) }
        </section>
    }
}

fn view(desk: &Handle, file: &Rc<ChildFile>) -> Html {
    let lang = desk.lang;
    if file.results.is_empty() {
        return html! { <div class="card"><Empty title={text::NEVER_TAKEN} more={text::NO_CHILDREN_MORE} /></div> };
    }
    let mut rows: Vec<Summary> = file.results.iter().map(|it| it.summary.clone()).collect();
    rows.sort_by(|a, b| (&b.taken_on, b.received_at_ms).cmp(&(&a.taken_on, a.received_at_ms)));
    let on_open = {
        let desk = desk.clone();
        Callback::from(move |id: Rc<str>| {
            desk.go(Page::Results);
            desk.dispatch(Action::OpenResult(id));
        })
    };
    let all = series::of_sittings(&file.results);
    let is_of_several_editions = all
        .iter()
        .any(|it| it.measurements().iter().any(|it| it.series != 0));
    html! {
        <>
            if let Some(latest) = rows.first() {
                <p class="file-latest">
                    <TierBadge tier={latest.effective_tier} {lang} large=true />
                    <span class="quiet">{ when::day(&latest.taken_on, lang) }</span>
                    <span class="quiet">{ words::NO_DIAGNOSIS.get(lang) }</span>
                </p>
            }
            <h3>{ text::OVER_TIME.get(lang) }</h3>
            if let Some(library) = desk.library.value.as_deref() {
                <div class="plots">{ for all.iter().map(|it| plot_figure::figure(library, it, lang)) }</div>
            }
            if is_of_several_editions { <p class="quiet small">{ text::NOT_JOINED.get(lang) }</p> }
            <h3>{ text::SITTINGS.get(lang) }</h3>
            <ResultTable rows={Rc::<[Summary]>::from(rows)} {on_open} label={text::SITTINGS.get(lang)} hides_child=true />
            if !file.events.is_empty() {
                <h3>{ text::EVENTS.get(lang) }</h3>
                <ul class="plain-list">
                    { for file.events.iter().map(|it| html! {
                        <li class="review">
                            <strong>{ words::event(it.event).get(lang) }</strong>
                            <span>{ words::reason(it.reason).get(lang) }</span>
                            <span class="quiet">{ when::day(&it.on, lang) }</span>
                        </li>
                    }) }
                </ul>
            }
        </>
    }
}
