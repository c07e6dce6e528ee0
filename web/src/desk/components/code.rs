//! A child's code, in groups that are easy to read aloud; copied, it is still ten digits.

use engine::wire::ChildCode;
use yew::prelude::*;

/// The code.
pub fn child_code(code: &ChildCode) -> Html {
    let text = code.as_str();
    // Ten ASCII digits: the type guarantees it.
    let part = |from, to| text.get(from..to).unwrap_or_default().to_owned();
    html! {
        <span class="code">
            <span>{ part(0, 4) }</span><span>{ part(4, 8) }</span><span>{ part(8, 10) }</span>
        </span>
    }
}
