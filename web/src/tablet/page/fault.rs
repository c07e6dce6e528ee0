//! Nothing can go on: what is wrong and how to mend it.

use crate::platform::page;
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::StaffFrame;
use yew::prelude::*;

const TITLE: Text = text("现在还不能使用", "This cannot be used yet");
const AGAIN: Text = text("重新打开", "Open again");

/// Properties of [`Fault`].
#[derive(Clone, PartialEq, Properties)]
pub struct FaultProps {
    /// State and tools.
    pub app: App,
    /// What is wrong and how to mend it.
    pub why: Text,
}

/// The page.
#[component]
pub fn Fault(props: &FaultProps) -> Html {
    let lang = props.app.lang();
    html! {
        <StaffFrame app={props.app.clone()} title={TITLE.get(lang)} class="narrow">
            <p class="error" role="alert" data-test="error-message">{ props.why.get(lang) }</p>
            <button type="button" class="primary" onclick={|_| page::reload()}>{ AGAIN.get(lang) }</button>
        </StaffFrame>
    }
}
