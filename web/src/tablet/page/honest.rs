//! The one honest page before the first item: who sees what, when an adult is told, skipping, stopping.

use super::PageProps;
use crate::shared::text::{Text, text};
use crate::tablet::part::{ChildFrame, icon};
use crate::tablet::state::Screen;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TITLE: Text = text("开始之前，想先告诉你", "Before we begin");
const INTRO: Text = text(
    "接下来有 {n} 个小问题，问的是你最近的感受，大约 {m} 分钟。这里没有对错，按照你真实的感受选就好。",
    "There are {n} short questions about how you have been feeling, about {m} minutes. There is no right or wrong: choose what is true for you.",
);
const SEEN: Text = text("谁会看到", "Who sees what");
const SEEN_TEXT: Text = text(
    "你的每个回答不会传出这台平板，做完就删掉。老师会看到总分和需要关心的提示。",
    "None of your answers leaves this tablet, and they are deleted when you are done. Your counsellor sees totals, and hints where you may need care.",
);
const TOLD: Text = text("什么时候会告诉大人", "When an adult is told");
const TOLD_TEXT: Text = text(
    "如果你可能有危险，我们会告诉能帮你的大人。",
    "If you may be in danger, we tell an adult who can help you.",
);
const TOLD_CRITICAL: Text = text(
    "有一题会问到不想活着或伤害自己的念头：如果你有过，或者跳过了这一题，老师会知道，会单独来关心你。",
    "One question is about thoughts of being dead or hurting yourself: if you have had them, or pass that question over, your counsellor will know and come to talk with you alone.",
);
const FREE: Text = text("你自己决定", "You decide");
const FREE_TEXT: Text = text(
    "不想回答的题可以跳过，也可以随时停下来。没有人会怪你。",
    "You may pass over any question, and you may stop at any time. Nobody will blame you.",
);
const HOW: Text = text("怎么做", "How it works");
const HOW_TEXT: Text = text(
    "点一下你的选择，就会到下一题；想改，就按“上一题”。用键盘时，方向键移动，回车键选定。",
    "Tap your choice and the next question comes; press “Back” to change it. With a keyboard, the arrow keys move and Enter chooses.",
);
const HOW_NEXT: Text = text(
    "点一下你的选择，再按“下一题”；想改，就按“上一题”。用键盘时，方向键移动，回车键选定。",
    "Tap your choice, then press “Next”; press “Back” to change it. With a keyboard, the arrow keys move and Enter chooses.",
);
const BEGIN: Text = text("我明白了，开始", "I understand, begin");
const DECLINE: Text = text("我不想做", "I don't want to");
const TROUBLE: Text = text(
    "这台平板现在存不下东西，请把它交给老师。（老师：请清理存储空间或重新打开本页。）",
    "This tablet cannot store anything now. Please give it to your teacher. (Staff: free some storage or open this page again.)",
);

/// The page.
#[component]
pub fn Honest(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let is_busy = use_state(|| false);
    let is_trouble = use_state(|| false);
    let (Screen::Honest(setup), Some(device)) = (&app.state.screen, &app.state.device) else {
        return Html::default();
    };
    let steps = device
        .battery(setup.battery.id.as_str())
        .and_then(|it| device.steps(it))
        .unwrap_or_default();
    let n: usize = steps
        .iter()
        .map(|it| {
            it.instrument
                .items
                .iter()
                .filter(|item| !item.is_left_out)
                .count()
        })
        .sum();
    let minutes: u16 = steps.iter().map(|it| it.instrument.minutes).sum();
    let intro = INTRO.fill(
        lang,
        &[("n", &n.to_string()), ("m", &minutes.max(1).to_string())],
    );
    let is_critical = steps.iter().any(|it| it.instrument.has_critical_rule());

    let begin = {
        let (tools, device, setup) = (app.tools.clone(), device.clone(), setup.clone());
        let (is_busy, is_trouble) = (is_busy.clone(), is_trouble.clone());
        Callback::from(move |_: MouseEvent| {
            let (tools, device, setup) = (tools.clone(), device.clone(), setup.clone());
            let (is_busy, is_trouble) = (is_busy.clone(), is_trouble.clone());
            is_busy.set(true);
            spawn_local(async move {
                let is_begun = tools.begin(device, setup, lang).await;
                if !is_begun {
                    is_trouble.set(true);
                    is_busy.set(false);
                }
            });
        })
    };
    let decline = {
        let (tools, device, setup) = (app.tools.clone(), device.clone(), setup.clone());
        Callback::from(move |_: MouseEvent| {
            let (tools, device, setup) = (tools.clone(), device.clone(), setup.clone());
            spawn_local(async move { tools.decline(device, setup).await });
        })
    };
    let how = if setup.has_next_button {
        HOW_NEXT
    } else {
        HOW_TEXT
    };
    html! {
        <ChildFrame app={app.clone()} class="honest">
            <main>
                <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
                <p class="lead">{ intro }</p>
                <ul class="promises">
                    <li>{ icon::eye() }<div><h2>{ SEEN.get(lang) }</h2><p>{ SEEN_TEXT.get(lang) }</p></div></li>
                    <li>{ icon::people() }<div><h2>{ TOLD.get(lang) }</h2><p>
                        { TOLD_TEXT.get(lang) }
                        if is_critical { { " " }{ TOLD_CRITICAL.get(lang) } }
                    </p></div></li>
                    <li>{ icon::pause() }<div><h2>{ FREE.get(lang) }</h2><p>{ FREE_TEXT.get(lang) }</p></div></li>
                    <li>{ icon::tap() }<div><h2>{ HOW.get(lang) }</h2><p>{ how.get(lang) }</p></div></li>
                </ul>
                <div role="alert">
                    if *is_trouble { <p class="error" data-test="error-message">{ TROUBLE.get(lang) }</p> }
                </div>
            </main>
            <footer class="child-actions">
                <button type="button" class="ghost" data-test="honest-decline" onclick={decline}>{ DECLINE.get(lang) }</button>
                <button type="button" class="primary big" data-test="honest-begin" disabled={*is_busy} onclick={begin}>{ BEGIN.get(lang) }</button>
            </footer>
        </ChildFrame>
    }
}
