//! New codes: made by the server, written beside names on paper, shown here once as a list to print.

use super::set_up::SubmitButton;
use crate::desk::components::code::child_code;
use crate::desk::components::field::{Field, value_of};
use crate::desk::components::icon;
use crate::desk::components::notice::failure_line;
use crate::desk::handle::use_desk;
use crate::desk::state::Action;
use crate::desk::{api, browser, text};
use crate::platform::http::HttpError;
use engine::wire::ChildCode;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

const MOST_CODES: u32 = 200;

#[derive(Debug, Clone, PartialEq)]
enum Trouble {
    Count,
    Server(Rc<HttpError>),
}

/// The form, and the codes that came of it.
#[component]
pub fn MakeCodes() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let count = use_node_ref();
    let trouble = use_state(|| None::<Trouble>);
    let is_busy = use_state(|| false);

    let onsubmit = {
        let (count, trouble, is_busy) = (count.clone(), trouble.clone(), is_busy.clone());
        let desk = desk.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let wanted = value_of(&count).trim().parse().ok();
            let Some(wanted) = wanted.filter(|n| (1..=MOST_CODES).contains(n)) else {
                trouble.set(Some(Trouble::Count));
                return;
            };
            if *is_busy {
                return;
            }
            is_busy.set(true);
            let (trouble, is_busy, refresh) = (trouble.clone(), is_busy.clone(), desk.clone());
            let csrf = desk.csrf();
            let call = async move { api::make_codes(&csrf, wanted).await };
            desk.call(call, move |answer, dispatch| {
                is_busy.set(false);
                trouble.set(
                    answer
                        .as_ref()
                        .err()
                        .map(|it| Trouble::Server(Rc::new(it.clone()))),
                );
                if let Ok(codes) = answer {
                    dispatch(Action::ShowCodes(Some(codes)));
                    refresh.load_children();
                }
            });
        }
    };
    let error =
        (*trouble == Some(Trouble::Count)).then(|| AttrValue::from(text::BAD_COUNT.get(lang)));
    html! {
        <section class="card make-codes">
            <h2>{ text::MAKE_CODES.get(lang) }</h2>
            <p class="quiet">{ text::CODES_LEAD.get(lang) }</p>
            <form {onsubmit} novalidate=true class="inline-form">
                <Field id="count" test="children-count" label={text::HOW_MANY.get(lang)} node={count} inputmode="numeric" {error} />
                <SubmitButton label={text::MAKE_CODES} busy={text::SENDING} is_busy={*is_busy} test="children-make" />
            </form>
            if let Some(Trouble::Server(error)) = &*trouble { { failure_line(error, lang) } }
            if let Some(codes) = &desk.new_codes { <CodeSheet codes={codes.clone()} /> }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct CodeSheetProps {
    codes: Rc<[ChildCode]>,
}

/// The new codes. While they are on show, printing prints them and nothing else.
#[component]
fn CodeSheet(props: &CodeSheetProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let is_copied = use_state(|| false);
    let copy = {
        let (codes, is_copied) = (props.codes.clone(), is_copied.clone());
        move |_| {
            let lines: Vec<&str> = codes.iter().map(ChildCode::as_str).collect();
            let (lines, is_copied) = (lines.join("\n"), is_copied.clone());
            spawn_local(async move { is_copied.set(browser::copy(&lines).await) });
        }
    };
    let n = props.codes.len().to_string();
    html! {
        <div class="code-sheet">
            <div class="section-head">
                <h3>{ text::NEW_CODES.fill(lang, &[("n", &n)]) }</h3>
                <button class="icon-button no-print" onclick={desk.on(|_: MouseEvent| Action::ShowCodes(None))}
                    aria-label={text::CLOSE.get(lang)}>{ icon::close() }</button>
            </div>
            <p class="quiet small">{ text::CODE_LIST_HINT.get(lang) }</p>
            <ol class="codes" data-test="child-codes">
                { for props.codes.iter().map(|it| html! { <li data-child={it.to_string()}>{ child_code(it) }<span class="name-line" /></li> }) }
            </ol>
            <div class="button-row no-print">
                <button class="button" onclick={copy}>{ if *is_copied { text::COPIED } else { text::COPY }.get(lang) }</button>
                <button class="button" onclick={|_| browser::print()}>{ text::PRINT.get(lang) }</button>
            </div>
        </div>
    }
}
