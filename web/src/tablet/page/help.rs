//! The calm page behind "Please help me": an adult comes, numbers, back, or stop.

use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::{ChildFrame, Numbers, icon};
use crate::tablet::sitting::Running;
use crate::tablet::state::Action;
use engine::wire::Ended;
use std::rc::Rc;
use yew::prelude::*;

const TITLE: Text = text("举手，老师会来", "Raise your hand, your teacher will come");
const CALM: Text = text(
    "不着急。你可以先歇一歇，想回去的时候再回去。",
    "There is no hurry. Take a rest; go back whenever you like.",
);
const BACK: Text = text("回到刚才的题", "Back to the question");
const STOP: Text = text("我想停下来，不做了", "I want to stop here");

/// Properties of [`Help`].
#[derive(Clone, PartialEq, Properties)]
pub struct HelpProps {
    /// State and tools.
    pub app: App,
    /// The sitting.
    pub running: Rc<Running>,
}

/// The page.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let stop = {
        let (tools, running) = (app.tools.clone(), props.running.clone());
        Callback::from(move |_: MouseEvent| tools.end(&running, lang, Ended::Stopped))
    };
    html! {
        <ChildFrame app={app.clone()} class="calm">
            <main>
                <div class="calm-hand">{ icon::hand() }</div>
                <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
                <p class="lead">{ CALM.get(lang) }</p>
                <Numbers state={app.state.clone()} />
                <button type="button" class="primary big" data-test="help-back" onclick={app.on(|| Action::Help(false))}>
                    { BACK.get(lang) }
                </button>
                <button type="button" class="ghost" data-test="item-stop" onclick={stop}>{ STOP.get(lang) }</button>
            </main>
        </ChildFrame>
    }
}
