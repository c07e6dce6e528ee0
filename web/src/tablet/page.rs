//! One file a page.

pub mod enrol;
pub mod fault;
pub mod handover;
pub mod help;
pub mod home;
pub mod honest;
pub mod item;
pub mod review;
pub mod review_scale;
pub mod start;
pub mod start_check;
pub mod thanks;
pub mod unlock;

use super::flow::App;
use yew::prelude::*;

/// Properties of a page that needs the state and nothing else.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// State and tools.
    pub app: App,
}
