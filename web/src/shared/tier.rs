//! A tier as shape, word and colour, so that none of them has to be seen alone.

use super::{text::Lang, words};
use engine::wire::Tier;
use yew::prelude::*;

/// Properties of [`TierBadge`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TierBadgeProps {
    /// The tier, or none yet.
    pub tier: Option<Tier>,
    /// Language.
    pub lang: Lang,
    /// Larger, for the head of a review.
    #[prop_or_default]
    pub large: bool,
}

/// Shape, word and colour of a tier.
#[component]
pub fn TierBadge(props: &TierBadgeProps) -> Html {
    tier_badge(props.tier, props.lang, props.large)
}

/// The same as a plain function.
pub fn tier_badge(tier: Option<Tier>, lang: Lang, is_large: bool) -> Html {
    let code = tier.map_or("none", Tier::as_str);
    let word = tier.map_or(words::NO_TIER, words::tier).get(lang);
    let size = if is_large {
        "tier tier-large tier-"
    } else {
        "tier tier-"
    };
    html! {
        <span class={[size, code].concat()} data-tier={code}>
            { tier_shape(tier) }
            <span>{ word }</span>
        </span>
    }
}

/// The tier's shape alone, for places where the word stands beside it already.
pub fn tier_shape(tier: Option<Tier>) -> Html {
    let shape = match tier {
        None => {
            html! { <circle cx="12" cy="12" r="7.5" fill="none" stroke="currentColor" stroke-width="3" stroke-dasharray="4 3" /> }
        }
        Some(Tier::Green) => html! { <circle cx="12" cy="12" r="9" /> },
        Some(Tier::Yellow) => html! { <path d="M12 2.5 22.5 21h-21z" /> },
        Some(Tier::Orange) => html! { <path d="M12 1.5 22.5 12 12 22.5 1.5 12z" /> },
        Some(Tier::Red) => html! { <path d="M6.5 2.5h11L23 12l-5.5 9.5h-11L1 12z" /> },
    };
    html! {
        <svg class="tier-shape" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">{ shape }</svg>
    }
}
