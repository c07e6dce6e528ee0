//! Pieces that several pages use.

pub mod frame;
pub mod icon;
pub mod lang_switch;
pub mod numbers;

pub use frame::{ChildFrame, StaffFrame};
pub use lang_switch::LangSwitch;
pub use numbers::Numbers;
