//! 平板: enrolled tablets, and how another one joins.

use super::enrol::Enrol;
use super::today::title;
use crate::desk::api;
use crate::desk::components::notice::{Empty, failure_line, remote};
use crate::desk::components::when;
use crate::desk::handle::{Handle, use_desk};
use crate::desk::hooks::{use_page_change, use_refresh};
use crate::desk::model::Device;
use crate::desk::route::Page;
use crate::desk::text;
use crate::platform::http::HttpError;
use crate::platform::time::now_ms;
use crate::shared::text::Lang;
use std::rc::Rc;
use yew::prelude::*;

/// The page of tablets.
#[component]
pub fn Devices() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    use_page_change("devices", &title(text::page(Page::Devices).get(lang), lang));
    use_refresh((), Handle::load_devices);
    let retry = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_devices())
    };
    html! {
        <>
            <header class="page-head"><h1 tabindex="-1">{ text::page(Page::Devices).get(lang) }</h1></header>
            if !desk.devices.is_forbidden() { <Enrol /> }
            <section aria-labelledby="tablets-heading">
                <h2 id="tablets-heading">{ text::TABLETS.get(lang) }</h2>
                { remote(&desk.devices, lang, retry, |devices| if devices.is_empty() {
                    html! { <div class="card"><Empty title={text::NO_TABLETS} more={text::NO_TABLETS_MORE} /></div> }
                } else {
                    table(devices, lang)
                }) }
            </section>
        </>
    }
}

fn table(devices: &Rc<[Device]>, lang: Lang) -> Html {
    let heads = [
        text::LABEL,
        text::ENROLLED_ON,
        text::LAST_CONTACT,
        text::TABLET_STATE,
    ];
    html! {
        <div class="table-box">
            <table class="table">
                <thead><tr>
                    { for heads.into_iter().map(|it| html! { <th scope="col">{ it.get(lang) }</th> }) }
                    <th scope="col"><span class="visually-hidden">{ text::REVOKE.get(lang) }</span></th>
                </tr></thead>
                <tbody>{ for devices.iter().map(|it| html! { <Row key={it.id.clone()} device={it.clone()} /> }) }</tbody>
            </table>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    device: Device,
}

/// Revoking cannot be undone, so it takes a second press, in the row itself.
#[component]
fn Row(props: &RowProps) -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let device = &props.device;
    let is_asking = use_state(|| false);
    let failure = use_state(|| None::<Rc<HttpError>>);
    let ask = {
        let is_asking = is_asking.clone();
        move |_| is_asking.set(true)
    };
    let leave = {
        let is_asking = is_asking.clone();
        move |_| is_asking.set(false)
    };
    let revoke = {
        let (desk, id, is_asking, failure) = (
            desk.clone(),
            device.id.clone(),
            is_asking.clone(),
            failure.clone(),
        );
        move |_| {
            let (csrf, id, refresh) = (desk.csrf(), id.clone(), desk.clone());
            let (is_asking, failure) = (is_asking.clone(), failure.clone());
            let call = async move { api::revoke(&csrf, &id).await };
            desk.call(call, move |answer, _| {
                is_asking.set(false);
                failure.set(answer.err().map(Rc::new));
                refresh.load_devices();
            });
        }
    };
    let contact = match device.last_contact_ms {
        Some(ms) => since(ms, desk.utc_offset_minutes(), lang),
        None => text::NEVER.get(lang).to_owned(),
    };
    let state = if device.revoked {
        text::REVOKED
    } else {
        text::IN_USE
    };
    html! {
        <>
            <tr class={classes!(device.revoked.then_some("row-off"))} data-test="device-row" data-id={device.id.clone()}>
                <td><strong>{ device.label.clone() }</strong></td>
                <td>{ when::day(&device.enrolled_on, lang) }</td>
                <td>{ contact }</td>
                <td>{ state.get(lang) }</td>
                <td class="cell-do">
                    if !device.revoked && !*is_asking {
                        <button class="button button-quiet" onclick={ask} data-test="device-revoke">{ text::REVOKE.get(lang) }</button>
                    }
                </td>
            </tr>
            if *is_asking || failure.is_some() {
                <tr class="row-ask"><td colspan="5">
                    if let Some(error) = &*failure { { failure_line(error, lang) } }
                    if *is_asking {
                        <p>{ text::REVOKE_MEANING.fill(lang, &[("label", &device.label)]) }</p>
                        <div class="button-row">
                            <button class="button button-danger" onclick={revoke} data-test="device-revoke-yes">{ text::REVOKE_YES.get(lang) }</button>
                            <button class="button" onclick={leave}>{ text::CANCEL.get(lang) }</button>
                        </div>
                    }
                </td></tr>
            }
        </>
    }
}

fn since(ms: i64, utc_offset_minutes: i32, lang: Lang) -> String {
    match (now_ms() - ms) / 60_000 {
        ..2 => text::JUST_NOW.get(lang).to_owned(),
        minutes @ 2..60 => text::MINUTES_AGO.fill(lang, &[("n", &minutes.to_string())]),
        _ => when::moment(ms, utc_offset_minutes, lang),
    }
}
