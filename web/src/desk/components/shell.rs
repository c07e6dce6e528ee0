//! The frame of work: the rail by task, and the page.

use crate::desk::components::icon;
use crate::desk::handle::use_desk;
use crate::desk::hooks::use_refresh;
use crate::desk::model::Session;
use crate::desk::route::Page;
use crate::desk::state::Action;
use crate::desk::text;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Shell`].
#[derive(PartialEq, Properties)]
pub struct ShellProps {
    /// Who works here.
    pub session: Rc<Session>,
    /// The page.
    pub children: Html,
}

/// The rail and the page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    use_refresh((), |desk| {
        desk.load_alerts();
        // The library is large and changes only with the server's version.
        if desk.library.value.is_none() {
            desk.load_library();
        }
    });
    let sign_out = {
        let desk = desk.clone();
        move |_| desk.sign_out()
    };
    let renew_pin = {
        let desk = desk.clone();
        move |_| desk.dispatch(Action::RenewPin)
    };
    html! {
        <div class="desk">
            <a class="skip" href="#page">{ text::SKIP.get(lang) }</a>
            <header class="rail">
                <div class="rail-head">
                    { icon::mark() }
                    <div class="rail-title">
                        <strong>{ text::PRODUCT.get(lang) }</strong>
                        <span class="quiet">{ props.session.organisation.clone() }</span>
                    </div>
                </div>
                <nav aria-label={text::RAIL.get(lang)}>
                    <ul>{ for Page::ALL.map(|page| html! { <li><RailLink {page} /></li> }) }</ul>
                </nav>
                <div class="rail-foot">
                    <span class="rail-name">{ props.session.staff.name.clone() }</span>
                    <LanguageSwitch />
                    <button class="rail-button" onclick={renew_pin} data-test="pin-renew">{ text::PIN_RENEW.get(lang) }</button>
                    <button class="rail-button" onclick={sign_out} data-test="signout">{ text::SIGN_OUT.get(lang) }</button>
                </div>
            </header>
            <main id="page" class={format!("page page-{}", test_name(desk.page))}>{ props.children.clone() }</main>
        </div>
    }
}

fn test_name(page: Page) -> &'static str {
    match page {
        Page::Today => "today",
        Page::Results => "results",
        Page::Children => "children",
        Page::Devices => "devices",
    }
}

#[derive(PartialEq, Properties)]
struct RailLinkProps {
    page: Page,
}

#[component]
fn RailLink(props: &RailLinkProps) -> Html {
    let desk = use_desk();
    let page = props.page;
    let n_alerts = if page == Page::Today {
        desk.n_open_alerts()
    } else {
        0
    };
    let is_current = desk.page == page;
    let lang = desk.lang;
    let onclick = move |event: MouseEvent| {
        // With a key held, the browser opens a tab of its own.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.go(page);
        }
    };
    html! {
        <a href={page.path()} {onclick} aria-current={is_current.then_some("page")}
            data-test={format!("nav-{}", test_name(page))}>
            { icon::page(page) }
            <span>{ text::page(page).get(lang) }</span>
            if n_alerts != 0 {
                <span class="count">{ n_alerts }</span>
            }
        </a>
    }
}

/// The switch to the other language, named in that language.
#[component]
pub fn LanguageSwitch() -> Html {
    let desk = use_desk();
    let other = desk.lang.other();
    html! {
        <button class="rail-button" lang={other.tag()} onclick={desk.switch_language()}
            data-test="language-switch">{ other.own_name() }</button>
    }
}
