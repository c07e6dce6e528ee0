//! What lasts as long as this tab: the chosen language, nothing else.

use crate::shared::text::Lang;
use gloo::storage::{SessionStorage, Storage as _};

const KEY: &str = "language";

/// The language chosen earlier in this tab.
pub fn language() -> Option<Lang> {
    let tag: String = SessionStorage::get(KEY).ok()?;
    [Lang::Zh, Lang::En].into_iter().find(|it| it.tag() == tag)
}

/// Keeps the language until the tab is closed.
pub fn keep_language(lang: Lang) {
    // Where storage is refused the language holds until the page is loaded anew.
    let _ = SessionStorage::set(KEY, lang.tag());
}
