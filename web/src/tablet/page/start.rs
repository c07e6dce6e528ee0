//! Staff prepare a sitting: who, what, on what ground.

use super::handover::grouped;
use super::start_battery::{self, chosen, named, offered};
use super::start_check::{age as read_age, child_code, consents};
use crate::shared::text::{Text, text};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::local::{Edit, StartForm};
use crate::tablet::model::{Device, Setup};
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{Look, button, choice, line, problem, with_icon, yes_no};
use crate::tablet::state::Action;
use crate::tablet::task::Task;
use engine::wire::{ChildCode, ConsentBasis, Day, Mode, Named, Sex, Stage};
use std::rc::Rc;
use yew::prelude::*;

/// Id of the field.
pub const CODE_FIELD: &str = "child-code";

const TITLE: Text = text("开始一次测评", "Start a screening");
const CODE: Text = text("儿童编号", "Child's code");
const CODE_NOTE: Text = text(
    "输入编号，或输入前几位后点选。姓名不要输入平板。",
    "Type the code, or its first digits and choose. Never type a name into a tablet.",
);
const UNLISTED: Text = text(
    "编号无误，但不在这台平板的名单里。如果是新加入的，可以继续；否则请再核对。",
    "The code adds up but is not on this tablet's list. Go on if the child is new; otherwise check it again.",
);
const AGE: Text = text("周岁年龄", "Age in whole years");
const STAGE: Text = text("学段", "Stage");
const SEX: Text = text("性别", "Sex");
const CONSENT: Text = text("同意依据", "Ground of consent");
const CONSENT_NOTE: Text = text(
    "未满 14 岁必须由监护人（或代行监护人）同意。",
    "Under 14 a guardian (or acting guardian) must consent.",
);
const MODE: Text = text("方式", "Setting");
const READ: Text = text("允许朗读题目", "Allow reading aloud");
const NEXT: Text = text(
    "用“下一题”按钮，不自动翻页",
    "Use a 'Next' button instead of going on by itself",
);
const DATE: Text = text("今天的日期", "Today's date");
const DATE_NOTE: Text = text(
    "这台平板的时钟可能不准，请核对日期。结果会注明。",
    "This tablet's clock may be off. Check the date; the result will say so.",
);
const GO: Text = text("下一步：交给孩子", "Next: hand it over");
const CANCEL: Text = text("取消", "Cancel");
const PLEASE: Text = text("请选择。", "Please choose.");

/// What the form says, read.
struct Stated<'a> {
    code: Result<ChildCode, String>,
    age: Result<u8, Text>,
    bases: Vec<ConsentBasis>,
    basis: Option<ConsentBasis>,
    form: &'a StartForm,
}

/// The page.
pub fn view(app: &App) -> Html {
    let lang = app.lang();
    let Some(device) = &app.state.device else {
        return Html::default();
    };
    let form = &app.local().start;
    let age = read_age(&form.age);
    let bases = consents(age.ok());
    let stated = Stated {
        code: child_code(&form.code, lang),
        age,
        basis: form.basis.filter(|it| bases.contains(it)),
        bases,
        form,
    };
    let batteries = age.map_or_else(|_| Vec::new(), |age| offered(device, age, lang));
    let battery = chosen(form, &batteries).map(named);
    let battery_gap = please(app, battery.is_some() || batteries.is_empty());
    let setup = setup(device, &stated, battery).map(Rc::new);
    let body = html! {
        <form class="form start" onsubmit={app.submits(Task::HandOver(setup))} autocomplete="off">
            { who(app, device, &stated) }
            { particulars(app, &stated) }
            { start_battery::section(app, device, age.is_ok(), &batteries, battery_gap) }
            { consent(app, &stated) }
            { setting(app) }
            if device.is_clock_doubtful { { date(app, device) } }
            <div class="form-actions">
                { button(Look::Ghost, "start-cancel", with_icon(icon::back(), CANCEL.get(lang)), app.on(Action::GoHome(None))) }
                <button type="submit" class="primary big" data-test="start-submit">{ GO.get(lang) }</button>
            </div>
        </form>
    };
    staff_frame(app, "wide", TITLE.get(lang), body)
}

fn setup(device: &Device, stated: &Stated<'_>, battery: Option<Named>) -> Option<Setup> {
    let form = stated.form;
    Some(Setup {
        child: stated.code.clone().ok()?,
        age_years: stated.age.ok()?,
        stage: form.stage?,
        sex: form.sex?,
        battery: battery?,
        basis: stated.basis?,
        notice: device.package.notice_version.clone(),
        campaign: device.package.campaign.clone(),
        mode: form.mode,
        taken_on: Day::parse(&form.date).ok()?,
        is_clock_doubtful: device.is_clock_doubtful,
        may_read_aloud: form.may_read_aloud,
        has_next_button: form.has_next_button,
    })
}

/// Points out a gap, once staff have tried to go on.
fn please(app: &App, is_there: bool) -> Html {
    let is_gap = app.local().start.is_tried && !is_there;
    problem(is_gap.then(|| PLEASE.get(app.lang()).to_owned()))
}

fn who(app: &App, device: &Device, stated: &Stated<'_>) -> Html {
    let lang = app.lang();
    let form = stated.form;
    let children = &device.package.children;
    let is_unlisted = stated
        .code
        .as_ref()
        .is_ok_and(|code| !children.is_empty() && !children.iter().any(|it| it == code.as_str()));
    let is_complete = 10 <= form.code.trim().len();
    let error = (form.is_tried || is_complete)
        .then(|| stated.code.clone().err())
        .flatten();
    let chips = suggest(children, &form.code).map(|code| {
        let label = grouped(code);
        let pick = app.does(Task::TakeCode(code.clone()));
        button(Look::Chip, "child-suggestion", html! { { label } }, pick)
    });
    html! {
        <section class="card">
            <label for={CODE_FIELD}>{ CODE.get(lang) }</label>
            <input id={CODE_FIELD} class="code-input" data-test="child-code" type="text" inputmode="numeric"
                autocomplete="off" maxlength="14" oninput={app.on_typing(Edit::Code)} aria-describedby="child-code-note" />
            <p id="child-code-note" class="note">{ CODE_NOTE.get(lang) }</p>
            { problem(error) }
            if is_unlisted { { line("warning", UNLISTED.get(lang)) } }
            <div class="chips">{ for chips }</div>
        </section>
    }
}

/// Up to six codes of the list that begin with what was typed.
fn suggest<'a>(children: &'a [String], typed: &str) -> impl Iterator<Item = &'a String> + use<'a> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    children
        .iter()
        .filter(move |it| it.starts_with(&typed) && **it != typed)
        .take(6)
}

fn particulars(app: &App, stated: &Stated<'_>) -> Html {
    let lang = app.lang();
    let form = stated.form;
    let is_age_shown = form.is_tried || 2 <= form.age.len();
    let age_error = stated
        .age
        .err()
        .filter(|_| is_age_shown)
        .map(|it| it.get(lang).to_owned());
    let sexes = Sex::ALL.iter().map(|it| {
        let test = ["child-sex-", it.as_str()];
        let set = app.on_edit(Edit::Sex(*it));
        choice(
            Look::Chip,
            &test,
            words::sex(*it).get(lang),
            form.sex == Some(*it),
            set,
        )
    });
    let stages = Stage::ALL
        .iter()
        .filter(|it| **it != Stage::Preschool)
        .map(|it| {
            let test = ["child-stage-", it.as_str()];
            let set = app.on_edit(Edit::Stage(*it));
            choice(
                Look::Chip,
                &test,
                words::stage(*it).get(lang),
                form.stage == Some(*it),
                set,
            )
        });
    html! {
        <section class="card two">
            <div>
                <label for="child-age">{ AGE.get(lang) }</label>
                <input id="child-age" class="short-input" data-test="child-age" type="text" inputmode="numeric" maxlength="2"
                    autocomplete="off" oninput={app.on_typing(Edit::Age)} />
                { problem(age_error) }
            </div>
            <fieldset>
                <legend>{ SEX.get(lang) }</legend>
                <div class="chips">{ for sexes }</div>
                { please(app, form.sex.is_some()) }
            </fieldset>
            <fieldset class="row">
                <legend>{ STAGE.get(lang) }</legend>
                <div class="chips">{ for stages }</div>
                { please(app, form.stage.is_some()) }
            </fieldset>
        </section>
    }
}

fn consent(app: &App, stated: &Stated<'_>) -> Html {
    let lang = app.lang();
    let bases = stated.bases.iter().map(|it| {
        let it = *it;
        let set = app.on_edit(Edit::Basis(it));
        choice(
            Look::Chip,
            &["consent-", it.as_str()],
            words::consent(it).get(lang),
            stated.basis == Some(it),
            set,
        )
    });
    html! {
        <fieldset class="card">
            <legend>{ CONSENT.get(lang) }</legend>
            <div class="chips">{ for bases }</div>
            { line("note", CONSENT_NOTE.get(lang)) }
            { please(app, stated.basis.is_some()) }
        </fieldset>
    }
}

fn setting(app: &App) -> Html {
    let lang = app.lang();
    let form = &app.local().start;
    let modes = [Mode::Class, Mode::Single].into_iter().map(|it| {
        let set = app.on_edit(Edit::Mode(it));
        choice(
            Look::Chip,
            &["mode-", it.as_str()],
            words::mode(it).get(lang),
            form.mode == it,
            set,
        )
    });
    let read = app.on_edit(Edit::SwitchReading);
    let next = app.on_edit(Edit::SwitchNext);
    html! {
        <section class="card two">
            <fieldset>
                <legend>{ MODE.get(lang) }</legend>
                <div class="chips">{ for modes }</div>
            </fieldset>
            <div class="switches">
                { switch("allow-read", READ.get(lang), form.may_read_aloud, read) }
                { switch("allow-next", NEXT.get(lang), form.has_next_button, next) }
            </div>
        </section>
    }
}

fn switch(
    test: &'static str,
    label: &'static str,
    is_on: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" role="switch" class="switch" data-test={test} aria-checked={yes_no(is_on)} {onclick}>
            <span class="switch-track" aria-hidden="true"><span></span></span><span>{ label }</span>
        </button>
    }
}

fn date(app: &App, device: &Device) -> Html {
    let lang = app.lang();
    html! {
        <section class="card">
            <label for="taken-on">{ DATE.get(lang) }</label>
            <input id="taken-on" data-test="taken-on" type="date" value={device.today()} oninput={app.on_typing(Edit::Date)} />
            { line("warning", DATE_NOTE.get(lang)) }
        </section>
    }
}
