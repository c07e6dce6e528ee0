//! The decision about a result: a second record, after which the readable copy is destroyed.

use crate::shared::text::{Text, text};
use crate::shared::words;
use crate::tablet::flow::App;
use crate::tablet::local::Edit;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{self, Look, busy_button, button, choice, trouble, with_icon};
use crate::tablet::state::Action;
use crate::tablet::task::Task;
use engine::wire::{Decision, ReasonCode, RecordId};
use yew::prelude::*;

const DECIDE: Text = text("您的判断", "Your decision");
const CONFIRM: Text = text("确认有效", "Confirm");
const RETEST: Text = text("需要重测", "Needs a retest");
const INVALID: Text = text("无效", "Invalid");
const REASON: Text = text("原因", "Reason");
const SAVE: Text = text("保存判断", "Save the decision");
const LATER: Text = text("稍后再看", "Later");
/// Something is missing.
pub const CHOOSE: Text = text("请选择判断和原因。", "Choose a decision and a reason.");
/// All is safe.
pub const SAVED: Text = text(
    "判断已保存，平板上的可读副本已销毁。",
    "Decision saved; the readable copy on this tablet is destroyed.",
);
/// Nothing was saved.
pub const NOT_SAVED: Text = text(
    "没能保存。平板可能存不下了：请清理存储空间后再按一次，结果还在。",
    "Not saved. The tablet may be full: free some storage and press again; the result is still here.",
);
const ON_THE_WAY: Text = text(
    "结果已加密排队上传，与复核无关。",
    "The result is sealed and on its way, whether or not it is reviewed.",
);

const DECISIONS: [(Decision, &str, Text); 3] = [
    (Decision::Confirmed, "review-confirm", CONFIRM),
    (Decision::Retest, "review-retest", RETEST),
    (Decision::Invalid, "review-invalid", INVALID),
];

fn reasons(decision: Decision) -> &'static [ReasonCode] {
    match decision {
        Decision::Confirmed => &[
            ReasonCode::None,
            ReasonCode::Fits,
            ReasonCode::OtherKnowledge,
        ],
        Decision::Retest => &[
            ReasonCode::Interrupted,
            ReasonCode::NotUnderstood,
            ReasonCode::Unwell,
            ReasonCode::NotSerious,
            ReasonCode::Device,
        ],
        Decision::Invalid => &[
            ReasonCode::NotSerious,
            ReasonCode::NotUnderstood,
            ReasonCode::WrongCode,
            ReasonCode::Device,
            ReasonCode::Training,
        ],
        Decision::WrongChild | Decision::Overridden => &[],
    }
}

/// The part of the page.
pub fn section(app: &App, result: RecordId) -> Html {
    let lang = app.lang();
    let local = app.local();
    // A confirmation needs no reason; the others do.
    let reason = match (local.decision, local.reason) {
        (Some(Decision::Confirmed), None) => Some(ReasonCode::None),
        (_, reason) => reason,
    };
    let decisions = DECISIONS.iter().map(|(it, test, label)| {
        let set = app.on_edit(Edit::Decide(*it));
        choice(
            Look::Decision,
            &[test],
            label.get(lang),
            local.decision == Some(*it),
            set,
        )
    });
    let choices = local.decision.map_or(&[][..], reasons).iter().map(|it| {
        let set = app.on_edit(Edit::Reason(*it));
        let test = ["review-reason-", it.as_str()];
        choice(
            Look::Chip,
            &test,
            words::reason(*it).get(lang),
            reason == Some(*it),
            set,
        )
    });
    let later = with_icon(icon::back(), LATER.get(lang));
    let save = app.does(Task::Review(result, local.decision.zip(reason)));
    html! {
        <section class="card decide">
            <h2>{ DECIDE.get(lang) }</h2>
            <div class="decisions" role="group">{ for decisions }</div>
            if local.decision.is_some() { <h3>{ REASON.get(lang) }</h3> }
            <div class="chips">{ for choices }</div>
            { trouble(app) }
            <p class="note">{ words::NO_DIAGNOSIS.get(lang) }{ " · " }{ ON_THE_WAY.get(lang) }</p>
            <div class="form-actions">
                { button(Look::Ghost, "review-later", later, app.on(Action::GoHome(None))) }
                { busy_button(Look::Primary, "review-save", ui::words(SAVE.get(lang)), save, local.is_busy) }
            </div>
        </section>
    }
}
