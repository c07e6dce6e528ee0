//! The chips above the list of results.

use crate::desk::filter::Filter;
use crate::desk::handle::use_desk;
use crate::desk::state::Action;
use crate::desk::text;
use crate::shared::text::Text;
use crate::shared::tier::tier_shape;
use crate::shared::words;
use engine::wire::Tier;
use yew::prelude::*;

/// The chips.
#[component]
pub fn FilterBar() -> Html {
    let desk = use_desk();
    let lang = desk.lang;
    let filter = desk.list.filter.clone();
    let changed = |change: &dyn Fn(&mut Filter)| {
        let mut next = filter.clone();
        change(&mut next);
        desk.on(move |_: MouseEvent| Action::SetFilter(next.clone()))
    };
    let tier_chip = |tier: Tier| {
        let is_on = filter.tiers.contains(&tier);
        html! {
            <button class={classes!("chip", format!("chip-{}", tier.as_str()))} aria-pressed={is_on.to_string()}
                onclick={changed(&|it| it.toggle(tier))} data-test={format!("filter-tier-{}", tier.as_str())}>
                { tier_shape(Some(tier)) }{ words::tier(tier).get(lang) }
            </button>
        }
    };
    let choice = |label: Text, is_on: bool, test: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button class="chip" aria-pressed={is_on.to_string()} {onclick} data-test={test}>{ label.get(lang) }</button>
        }
    };
    // Pressing the chosen one of a pair gives it up again.
    let flipped = |now: Option<bool>, to: bool| if now == Some(to) { None } else { Some(to) };
    let (held, reviewed) = (filter.held, filter.reviewed);
    html! {
        <div class="chips" role="group" aria-label={text::FILTER.get(lang)}>
            <span class="chip-group" role="group" aria-label={text::TIER.get(lang)}>
                { for [Tier::Red, Tier::Orange, Tier::Yellow, Tier::Green].map(tier_chip) }
            </span>
            <span class="chip-group" role="group" aria-label={text::STATE.get(lang)}>
                { choice(text::HELD, held == Some(true), "filter-held", changed(&|it| it.held = flipped(held, true))) }
            </span>
            <span class="chip-group" role="group" aria-label={text::REVIEW.get(lang)}>
                { choice(text::UNREVIEWED, reviewed == Some(false), "filter-unreviewed", changed(&|it| it.reviewed = flipped(reviewed, false))) }
                { choice(text::REVIEWED, reviewed == Some(true), "filter-reviewed", changed(&|it| it.reviewed = flipped(reviewed, true))) }
            </span>
            if filter.is_any() {
                <button class="button button-quiet" onclick={changed(&|it| *it = Filter::default())}>{ text::CLEAR_FILTER.get(lang) }</button>
            }
        </div>
    }
}
