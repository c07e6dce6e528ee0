//! The frame around a page: plain for staff, quieter still for a child.

use super::{LangSwitch, icon};
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::state::Action;
use yew::prelude::*;

const NAME: Text = text("心护", "Xinhu");
const LOCK: Text = text("锁屏", "Lock");

/// Properties of [`StaffFrame`].
#[derive(Clone, PartialEq, Properties)]
pub struct StaffFrameProps {
    /// State and tools.
    pub app: App,
    /// Heading of the page.
    pub title: AttrValue,
    /// Page kind, as a class.
    #[prop_or_default]
    pub class: Classes,
    /// The page.
    pub children: Html,
}

/// Name, organisation, language, lock; then the page under its heading.
#[component]
pub fn StaffFrame(props: &StaffFrameProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let organisation = app
        .state
        .device
        .as_ref()
        .map(|it| it.package.organisation.clone());
    let lock = app.state.screen.who().map(|who| {
        html! { <>
            <span class="top-who">{ who.staff.name.clone() }</span>
            <button type="button" class="ghost" data-test="lock" onclick={app.on(|| Action::Lock)}>
                { icon::lock() }<span>{ LOCK.get(lang) }</span>
            </button>
        </> }
    });
    html! {
        <div class={classes!("staff", props.class.clone())}>
            <header class="top">
                <span class="brand">{ icon::mark() }<b>{ NAME.get(lang) }</b></span>
                <span class="top-place">{ organisation }</span>
                { lock }
                <LangSwitch app={app.clone()} />
            </header>
            <main>
                <h1 tabindex="-1">{ props.title.clone() }</h1>
                { props.children.clone() }
            </main>
        </div>
    }
}

/// Properties of [`ChildFrame`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChildFrameProps {
    /// State and tools.
    pub app: App,
    /// Page kind, as a class.
    #[prop_or_default]
    pub class: Classes,
    /// Left end of the top line.
    #[prop_or_default]
    pub top: Html,
    /// Between it and the language switch.
    #[prop_or_default]
    pub tools: Html,
    /// The page.
    pub children: Html,
}

/// A top line with the language switch, and the page.
#[component]
pub fn ChildFrame(props: &ChildFrameProps) -> Html {
    html! {
        <div class={classes!("child", props.class.clone())}>
            <header class="child-top">
                <div class="child-top-main">{ props.top.clone() }</div>
                { props.tools.clone() }
                <LangSwitch app={props.app.clone()} />
            </header>
            { props.children.clone() }
        </div>
    }
}
