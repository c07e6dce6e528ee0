//! Line drawings of the rail. Decoration: the word always stands beside them.

use crate::desk::route::Page;
use yew::prelude::*;

/// A page's drawing.
pub fn page(page: Page) -> Html {
    let path = match page {
        Page::Today => {
            "M12 4v2M12 18v2M4 12h2M18 12h2M6.3 6.3l1.4 1.4M16.3 16.3l1.4 1.4M6.3 17.7l1.4-1.4M16.3 7.7l1.4-1.4M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z"
        }
        Page::Results => "M5 4h14v16H5zM8.5 9h7M8.5 12.5h7M8.5 16h4",
        Page::Children => "M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM5 20c0-4 3-6 7-6s7 2 7 6",
        Page::Devices => "M6 3.5h12v17H6zM11 17.5h2",
    };
    line(path)
}

/// A cross.
pub fn close() -> Html {
    line("M6 6l12 12M18 6L6 18")
}

/// An arrow back.
pub fn back() -> Html {
    line("M14.5 5.5L8 12l6.5 6.5")
}

fn line(path: &'static str) -> Html {
    html! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}

/// The product's mark: a hand-sized leaf that shelters a point.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
            <rect width="40" height="40" rx="11" class="mark-ground" />
            <path class="mark-leaf" d="M9 22c0-8 6-13 22-13 0 13-6 22-14 22-5 0-8-4-8-9z" />
            <circle class="mark-point" cx="18.5" cy="21.5" r="3.4" />
        </svg>
    }
}
