//! The language switch, at any time.

use crate::shared::text::Text;
use crate::shared::text::text;
use crate::tablet::flow::App;
use crate::tablet::state::Action;
use yew::prelude::*;

const SWITCH: Text = text("切换到英文", "Switch to Chinese");

/// Properties of [`LangSwitch`].
#[derive(Clone, PartialEq, Properties)]
pub struct LangSwitchProps {
    /// State and tools.
    pub app: App,
}

/// One button that names the other language in that language.
#[component]
pub fn LangSwitch(props: &LangSwitchProps) -> Html {
    let app = &props.app;
    let other = app.lang().other();
    html! {
        <button type="button" class="ghost" data-test="language-switch"
            aria-label={[other.own_name(), " · ", SWITCH.get(app.lang())].concat()}
            lang={other.tag()} onclick={app.on(|| Action::SwitchLang)}>
            { other.own_name() }
        </button>
    }
}
