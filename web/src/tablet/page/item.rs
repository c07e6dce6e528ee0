//! One item a screen.

use super::help::Help;
use crate::platform::{page, speech};
use crate::shared::text::{Lang, Text, text};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::model::wording_for;
use crate::tablet::part::{ChildFrame, icon};
use crate::tablet::sitting::Running;
use crate::tablet::state::{Action, Screen};
use engine::score::Response;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

const PROGRESS: Text = text("第 {n} 题 / 共 {all} 题", "Question {n} of {all}");
const BACK: Text = text("上一题", "Back");
const SKIP: Text = text("我不想回答", "I'd rather not answer");
const HELP: Text = text("请帮帮我", "Please help me");
const NEXT: Text = text("下一题", "Next");
const READ: Text = text("读给我听", "Read it to me");

/// Between choosing and going on; another choice within it starts anew.
const BEAT_MS: u32 = 200;

/// Properties of [`Item`].
#[derive(Clone, PartialEq, Properties)]
pub struct ItemProps {
    /// State and tools.
    pub app: App,
}

/// The item, or the help page over it.
#[component]
pub fn Item(props: &ItemProps) -> Html {
    let Screen::Item(running) = &props.app.state.screen else {
        return Html::default();
    };
    if running.is_helping {
        return html! { <Help app={props.app.clone()} running={running.clone()} /> };
    }
    // A new key for each step: no choice, focus or beat of the item before lives on.
    html! { <Asked key={running.revision} app={props.app.clone()} running={running.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct AskedProps {
    app: App,
    running: Rc<Running>,
}

/// Texts of the current item.
struct Shown {
    lang: Lang,
    is_trial: bool,
    lead: String,
    question: String,
    options: Vec<(i32, String)>,
}

fn shown(app: &App, running: &Running) -> Option<Shown> {
    let (step, item) = running.sitting.current()?;
    let device = app.state.device.as_ref()?;
    let compiled = device.library().instrument(step.instrument().id.as_str())?;
    let (bundled, lang) = wording_for(compiled, app.lang())?;
    let wording = &bundled.wording;
    let options = item.options.iter().enumerate().map(|(idx, value)| {
        let label = wording
            .option_label(&item.response_set, idx)
            .unwrap_or_default();
        (*value, label.to_owned())
    });
    Some(Shown {
        lang,
        is_trial: wording.is_trial(),
        lead: wording
            .instructions
            .clone()
            .unwrap_or_else(|| wording.recall.clone()),
        question: wording.items.get(&item.id).cloned().unwrap_or_default(),
        options: options.collect(),
    })
}

#[component]
fn Asked(props: &AskedProps) -> Html {
    let AskedProps { app, running } = props;
    let lang = app.lang();
    let Some(shown) = shown(app, running) else {
        return Html::default();
    };
    let before = match running.sitting.chosen() {
        Response::Given(value) => shown.options.iter().position(|(it, _)| *it == value),
        Response::PassedOver | Response::NotReached => None,
    };
    html! {
        <Question app={app.clone()} running={running.clone()} {lang} shown_in={shown.lang} {before}
            is_trial={shown.is_trial} lead={shown.lead} question={shown.question} options={Rc::from(shown.options)} />
    }
}

#[derive(Clone, PartialEq, Properties)]
struct QuestionProps {
    app: App,
    running: Rc<Running>,
    lang: Lang,
    shown_in: Lang,
    before: Option<usize>,
    is_trial: bool,
    lead: AttrValue,
    question: AttrValue,
    options: Rc<[(i32, String)]>,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let QuestionProps {
        app,
        running,
        lang,
        shown_in,
        options,
        ..
    } = props;
    let (lang, shown_in) = (*lang, *shown_in);
    let has_next = running.setup.has_next_button;
    let marked = {
        let before = props.before;
        use_state(move || before)
    };
    let beat = use_mut_ref(|| None::<Timeout>);

    use_effect_with((), |()| speech::hush);

    let go_on = {
        let (tools, running) = (app.tools.clone(), running.clone());
        let values: Vec<i32> = options.iter().map(|(value, _)| *value).collect();
        move |idx: usize| tools.answer(&running, values.get(idx).copied(), shown_in)
    };
    let choose = {
        let (marked, beat, go_on) = (marked.clone(), beat.clone(), go_on.clone());
        Callback::from(move |idx: usize| {
            marked.set(Some(idx));
            if !has_next {
                let go_on = go_on.clone();
                // Replacing the beat cancels the one before.
                *beat.borrow_mut() = Some(Timeout::new(BEAT_MS, move || go_on(idx)));
            }
        })
    };
    let stop_beat = {
        let beat = beat.clone();
        move || drop(beat.take())
    };
    let next = {
        let (marked, go_on) = (marked.clone(), go_on.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(idx) = *marked {
                go_on(idx);
            }
        })
    };
    let back = {
        let (tools, running, stop_beat) = (app.tools.clone(), running.clone(), stop_beat.clone());
        Callback::from(move |_: MouseEvent| {
            stop_beat();
            tools.back(&running, shown_in);
        })
    };
    let skip = {
        let (tools, running, stop_beat) = (app.tools.clone(), running.clone(), stop_beat.clone());
        Callback::from(move |_: MouseEvent| {
            stop_beat();
            tools.answer(&running, None, shown_in);
        })
    };
    let help = {
        let (tools, stop_beat) = (app.tools.clone(), stop_beat.clone());
        Callback::from(move |_: MouseEvent| {
            stop_beat();
            tools.dispatch(Action::Help(true));
        })
    };

    let progress = running.sitting.progress();
    let progress_text = PROGRESS.fill(
        lang,
        &[
            ("n", &progress.number.to_string()),
            ("all", &progress.of.to_string()),
        ],
    );
    let top = html! { <>
        <p class="progress-text" data-test="progress-text">{ progress_text }</p>
        <progress class="path" max={progress.of.to_string()} value={(progress.number - 1).to_string()} aria-hidden="true" />
    </> };
    let read = (running.setup.may_read_aloud && speech::can_speak()).then(|| {
        let words: Vec<&str> = [props.lead.as_str(), props.question.as_str()]
            .into_iter()
            .chain(options.iter().map(|(_, label)| label.as_str()))
            .collect();
        let words = words.join("。");
        html! {
            <button type="button" class="ghost" data-test="item-read" onclick={move |_| speech::speak(&words, shown_in.tag())}>
                { icon::speaker() }<span>{ READ.get(lang) }</span>
            </button>
        }
    });
    let tools = html! { <>
        if props.is_trial {
            <span class="trial" data-test="trial-mark">{ words::TRIAL.get(lang) }</span>
        }
        { read }
    </> };
    let size = if running.setup.age_years < 12 {
        "young"
    } else {
        "older"
    };
    html! {
        <ChildFrame app={app.clone()} class={classes!("asked", size)} {top} {tools}>
            <main lang={shown_in.tag()}>
                <p class="item-lead">{ props.lead.clone() }</p>
                <h1 tabindex="-1" id="item" data-test="item-text">{ props.question.clone() }</h1>
                <Options options={options.clone()} marked={*marked} on_choose={choose} />
            </main>
            <footer class="child-actions">
                <button type="button" class="ghost" data-test="item-back" disabled={progress.number == 1} onclick={back}>
                    { icon::back() }<span>{ BACK.get(lang) }</span>
                </button>
                <button type="button" class="ghost" data-test="item-skip" onclick={skip}>{ SKIP.get(lang) }</button>
                <button type="button" class="ghost" data-test="item-help" onclick={help}>
                    { icon::hand() }<span>{ HELP.get(lang) }</span>
                </button>
                if has_next {
                    <button type="button" class="primary" data-test="item-next" disabled={marked.is_none()} onclick={next}>{ NEXT.get(lang) }</button>
                }
            </footer>
        </ChildFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OptionsProps {
    options: Rc<[(i32, String)]>,
    marked: Option<usize>,
    on_choose: Callback<usize>,
}

/// A radio group whose arrow keys only move; Enter, Space and touch choose.
#[component]
fn Options(props: &OptionsProps) -> Html {
    // The one option that Tab reaches; arrows move it.
    let pointed = use_state(|| props.marked.unwrap_or(0));
    let n = props.options.len();
    let onkeydown = {
        let pointed = pointed.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => (*pointed + 1) % n,
                "ArrowUp" | "ArrowLeft" => (*pointed + n - 1) % n,
                "Home" => 0,
                "End" => n - 1,
                _ => return,
            };
            event.prevent_default();
            pointed.set(to);
            page::focus(&["[data-idx=\"", &to.to_string(), "\"]"].concat());
        })
    };
    html! {
        <div class="options" role="radiogroup" aria-labelledby="item" {onkeydown}>
            { for props.options.iter().enumerate().map(|(idx, (value, label))| {
                let (on_choose, pointed_at) = (props.on_choose.clone(), pointed.clone());
                let is_marked = props.marked == Some(idx);
                html! {
                    <button type="button" role="radio" class="option" data-idx={idx.to_string()}
                        data-test={["option-", &value.to_string()].concat()}
                        aria-checked={if is_marked { "true" } else { "false" }}
                        tabindex={if *pointed == idx { "0" } else { "-1" }}
                        onclick={move |_| { pointed_at.set(idx); on_choose.emit(idx); }}>
                        <span class="option-dot" aria-hidden="true"></span>
                        <span>{ label.clone() }</span>
                    </button>
                }
            }) }
        </div>
    }
}
