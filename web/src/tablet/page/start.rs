//! Staff prepare a sitting: who, what, on what ground.

use super::PageProps;
use super::handover::grouped;
use super::start_check::{Standing, age as read_age, child_code, consents, standing};
use crate::platform::page;
use crate::shared::text::{Lang, Text, text};
use crate::shared::words;
use crate::tablet::model::{Device, Setup};
use crate::tablet::part::{StaffFrame, icon};
use crate::tablet::state::{Action, Handed};
use engine::battery::Battery;
use engine::wire::{ConsentBasis, Day, Mode, Named, Sex, Stage};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

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
const BATTERY: Text = text("量表组合", "Battery");
const BATTERY_AGE_FIRST: Text = text(
    "先输入年龄，再显示适合的组合。",
    "Type the age first; fitting batteries appear.",
);
const BATTERY_NONE: Text = text(
    "这个年龄目前没有可用的自评量表。请由工作人员观察和面谈。",
    "There is no self-report battery for this age today. Rely on observation and conversation.",
);
const BLOCKED: Text = text("暂不可用", "Not available");
const MINUTES: Text = text("约 {n} 分钟", "about {n} minutes");
const CONSENT: Text = text("同意依据", "Ground of consent");
const CONSENT_NOTE: Text = text(
    "未满 14 岁必须由监护人（或代行监护人）同意。",
    "Under 14 a guardian (or acting guardian) must consent.",
);
const MODE: Text = text("方式", "Setting");
const READ: Text = text("允许朗读题目", "Allow reading aloud");
const NEXT: Text = text(
    "用“下一题”按钮，不自动翻页",
    "Use a “Next” button instead of going on by itself",
);
const DATE: Text = text("今天的日期", "Today's date");
const DATE_NOTE: Text = text(
    "这台平板的时钟可能不准，请核对日期。结果会注明。",
    "This tablet's clock may be off. Check the date; the result will say so.",
);
const GO: Text = text("下一步：交给孩子", "Next: hand it over");
const CANCEL: Text = text("取消", "Cancel");
const PLEASE: Text = text("请选择。", "Please choose.");

/// What has been stated so far; text fields are read when they change, never written.
#[derive(Clone, PartialEq)]
struct Draft {
    code: String,
    age: String,
    date: String,
    stage: Option<Stage>,
    sex: Option<Sex>,
    battery: Option<String>,
    basis: Option<ConsentBasis>,
    mode: Mode,
    may_read_aloud: bool,
    has_next_button: bool,
    /// Whether staff have tried to go on, so that gaps are pointed out.
    is_tried: bool,
}

/// The page.
#[component]
pub fn Start(props: &PageProps) -> Html {
    let app = &props.app;
    let lang = app.lang();
    let Some(device) = app.state.device.clone() else {
        return Html::default();
    };
    html! {
        <StaffFrame app={app.clone()} title={TITLE.get(lang)} class="wide">
            <Form app={app.clone()} {device} />
        </StaffFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    app: crate::tablet::flow::App,
    device: Rc<Device>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let FormProps { app, device } = props;
    let lang = app.lang();
    let code_field = use_node_ref();
    let draft = {
        let date = device.today();
        use_state(move || Draft {
            code: String::new(),
            age: String::new(),
            date,
            stage: None,
            sex: None,
            battery: None,
            basis: None,
            mode: Mode::Class,
            may_read_aloud: false,
            has_next_button: false,
            is_tried: false,
        })
    };
    let set = {
        let draft = draft.clone();
        move |change: &dyn Fn(&mut Draft)| {
            let mut next = Draft::clone(&draft);
            change(&mut next);
            draft.set(next);
        }
    };
    let typed = |write: fn(&mut Draft, String)| {
        let set = set.clone();
        Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            set(&|it| write(it, value.clone()));
        })
    };

    let code = child_code(&draft.code, lang);
    let age = read_age(&draft.age);
    let batteries = age
        .as_ref()
        .map_or_else(|_| Vec::new(), |age| offered(device, *age, lang));
    let battery = chosen_battery(&draft, &batteries);
    let bases = consents(age.ok());
    let basis = draft.basis.filter(|it| bases.contains(it));
    let is_listed = code.as_ref().is_ok_and(|code| {
        device.package.children.is_empty()
            || device.package.children.iter().any(|it| it == code.as_str())
    });

    let onsubmit = {
        let (tools, device, draft, set) = (
            app.tools.clone(),
            device.clone(),
            draft.clone(),
            set.clone(),
        );
        let (code, age, battery) = (code.clone(), age, battery.map(named));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let ready = setup(&device, &draft, &code, age.ok(), battery.clone(), basis);
            if let Some(setup) = ready {
                tools.dispatch(Action::HandOver(Handed::New(Rc::new(setup))));
            } else {
                set(&|it| it.is_tried = true);
                page::focus("[data-gap=true] input, [data-gap=true] button");
            }
        })
    };
    let gap = |is_there: bool| (draft.is_tried && !is_there).then_some("true");
    let please = |is_there: bool| {
        (draft.is_tried && !is_there)
            .then(|| html! { <p class="error" data-test="error-message">{ PLEASE.get(lang) }</p> })
    };
    let code_error = (draft.is_tried || draft.code.trim().len() >= 10)
        .then(|| code.clone().err())
        .flatten();
    let age_error = (draft.is_tried || 2 <= draft.age.len())
        .then(|| age.err())
        .flatten();
    let suggestions = suggest(device, &draft.code);

    html! {
        <form class="form start" {onsubmit} autocomplete="off">
            <section class="card" data-gap={gap(code.is_ok())}>
                <label for="child-code">{ CODE.get(lang) }</label>
                <input id="child-code" ref={code_field.clone()} class="code-input" data-test="child-code" type="text" inputmode="numeric"
                    autocomplete="off" maxlength="14" oninput={typed(|it, value| it.code = value)} aria-describedby="child-code-note" />
                <p id="child-code-note" class="note">{ CODE_NOTE.get(lang) }</p>
                <div role="alert">
                    if let Some(error) = code_error {
                        <p class="error" data-test="error-message">{ error }</p>
                    } else if code.is_ok() && !is_listed {
                        <p class="warning">{ UNLISTED.get(lang) }</p>
                    }
                </div>
                if !suggestions.is_empty() {
                    <div class="chips">
                        { for suggestions.iter().map(|it| {
                            let (set, field, it) = (set.clone(), code_field.clone(), it.clone());
                            let label = grouped(&it);
                            let pick = move |_: MouseEvent| {
                                if let Some(field) = field.cast::<HtmlInputElement>() {
                                    field.set_value(&it);
                                }
                                set(&|draft| draft.code.clone_from(&it));
                            };
                            html! { <button type="button" class="chip" onclick={pick}>{ label }</button> }
                        }) }
                    </div>
                }
            </section>

            <section class="card two">
                <div data-gap={gap(age.is_ok())}>
                    <label for="child-age">{ AGE.get(lang) }</label>
                    <input id="child-age" class="short-input" data-test="child-age" type="text" inputmode="numeric" maxlength="2"
                        autocomplete="off" oninput={typed(|it, value| it.age = value)} />
                    <div role="alert">
                        if let Some(error) = age_error { <p class="error" data-test="error-message">{ error.get(lang) }</p> }
                    </div>
                </div>
                <fieldset data-gap={gap(draft.sex.is_some())}>
                    <legend>{ SEX.get(lang) }</legend>
                    <div class="chips">
                        { for Sex::ALL.iter().map(|it| {
                            let set = set.clone();
                            choice(&["child-sex-", it.as_str()], words::sex(*it).get(lang), draft.sex == Some(*it),
                                Callback::from(move |()| set(&|draft| draft.sex = Some(*it))))
                        }) }
                    </div>
                    { please(draft.sex.is_some()) }
                </fieldset>
                <fieldset class="row" data-gap={gap(draft.stage.is_some())}>
                    <legend>{ STAGE.get(lang) }</legend>
                    <div class="chips">
                        { for Stage::ALL.iter().filter(|it| **it != Stage::Preschool).map(|it| {
                            let set = set.clone();
                            choice(&["child-stage-", it.as_str()], words::stage(*it).get(lang), draft.stage == Some(*it),
                                Callback::from(move |()| set(&|draft| draft.stage = Some(*it))))
                        }) }
                    </div>
                    { please(draft.stage.is_some()) }
                </fieldset>
            </section>

            <fieldset class="card" data-gap={gap(battery.is_some())}>
                <legend>{ BATTERY.get(lang) }</legend>
                if age.is_err() {
                    <p class="note">{ BATTERY_AGE_FIRST.get(lang) }</p>
                } else if batteries.is_empty() {
                    <p class="warning">{ BATTERY_NONE.get(lang) }</p>
                }
                <div class="batteries">
                    { for batteries.iter().map(|(it, standing)| {
                        let (set, id) = (set.clone(), it.id.as_str().to_owned());
                        battery_card(device, it, standing, battery == Some(*it), lang,
                            Callback::from(move |()| set(&|draft| draft.battery = Some(id.clone()))))
                    }) }
                </div>
                if age.is_ok() && !batteries.is_empty() { { please(battery.is_some()) } }
            </fieldset>

            <fieldset class="card" data-gap={gap(basis.is_some())}>
                <legend>{ CONSENT.get(lang) }</legend>
                <div class="chips">
                    { for bases.iter().map(|it| {
                        let (set, it) = (set.clone(), *it);
                        choice(&["consent-", it.as_str()], words::consent(it).get(lang), basis == Some(it),
                            Callback::from(move |()| set(&|draft| draft.basis = Some(it))))
                    }) }
                </div>
                <p class="note">{ CONSENT_NOTE.get(lang) }</p>
                { please(basis.is_some()) }
            </fieldset>

            <section class="card two">
                <fieldset>
                    <legend>{ MODE.get(lang) }</legend>
                    <div class="chips">
                        { for [Mode::Class, Mode::Single].into_iter().map(|it| {
                            let set = set.clone();
                            choice(&["mode-", it.as_str()], words::mode(it).get(lang), draft.mode == it,
                                Callback::from(move |()| set(&|draft| draft.mode = it)))
                        }) }
                    </div>
                </fieldset>
                <div class="switches">
                    { switch("allow-read", READ.get(lang), draft.may_read_aloud, {
                        let set = set.clone();
                        Callback::from(move |()| set(&|draft| draft.may_read_aloud = !draft.may_read_aloud))
                    }) }
                    { switch("allow-next", NEXT.get(lang), draft.has_next_button, {
                        let set = set.clone();
                        Callback::from(move |()| set(&|draft| draft.has_next_button = !draft.has_next_button))
                    }) }
                </div>
            </section>

            if device.is_clock_doubtful {
                <section class="card">
                    <label for="taken-on">{ DATE.get(lang) }</label>
                    <input id="taken-on" type="date" value={device.today()} oninput={typed(|it, value| it.date = value)} />
                    <p class="warning">{ DATE_NOTE.get(lang) }</p>
                </section>
            }

            <div class="form-actions">
                <button type="button" class="ghost" data-test="start-cancel" onclick={app.on(|| Action::GoHome(None))}>
                    { icon::back() }<span>{ CANCEL.get(lang) }</span>
                </button>
                <button type="submit" class="primary big" data-test="start-submit">{ GO.get(lang) }</button>
            </div>
        </form>
    }
}

fn offered(device: &Device, age: u8, lang: Lang) -> Vec<(&Battery, Standing)> {
    let fits = device
        .library()
        .batteries
        .iter()
        .filter(|it| it.fits_age(age));
    fits.map(|it| (it, standing(device, it, age, lang)))
        .collect()
}

/// The chosen battery; the only one that can be given need not be chosen.
fn chosen_battery<'a>(draft: &Draft, batteries: &[(&'a Battery, Standing)]) -> Option<&'a Battery> {
    let mut open = batteries
        .iter()
        .filter(|(_, standing)| !matches!(standing, Standing::Blocked(_)))
        .map(|(it, _)| *it);
    match &draft.battery {
        Some(id) => open.find(|it| it.id.as_str() == id),
        None => open.next().filter(|_| open.next().is_none()),
    }
}

fn named(battery: &Battery) -> Named {
    Named {
        id: battery.id.clone(),
        version: battery.version.clone(),
    }
}

fn setup(
    device: &Device,
    draft: &Draft,
    code: &Result<engine::wire::ChildCode, String>,
    age: Option<u8>,
    battery: Option<Named>,
    basis: Option<ConsentBasis>,
) -> Option<Setup> {
    Some(Setup {
        child: code.clone().ok()?,
        age_years: age?,
        stage: draft.stage?,
        sex: draft.sex?,
        battery: battery?,
        basis: basis?,
        notice: device.package.notice_version.clone(),
        campaign: device.package.campaign.clone(),
        mode: draft.mode,
        taken_on: Day::parse(&draft.date).ok()?,
        is_clock_doubtful: device.is_clock_doubtful,
        may_read_aloud: draft.may_read_aloud,
        has_next_button: draft.has_next_button,
    })
}

/// Up to six codes of the list that begin with what was typed.
fn suggest(device: &Device, typed: &str) -> Vec<String> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let fitting = device
        .package
        .children
        .iter()
        .filter(|it| it.starts_with(&typed) && **it != typed);
    fitting.take(6).cloned().collect()
}

fn choice(test: &[&str], label: &str, is_on: bool, on_choose: Callback<()>) -> Html {
    html! {
        <button type="button" class="chip" data-test={test.concat()} aria-pressed={if is_on { "true" } else { "false" }}
            onclick={move |_| on_choose.emit(())}>{ label }</button>
    }
}

fn switch(test: &'static str, label: &str, is_on: bool, on_toggle: Callback<()>) -> Html {
    html! {
        <button type="button" role="switch" class="switch" data-test={test} aria-checked={if is_on { "true" } else { "false" }}
            onclick={move |_| on_toggle.emit(())}>
            <span class="switch-track" aria-hidden="true"><span></span></span><span>{ label }</span>
        </button>
    }
}

fn battery_card(
    device: &Device,
    battery: &Battery,
    standing: &Standing,
    is_on: bool,
    lang: Lang,
    on_choose: Callback<()>,
) -> Html {
    let in_lang =
        |texts: &std::collections::BTreeMap<String, String>| texts.get(lang.tag()).cloned();
    let minutes: u16 = device.steps(battery).map_or(0, |steps| {
        steps.iter().map(|it| it.instrument.minutes).sum()
    });
    let test = ["battery-", battery.id.as_str()].concat();
    let is_blocked = matches!(standing, Standing::Blocked(_));
    html! {
        <button type="button" class="battery" data-test={test} disabled={is_blocked}
            aria-pressed={if is_on { "true" } else { "false" }} onclick={move |_| on_choose.emit(())}>
            <span class="battery-title">
                <b>{ in_lang(&battery.title) }</b>
                if *standing == Standing::Trial {
                    <span class="trial" data-test="trial-mark" title={words::TRIAL_MEANING.get(lang)}>{ words::TRIAL.get(lang) }</span>
                }
                if is_blocked { <span class="trial">{ BLOCKED.get(lang) }</span> }
            </span>
            <span class="note">{ MINUTES.fill(lang, &[("n", &minutes.to_string())]) }</span>
            if let Some(note) = in_lang(&battery.note) { <span class="note">{ note }</span> }
            if *standing == Standing::Trial { <span class="note">{ words::TRIAL_MEANING.get(lang) }</span> }
            if let Standing::Blocked(lines) = standing {
                { for lines.iter().map(|it| html! { <span class="warning">{ it }</span> }) }
            }
        </button>
    }
}
