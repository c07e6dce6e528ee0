//! 儿童: codes at the left, the file of the chosen one at the right.

use super::child_file::ChildFileView;
use super::make_codes::MakeCodes;
use super::today::title;
use crate::desk::components::code::child_code;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::notice::{Empty, remote};
use crate::desk::components::when;
use crate::desk::handle::{Handle, use_desk};
use crate::desk::hooks::{use_page_change, use_refresh};
use crate::desk::model::Child;
use crate::desk::route::Page;
use crate::desk::text;
use crate::shared::tier::TierBadge;
use std::rc::Rc;
use yew::prelude::*;

/// Codes drawn at once; finding narrows them down.
const MOST_SHOWN: usize = 300;

/// The page of children.
#[component]
pub fn Children() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let find = use_node_ref();
    let wanted = use_state(String::new);
    use_page_change(
        "children",
        &title(text::page(Page::Children).get(lang), lang),
    );
    use_refresh((), Handle::load_children);

    let retry = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_children())
    };
    let oninput = {
        let (find, wanted) = (find.clone(), wanted.clone());
        move |_| {
            wanted.set(
                value_of(&find)
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect(),
            );
        }
    };
    // Nothing to choose from: the list is all there is.
    let is_alone = desk.children.value.as_deref().is_none_or(<[_]>::is_empty);
    html! {
        <div class={classes!("two", desk.open_child.is_some().then_some("two-open"), is_alone.then_some("two-alone"))}>
            <div class="two-list">
                <header class="page-head"><h1 tabindex="-1">{ text::page(Page::Children).get(lang) }</h1></header>
                if !desk.children.is_forbidden() { <MakeCodes /> }
                { remote(&desk.children, lang, retry, |children| if children.is_empty() {
                    html! { <div class="card"><Empty title={text::NO_CHILDREN} more={text::NO_CHILDREN_MORE} /></div> }
                } else {
                    html! {
                        <>
                            <Field id="find" test="children-find" label={text::FIND_CODE.get(lang)} node={find.clone()}
                                inputmode="numeric" oninput={oninput.clone()} />
                            { list(&desk, children, &wanted) }
                        </>
                    }
                }) }
            </div>
            <div class="two-file">
                if let Some(code) = &desk.open_child {
                    <ChildFileView code={code.clone()} />
                } else if desk.children.value.as_deref().is_some_and(|it| !it.is_empty()) {
                    <div class="card"><Empty title={text::CHOOSE_CHILD} /></div>
                }
            </div>
        </div>
    }
}

fn list(desk: &Handle, children: &Rc<[Child]>, wanted: &str) -> Html {
    let lang = desk.lang;
    let mut found = children
        .iter()
        .filter(|it| it.code.as_str().contains(wanted))
        .peekable();
    if found.peek().is_none() {
        return html! { <p class="quiet" role="status">{ text::NO_SUCH_CODE.get(lang) }</p> };
    }
    html! {
        <ul class="children">{ for found.take(MOST_SHOWN).map(|it| row(desk, it)) }</ul>
    }
}

fn row(desk: &Handle, child: &Child) -> Html {
    let lang = desk.lang;
    let open = {
        let (desk, code) = (desk.clone(), child.code.clone());
        move |_| desk.open_child(code.clone())
    };
    let is_open = desk.open_child.as_ref() == Some(&child.code);
    html! {
        <li key={child.code.to_string()}>
            <button class="child" onclick={open} aria-current={is_open.then_some("true")}
                data-test="child-row" data-child={child.code.to_string()}>
                { child_code(&child.code) }
                { match &child.latest {
                    Some(latest) => html! {
                        <>
                            <span class="child-day small quiet number">{ when::day(&latest.taken_on, lang) }</span>
                            <TierBadge tier={latest.tier} {lang} />
                        </>
                    },
                    None => html! { <span class="quiet small">{ text::NEVER_TAKEN.get(lang) }</span> },
                } }
            </button>
        </li>
    }
}
