//! The chosen result in full, at the right of the list.

use crate::desk::components::code::child_code;
use crate::desk::components::notice::remote;
use crate::desk::components::{icon, result_facts, result_table::trial_mark, scale_row, when};
use crate::desk::handle::{Handle, use_desk};
use crate::desk::hooks::use_refresh;
use crate::desk::model::Detail;
use crate::desk::text;
use crate::platform::page;
use crate::shared::tier::TierBadge;
use crate::shared::words;
use engine::wire::Ended;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ResultPanel`].
#[derive(PartialEq, Properties)]
pub struct ResultPanelProps {
    /// Which result.
    pub id: Rc<str>,
    /// Closes the panel.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn ResultPanel(props: &ResultPanelProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    use_refresh(props.id.clone(), Handle::load_detail);
    use_effect_with(props.id.clone(), |_| page::focus("#panel-heading"));
    let retry = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_detail())
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <aside class="panel" aria-labelledby="panel-heading" data-test="result-panel">
            <div class="panel-bar">
                <h2 id="panel-heading" tabindex="-1">{ text::RESULT_OF.get(lang) }</h2>
                <button class="icon-button" onclick={close} aria-label={text::CLOSE.get(lang)} data-test="panel-close">{ icon::close() }</button>
            </div>
            { remote(&desk.detail, lang, retry, |detail| view(&desk, detail)) }
        </aside>
    }
}

fn view(desk: &Handle, detail: &Rc<Detail>) -> Html {
    let lang = desk.lang;
    let library = desk.library.value.as_deref();
    let open_file = {
        let (desk, code) = (desk.clone(), detail.summary.child.clone());
        move |_| desk.open_child(code.clone())
    };
    html! {
        <div class="panel-body">
            <header class="panel-head">
                <p class="panel-child">{ child_code(&detail.summary.child) }
                    <span class="quiet">{ when::day(&detail.record.taken_on, lang) }</span></p>
                <p class="panel-tier">
                    <TierBadge tier={detail.summary.effective_tier} {lang} large=true />
                    if detail.summary.trial { { trial_mark(lang) } }
                    if detail.record.ended != Ended::Finished {
                        <span class="quiet">{ words::ended(detail.record.ended).get(lang) }</span>
                    }
                </p>
            </header>
            { result_facts::held(detail, lang) }
            { result_facts::flags(library, detail, lang) }
            { result_facts::why(library, detail, lang) }
            { result_facts::guidance(library, detail, lang) }
            <section>
                <h3>{ text::SCALES.get(lang) }</h3>
                { for detail.record.instruments.iter().map(|it| scale_row::instrument(library, it, lang)) }
                <p class="disclaimer">{ words::NO_DIAGNOSIS.get(lang) }</p>
            </section>
            { result_facts::reviews(detail, lang) }
            { result_facts::about(library, detail, lang) }
            <button class="button button-wide" onclick={open_file} data-test="open-child">{ text::SEE_FILE.get(lang) }</button>
        </div>
    }
}
