//! The one honest page before the first item: who sees what, when an adult is told, skipping, stopping.

use crate::platform::speech;
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::model::Setup;
use crate::tablet::part::frame::child_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{Look, busy_button, button, line, trouble, with_icon, words};
use crate::tablet::task::Task;
use instruments::CompiledInstrument;
use std::rc::Rc;
use yew::prelude::*;

/// Between two sentences.
const JOIN: Text = text("", " ");
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
    "Tap your choice and the next question comes; press 'Back' to change it. With a keyboard, the arrow keys move and Enter chooses.",
);
const HOW_NEXT: Text = text(
    "点一下你的选择，再按“下一题”；想改，就按“上一题”。用键盘时，方向键移动，回车键选定。",
    "Tap your choice, then press 'Next'; press 'Back' to change it. With a keyboard, the arrow keys move and Enter chooses.",
);
const READ: Text = text("读给我听", "Read it to me");
const BEGIN: Text = text("我明白了，开始", "I understand, begin");
const DECLINE: Text = text("我不想做", "I don't want to");
/// The tablet cannot store.
pub const TROUBLE: Text = text(
    "这台平板现在存不下东西，请把它交给老师。（老师：请清理存储空间或重新打开本页。）",
    "This tablet cannot store anything now. Please give it to your teacher. (Staff: free some storage or open this page again.)",
);

/// The page.
pub fn view(app: &App, setup: &Rc<Setup>) -> Html {
    let lang = app.lang();
    let Some(about) = about(app, setup) else {
        return Html::default();
    };
    let how = if setup.has_next_button {
        HOW_NEXT
    } else {
        HOW_TEXT
    };

    let begin = app.does(Task::Begin(setup.clone()));
    let decline = app.does(Task::Decline(setup.clone()));
    let promise = |icon: Html, head: Text, body: &[Text]| {
        let body: String = body
            .iter()
            .map(|it| it.get(lang))
            .collect::<Vec<_>>()
            .join(JOIN.get(lang));
        html! { <li>{ icon }<div><h2>{ head.get(lang) }</h2><p>{ body }</p></div></li> }
    };
    let told: &[Text] = if about.is_critical {
        &[TOLD_TEXT, TOLD_CRITICAL]
    } else {
        &[TOLD_TEXT]
    };
    let read = (setup.may_read_aloud && speech::can_speak()).then(|| {
        let texts = [TITLE, SEEN_TEXT]
            .iter()
            .chain(told)
            .chain([&FREE_TEXT, &how]);
        let spoken: String = texts.map(|it| it.get(lang)).collect::<Vec<_>>().join(" ");
        let speak = app.does(Task::Speak(spoken.into(), lang));
        button(
            Look::Ghost,
            "honest-read",
            with_icon(icon::speaker(), READ.get(lang)),
            speak,
        )
    });
    let top = html! { <><div class="child-top-main"></div>{ read }</> };
    let body = html! { <>
        <main>
            <h1 tabindex="-1">{ TITLE.get(lang) }</h1>
            { line("lead", about.intro) }
            <ul class="promises">
                { promise(icon::eye(), SEEN, &[SEEN_TEXT]) }
                { promise(icon::people(), TOLD, told) }
                { promise(icon::pause(), FREE, &[FREE_TEXT]) }
                { promise(icon::tap(), HOW, &[how]) }
            </ul>
            { trouble(app) }
        </main>
        <footer class="child-actions">
            { button(Look::Ghost, "honest-decline", words(DECLINE.get(lang)), decline) }
            { busy_button(Look::Big, "honest-begin", words(BEGIN.get(lang)), begin, app.local().is_busy) }
        </footer>
    </> };
    child_frame(app, "honest", top, body)
}

/// What the page is about, worked out from the battery.
struct About {
    intro: String,
    is_critical: bool,
}

fn about(app: &App, setup: &Setup) -> Option<About> {
    let device = app.state.device.as_ref()?;
    let steps = device.steps(device.battery(setup.battery.id.as_str())?)?;
    let shown = |it: &&CompiledInstrument| {
        let items = it.instrument.items.iter();
        items.filter(|item| !item.is_left_out).count()
    };
    let n: usize = steps.iter().map(shown).sum();
    let minutes: u16 = steps.iter().map(|it| it.instrument.minutes).sum();
    let values = [("n", &*n.to_string()), ("m", &*minutes.max(1).to_string())];
    Some(About {
        intro: INTRO.fill(app.lang(), &values),
        is_critical: steps.iter().any(|it| it.instrument.has_critical_rule()),
    })
}
