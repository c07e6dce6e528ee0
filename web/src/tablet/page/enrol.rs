//! A short one-time code makes this tablet one of the school's.

use crate::platform::http::HttpError;
use crate::shared::text::{Text, text};
use crate::tablet::flow::App;
use crate::tablet::part::frame::staff_frame;
use crate::tablet::part::icon;
use crate::tablet::part::ui::{line, trouble, with_icon};
use crate::tablet::task::Task;
use yew::prelude::*;

/// Id of the field.
pub const CODE_FIELD: &str = "code";

const TITLE: Text = text("登记这台平板", "Enrol this tablet");
const INTRO: Text = text(
    "在管理台的“平板”里生成登记码，十分钟内在这里输入。登记后，这台平板就可以离线做测评。",
    "Make an enrolment code on the desk under 'Devices' and type it here within ten minutes. After that this tablet can hold screenings, with or without a network.",
);
const CODE: Text = text("登记码", "Enrolment code");
const EXAMPLE: Text = text("例如 ABCD-2345", "For example ABCD-2345");
const GO: Text = text("登记", "Enrol");
const BUSY: Text = text("正在登记…", "Enrolling…");
/// Nothing useful was typed.
pub const EMPTY: Text = text(
    "登记码是 8 个字母和数字，例如 ABCD-2345。",
    "A code has 8 letters and digits, such as ABCD-2345.",
);
const WRONG: Text = text(
    "登记码不对、已用过，或超过了十分钟。请核对后重输，或在管理台重新生成一个。",
    "This code is wrong, was used already, or is older than ten minutes. Check it and type it again, or make a new one on the desk.",
);
const OFFLINE: Text = text(
    "连不上服务器。请检查网络后再试，登记码仍然有效。",
    "The server cannot be reached. Check the network and try again; the code stays valid.",
);
const MANY: Text = text(
    "试得太频繁了，请等一分钟再试。",
    "Too many tries. Wait a minute, then try again.",
);
const OTHER: Text = text(
    "服务器的回答看不懂。请确认服务器和平板是同一版本，再试一次。",
    "The server's answer could not be read. Make sure that server and tablet are of the same version, then try again.",
);
const FORMER: Text = text(
    "登记之后，儿童的回答只留在这台平板上，做完就删掉；传给服务器的只有总分和需要关心的提示，而且是加密的。",
    "A child's answers stay on this tablet and are deleted when the child is done; only totals and flags are sent, sealed.",
);

/// The page.
pub fn view(app: &App) -> Html {
    let lang = app.lang();
    let is_busy = app.local().is_busy;
    let body = html! { <>
        { line("lead", INTRO.get(lang)) }
        <form class="card form" onsubmit={app.submits(Task::Enrol)}>
            <label for={CODE_FIELD}>{ CODE.get(lang) }</label>
            <input id={CODE_FIELD} class="code-input" data-test="enrol-code" type="text" autocomplete="off"
                autocapitalize="characters" spellcheck="false" maxlength="12" placeholder="ABCD-2345"
                aria-describedby="code-note" />
            <p id="code-note" class="note">{ EXAMPLE.get(lang) }</p>
            { trouble(app) }
            <button type="submit" class="primary" data-test="enrol-submit" disabled={is_busy}>
                { if is_busy { BUSY } else { GO }.get(lang) }
            </button>
        </form>
        <p class="note with-icon">{ with_icon(icon::lock(), FORMER.get(lang)) }</p>
    </> };
    staff_frame(app, "narrow", TITLE.get(lang), body)
}

/// `abcd2345` or `ABCD 2345` becomes `ABCD-2345`.
pub fn tidy(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_uppercase())
        .collect();
    (letters.len() == 8).then(|| {
        let (first, second) = letters.split_at(4);
        [first, "-", second].concat()
    })
}

/// What to say.
pub fn words_for(error: &HttpError) -> Text {
    match error {
        HttpError::Offline => OFFLINE,
        HttpError::Problem(problem) if problem.status == 429 => MANY,
        HttpError::Problem(problem) if matches!(problem.status, 400 | 404 | 410 | 422) => WRONG,
        HttpError::Problem(_) | HttpError::Unreadable => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_may_be_typed_carelessly() {
        for typed in ["ABCD-2345", "abcd2345", " abcd 2345 "] {
            assert_eq!(tidy(typed).as_deref(), Some("ABCD-2345"), "{typed}");
        }
        assert_eq!(tidy("ABC-2345"), None);
    }
}
