//! The tablet app: a child answers, and a counsellor prepares and reviews, on the same tablet.
//!
//! One state ([`state`]) whose enum of screens is all the navigation there is: no router and no history
//! entries, so the back button shows nothing of a child who sat here before.
//!
//! Reading order: [`model`] → [`state`] → [`task`] and [`flow`] (what happens
//! between the screens) → [`sitting`] →
//! [`keeper`] (drafts and endings) → [`vault`] (storage) → [`outbox`] (sending) → [`page`].

pub mod model;

pub mod local;
pub mod state;

pub mod flow;
pub mod task;

pub mod keeper;
pub mod outbox;
pub mod sitting;
pub mod unlock;
pub mod vault;

pub mod app;
pub mod page;
pub mod part;

#[cfg(feature = "deliberate-leak")]
mod leak;
