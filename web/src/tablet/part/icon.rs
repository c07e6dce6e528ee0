//! Line drawings that stand beside words, never instead of them.

use yew::prelude::*;

fn stroke(paths: Html) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ paths }</svg>
    }
}

/// A heart held in two hands: the mark of Xinhu.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path class="mark-heart" d="M16 21.5c-5-3.6-7.5-6.4-7.5-9.6 0-2.5 1.9-4.4 4.1-4.4 1.4 0 2.7.7 3.4 1.9.7-1.2 2-1.9 3.4-1.9 2.2 0 4.1 1.9 4.1 4.4 0 3.2-2.5 6-7.5 9.6z" />
            <path class="mark-hand" d="M4 18.5c2.6 5.8 6.6 8.7 12 8.7s9.4-2.9 12-8.7" fill="none" stroke-width="2.6" stroke-linecap="round" />
        </svg>
    }
}

/// Back.
pub fn back() -> Html {
    stroke(html! { <path d="M15 5l-7 7 7 7" /> })
}

/// A raised hand.
pub fn hand() -> Html {
    stroke(
        html! { <path d="M8 13V5.5a1.5 1.5 0 0 1 3 0V11V4a1.5 1.5 0 0 1 3 0v7V5.5a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6c-2.5 0-4-1-5.2-3L3.5 14.3a1.5 1.5 0 0 1 2.5-1.6z" /> },
    )
}

/// Reading aloud.
pub fn speaker() -> Html {
    stroke(
        html! { <path d="M4 10v4h3.5L12 18V6l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" /> },
    )
}

/// An eye: who sees what.
pub fn eye() -> Html {
    stroke(
        html! { <><path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="3" /></> },
    )
}

/// Two people: when an adult is told.
pub fn people() -> Html {
    stroke(
        html! { <><circle cx="9" cy="8" r="3.5" /><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5.5" /></> },
    )
}

/// A pause sign: skipping and stopping.
pub fn pause() -> Html {
    stroke(html! { <><circle cx="12" cy="12" r="9" /><path d="M10 9v6M14 9v6" /></> })
}

/// A finger that taps: how to answer.
pub fn tap() -> Html {
    stroke(
        html! { <><path d="M9 12.5V7a1.5 1.5 0 0 1 3 0v5l5 1.2a2 2 0 0 1 1.5 2.2l-.6 3.6a2.5 2.5 0 0 1-2.5 2H12a3 3 0 0 1-2.5-1.3L6 15" /><path d="M6.5 8.5a4.2 4.2 0 1 1 8 0" /></> },
    )
}

/// A telephone.
pub fn phone() -> Html {
    stroke(
        html! { <path d="M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2C10.5 19.5 4.5 13.5 4 5.7A2 2 0 0 1 6 3.5z" /> },
    )
}

/// A padlock.
pub fn lock() -> Html {
    stroke(
        html! { <><rect x="5" y="10.5" width="14" height="10" rx="2.5" /><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" /></> },
    )
}
