//! 今天: what needs a person first, then what came in.

use crate::desk::components::alert_list::{AlertList, of_today};
use crate::desk::components::notice::{Empty, remote};
use crate::desk::components::result_table::ResultTable;
use crate::desk::components::when;
use crate::desk::dates;
use crate::desk::handle::use_desk;
use crate::desk::hooks::{use_page_change, use_refresh};
use crate::desk::model::Summary;
use crate::desk::route::Page;
use crate::desk::state::Action;
use crate::desk::text;
use crate::platform::time::now_ms;
use crate::shared::tier::TierBadge;
use engine::wire::Tier;
use std::rc::Rc;
use yew::prelude::*;

/// Today's page.
#[component]
pub fn Today() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let today = dates::day_of(now_ms(), desk.utc_offset_minutes());
    use_page_change("today", &title(text::page(Page::Today).get(lang), lang));
    use_refresh((), crate::desk::handle::Handle::load_recent);

    let retry_alerts = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_alerts())
    };
    let retry_recent = {
        let desk = desk.clone();
        Callback::from(move |()| desk.load_recent())
    };
    let on_open = {
        let desk = desk.clone();
        Callback::from(move |id: Rc<str>| {
            desk.go(Page::Results);
            desk.dispatch(Action::OpenResult(id));
        })
    };
    let go_results = {
        let desk = desk.clone();
        move |_| desk.go(Page::Results)
    };
    let offset = desk.utc_offset_minutes();
    html! {
        <>
            <header class="page-head">
                <h1 tabindex="-1">{ text::page(Page::Today).get(lang) }</h1>
                <p class="page-date">{ when::day_number(today, lang) }</p>
            </header>
            <section aria-labelledby="alerts-heading">
                <h2 id="alerts-heading">{ text::ALERTS.get(lang) }
                    if desk.n_open_alerts() != 0 { <span class="count">{ desk.n_open_alerts() }</span> }
                </h2>
                { remote(&desk.alerts, lang, retry_alerts, |alerts| {
                    let alerts = of_today(alerts, offset);
                    if alerts.is_empty() {
                        html! { <div class="card"><Empty title={text::NO_ALERTS} more={text::NO_ALERTS_MORE} is_good=true /></div> }
                    } else {
                        html! { <AlertList {alerts} /> }
                    }
                }) }
            </section>
            <section aria-labelledby="recent-heading">
                <div class="section-head">
                    <h2 id="recent-heading">{ text::CAME_IN.get(lang) }</h2>
                    <button class="button button-quiet" onclick={go_results}>{ text::ALL_RESULTS.get(lang) }</button>
                </div>
                { remote(&desk.recent, lang, retry_recent, |recent| {
                    let rows: Rc<[Summary]> = recent.iter()
                        .filter(|it| dates::day_of(it.received_at_ms, offset) == today).cloned().collect();
                    if rows.is_empty() {
                        return html! { <div class="card"><Empty title={text::NONE_TODAY} more={text::NONE_TODAY_MORE} /></div> };
                    }
                    html! {
                        <>
                            { tally(&rows, lang) }
                            <ResultTable {rows} {on_open} label={text::CAME_IN.get(lang)} shows_time=true />
                        </>
                    }
                }) }
            </section>
        </>
    }
}

/// `今天 · 心护`; never anything about a child.
pub fn title(page: &str, lang: crate::shared::text::Lang) -> String {
    format!("{page} · {}", text::PRODUCT.get(lang))
}

fn tally(rows: &[Summary], lang: crate::shared::text::Lang) -> Html {
    let tiers = [
        Some(Tier::Red),
        Some(Tier::Orange),
        Some(Tier::Yellow),
        Some(Tier::Green),
        None,
    ];
    let count = |tier| rows.iter().filter(|it| it.effective_tier == tier).count();
    html! {
        <ul class="tally">
            { for tiers.into_iter().map(|tier| (tier, count(tier))).filter(|(_, n)| *n != 0).map(|(tier, n)| html! {
                <li><TierBadge {tier} {lang} /><span>{ text::N_RESULTS.fill(lang, &[("n", &n.to_string())]) }</span></li>
            }) }
        </ul>
    }
}
