//! One item a screen.

use super::help;
use crate::platform::{page, speech};
use crate::shared::text::{Lang, Text, text};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::local::Edit;
use crate::tablet::model::wording_for;
use crate::tablet::part::frame::child_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{self, Look, busy_button, button, line, with_icon, yes_no};
use crate::tablet::sitting::Running;
use crate::tablet::state::Action;
use crate::tablet::task::Task;
use std::rc::Rc;
use yew::prelude::*;

const PROGRESS: Text = text("第 {n} 题 / 共 {all} 题", "Question {n} of {all}");
const BACK: Text = text("上一题", "Back");
const SKIP: Text = text("我不想回答", "I'd rather not answer");
const HELP: Text = text("请帮帮我", "Please help me");
const NEXT: Text = text("下一题", "Next");
const READ: Text = text("读给我听", "Read it to me");

/// Texts of the current item.
struct Shown<'a> {
    lang: Lang,
    is_trial: bool,
    lead: &'a str,
    question: &'a str,
    options: Vec<(i32, &'a str)>,
}

fn shown<'a>(app: &'a App, running: &'a Running) -> Option<Shown<'a>> {
    let (step, item) = running.sitting.current()?;
    let device = app.state.device.as_ref()?;
    let compiled = device.library().instrument(step.instrument().id.as_str())?;
    let (bundled, lang) = wording_for(compiled, app.lang())?;
    let wording = &bundled.wording;
    let options = item.options.iter().enumerate().map(|(idx, value)| {
        (
            *value,
            wording
                .option_label(&item.response_set, idx)
                .unwrap_or_default(),
        )
    });
    Some(Shown {
        lang,
        is_trial: wording.is_trial(),
        lead: wording.instructions.as_ref().unwrap_or(&wording.recall),
        question: wording.items.get(&item.id).map_or("", String::as_str),
        options: options.collect(),
    })
}

/// The item, or the help page over it.
pub fn view(app: &App, running: &Rc<Running>) -> Html {
    if running.is_helping {
        return help::view(app, running);
    }
    let Some(shown) = shown(app, running) else {
        return Html::default();
    };
    let size = if running.setup.age_years < 12 {
        "asked young"
    } else {
        "asked"
    };
    let body = html! { <>
        <main lang={shown.lang.tag()}>
            { line("item-lead", shown.lead.to_owned()) }
            <h1 tabindex="-1" id="item" data-test="item-text">{ shown.question }</h1>
            { options(app, running, &shown) }
        </main>
        { actions(app, running, shown.lang) }
    </> };
    child_frame(app, size, top(app, running, &shown), body)
}

fn top(app: &App, running: &Running, shown: &Shown<'_>) -> Html {
    let lang = app.lang();
    let progress = running.sitting.progress();
    let progress_text = PROGRESS.fill(
        lang,
        &[
            ("n", &progress.number.to_string()),
            ("all", &progress.of.to_string()),
        ],
    );
    let read = (running.setup.may_read_aloud && speech::can_speak()).then(|| {
        let mut spoken = [shown.lead, "。", shown.question].concat();
        for (_, label) in &shown.options {
            spoken.push('。');
            spoken.push_str(label);
        }
        let speak = app.does(Task::Speak(spoken.into(), shown.lang));
        button(
            Look::Ghost,
            "item-read",
            with_icon(icon::speaker(), READ.get(lang)),
            speak,
        )
    });
    html! { <>
        <div class="child-top-main">
            <p class="progress-text" data-test="progress-text">{ progress_text }</p>
            <progress class="path" max={progress.of.to_string()} value={(progress.number - 1).to_string()} aria-hidden="true" />
        </div>
        if shown.is_trial { <span class="trial" data-test="trial-mark">{ words::TRIAL.get(lang) }</span> }
        { read }
    </> }
}

/// A radio group whose arrow keys only move; Enter, Space and touch choose.
fn options(app: &App, running: &Rc<Running>, shown: &Shown<'_>) -> Html {
    let local = app.local();
    let n = shown.options.len();
    let pointed = local.pointed;
    let onkeydown = {
        let app = app.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => (pointed + 1) % n,
                "ArrowUp" | "ArrowLeft" => (pointed + n - 1) % n,
                "Home" => 0,
                "End" => n - 1,
                _ => return,
            };
            event.prevent_default();
            app.edit(Edit::Point(to));
            page::focus(&["[data-idx='", &to.to_string(), "']"].concat());
        })
    };
    let options = shown
        .options
        .iter()
        .enumerate()
        .map(|(idx, (value, label))| {
            html! {
                <button type="button" role="radio" class="option" data-idx={idx.to_string()}
                    data-test={["option-", &value.to_string()].concat()}
                    aria-checked={yes_no(local.marked == Some(idx))}
                    tabindex={if pointed == idx { "0" } else { "-1" }}
                    onclick={app.does(Task::Choose(running.clone(), shown.lang, idx, *value))}>
                    <span class="option-dot" aria-hidden="true"></span>
                    <span>{ *label }</span>
                </button>
            }
        });
    html! { <div class="options" role="radiogroup" aria-labelledby="item" {onkeydown}>{ for options }</div> }
}

fn actions(app: &App, running: &Rc<Running>, shown_in: Lang) -> Html {
    let lang = app.lang();
    let skip = app.does(Task::Answer(running.clone(), shown_in, None));
    let go_back = app.does(Task::Back(running.clone(), shown_in));
    let is_first = running.sitting.progress().number == 1;
    let back = with_icon(icon::back(), BACK.get(lang));
    let help = with_icon(icon::hand(), HELP.get(lang));
    let next = running.setup.has_next_button.then(|| {
        let value = app.local().marked.and_then(|idx| {
            let (_, item) = running.sitting.current()?;
            item.options.get(idx).copied()
        });
        let go_on = app.does(Task::Answer(running.clone(), shown_in, value));
        busy_button(
            Look::Primary,
            "item-next",
            ui::words(NEXT.get(lang)),
            go_on,
            value.is_none(),
        )
    });
    html! {
        <footer class="child-actions">
            { busy_button(Look::Ghost, "item-back", back, go_back, is_first) }
            { button(Look::Ghost, "item-skip", ui::words(SKIP.get(lang)), skip) }
            { button(Look::Ghost, "item-help", help, app.on(Action::Help(true))) }
            { next }
        </footer>
    }
}
