//! The desk's sentences. Words for the codes of records are in [`crate::shared::words`].

mod account;
mod care;
mod common;
mod tablets;

pub use account::*;
pub use care::*;
pub use common::*;
pub use tablets::*;
