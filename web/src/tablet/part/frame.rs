//! The frame around a page: plain for staff, quieter still for a child.

use super::icon;
use super::ui::{Look, button, with_icon};
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::state::Action;
use yew::prelude::*;

const NAME: Text = text("心护", "Xinhu");
const LOCK: Text = text("锁屏", "Lock");
const SWITCH: Text = text("切换到英文", "Switch to Chinese");

/// One button that names the other language in that language.
fn lang_switch(app: &App) -> Html {
    let other = app.lang().other();
    html! {
        <button type="button" class="ghost" data-test="language-switch"
            aria-label={[other.own_name(), " · ", SWITCH.get(app.lang())].concat()}
            lang={other.tag()} onclick={app.on(Action::SwitchLang)}>
            { other.own_name() }
        </button>
    }
}

/// Name, organisation, language, lock; then the page under its heading.
pub fn staff_frame(
    app: &App,
    class: &'static str,
    title: impl Into<AttrValue>,
    page: Html,
) -> Html {
    let lang = app.lang();
    let organisation = app
        .state
        .device
        .as_ref()
        .map(|it| it.package.organisation.clone());
    let lock = app.state.screen.who().map(|who| {
        let label = with_icon(icon::lock(), LOCK.get(lang));
        html! { <>
            <span class="top-who">{ who.staff.name.clone() }</span>
            { button(Look::Ghost, "lock", label, app.on(Action::Lock)) }
        </> }
    });
    html! {
        <div class={classes!("staff", class)}>
            <header class="top">
                <span class="brand">{ icon::mark() }<b>{ NAME.get(lang) }</b></span>
                <span class="top-place">{ organisation }</span>
                { lock }
                { lang_switch(app) }
            </header>
            <main>
                <h1 tabindex="-1">{ title.into() }</h1>
                { page }
            </main>
        </div>
    }
}

/// A top line with the language switch, and the page.
pub fn child_frame(app: &App, class: &'static str, top: Html, page: Html) -> Html {
    html! {
        <div class={classes!("child", class)}>
            <header class="child-top">{ top }{ lang_switch(app) }</header>
            { page }
        </div>
    }
}

/// A calm column in the middle: hand-over, help, thanks.
pub fn calm_frame(app: &App, page: Html, footer: Html) -> Html {
    let page = html! { <><main>{ page }</main>{ footer }</> };
    child_frame(
        app,
        "calm",
        html! { <div class="child-top-main"></div> },
        page,
    )
}
