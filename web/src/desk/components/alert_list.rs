//! What needs a person, gravest and oldest first.

use crate::desk::components::code::child_code;
use crate::desk::components::notice::failure_line;
use crate::desk::components::when;
use crate::desk::handle::use_desk;
use crate::desk::model::{Alert, Urgency};
use crate::desk::route::Page;
use crate::desk::state::Action;
use crate::desk::text;
use crate::desk::{api, dates};
use crate::platform::http::HttpError;
use crate::platform::time::now_ms;
use crate::shared::text::Lang;
use crate::shared::tier::TierBadge;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`AlertList`].
#[derive(PartialEq, Properties)]
pub struct AlertListProps {
    /// Alerts.
    pub alerts: Rc<[Alert]>,
}

/// Alerts that are still open, and those of today that somebody has taken up.
pub fn of_today(alerts: &[Alert], utc_offset_minutes: i32) -> Rc<[Alert]> {
    let day = |ms| dates::day_of(ms, utc_offset_minutes);
    let today = day(now_ms());
    let is_shown = |it: &&Alert| {
        it.acknowledged
            .as_ref()
            .is_none_or(|by| day(by.at_ms) == today)
    };
    alerts.iter().filter(is_shown).cloned().collect()
}

/// The alerts.
#[component]
pub fn AlertList(props: &AlertListProps) -> Html {
    let mut alerts: Vec<&Alert> = props.alerts.iter().collect();
    alerts.sort_by_key(|it| order(it));
    html! {
        <ul class="alerts">
            { for alerts.into_iter().map(|alert| html! { <AlertRow key={alert.id.clone()} alert={alert.clone()} /> }) }
        </ul>
    }
}

/// Open before taken up; *now* before *today*; graver tier first; the longest waiting first.
fn order(
    alert: &Alert,
) -> (
    bool,
    bool,
    std::cmp::Reverse<Option<engine::wire::Tier>>,
    i64,
) {
    (
        alert.acknowledged.is_some(),
        alert.urgency == Urgency::Today,
        std::cmp::Reverse(alert.tier),
        alert.raised_at_ms,
    )
}

#[derive(PartialEq, Properties)]
struct AlertRowProps {
    alert: Alert,
}

#[component]
fn AlertRow(props: &AlertRowProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let alert = &props.alert;
    let failure = use_state(|| None::<Rc<HttpError>>);
    let offset = desk.utc_offset_minutes();

    let acknowledge = {
        let (desk, failure, id) = (desk.clone(), failure.clone(), alert.id.clone());
        move |_| {
            let (csrf, id, failure) = (desk.csrf(), id.clone(), failure.clone());
            let refresh = desk.clone();
            let call = async move { api::acknowledge(&csrf, &id).await };
            desk.call(call, move |answer, _| {
                failure.set(answer.err().map(Rc::new));
                refresh.load_alerts();
            });
        }
    };
    let open = {
        let (desk, id) = (desk.clone(), Rc::<str>::from(alert.result.as_str()));
        move |_| {
            desk.go(Page::Results);
            desk.dispatch(Action::OpenResult(id.clone()));
        }
    };
    let taken_up = alert.acknowledged.as_ref().map(|by| {
        let own = desk.session().filter(|it| it.staff.id == by.by);
        let who = own.map_or(text::COLLEAGUE.get(lang), |it| it.staff.name.as_str());
        let when = when::moment(by.at_ms, offset, lang);
        text::ACKNOWLEDGED.fill(lang, &[("who", who), ("when", &when)])
    });
    let urgency = match alert.urgency {
        Urgency::Now => text::URGENT_NOW,
        Urgency::Today => text::URGENT_TODAY,
    };
    let tier_class = format!(
        "alert-{}",
        alert.tier.map_or("none", engine::wire::Tier::as_str)
    );
    html! {
        <li class={classes!("alert", tier_class, alert.acknowledged.is_some().then_some("alert-taken"))}
            data-test="alert-row" data-child={alert.child.to_string()}>
            <div class="alert-what">
                <p class="alert-head">
                    <TierBadge tier={alert.tier} {lang} />
                    { child_code(&alert.child) }
                    <span class="alert-when">
                        <strong>{ urgency.get(lang) }</strong>
                        <span class="quiet">{ when::moment(alert.raised_at_ms, offset, lang) }</span>
                    </span>
                </p>
                <ul class="alert-reasons">
                    { for alert.reasons.iter().map(|reason| html! { <li>{ reason_in_words(reason, lang) }</li> }) }
                </ul>
                if let Some(error) = &*failure { { failure_line(error, lang) } }
            </div>
            <div class="alert-do">
                if let Some(taken_up) = taken_up {
                    <p class="quiet">{ taken_up }</p>
                } else {
                    <button class="button button-primary" onclick={acknowledge} data-test="alert-acknowledge">
                        { text::ACKNOWLEDGE.get(lang) }
                    </button>
                }
                <button class="button" onclick={open}>{ text::SEE_RESULT.get(lang) }</button>
            </div>
        </li>
    }
}

/// A flag or a reason for holding, in words.
pub fn reason_in_words(reason: &str, lang: Lang) -> String {
    if text::is_held_reason(reason) {
        let colon = if lang == Lang::Zh { "：" } else { ": " };
        return format!(
            "{}{colon}{}",
            text::HELD.get(lang),
            text::held(reason).get(lang)
        );
    }
    text::flag(reason)
        .unwrap_or(text::OTHER_FLAG)
        .get(lang)
        .to_owned()
}
