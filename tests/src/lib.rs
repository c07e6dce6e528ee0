//! What the end-to-end tests share: a real server, a real Chromium, and a scanner for leaks.
//!
//! `cargo xtask test` builds what these tests need and runs them; nothing here is skipped when a part
//! is missing, it fails and says so.
//!
//! Reading order: [`built`] (where the built parts lie) → [`server`] and [`browser`] (processes) →
//! [`screen`] (finding and touching things) → [`desk`] and [`tablet`] (what a person does on a screen) →
//! [`world`] (all of them together) → [`proxy`] and [`leak`] (what the canary test looks through).

pub mod built;

pub mod browser;
pub mod picture;
pub mod server;

pub mod screen;

pub mod desk;
pub mod tablet;

pub mod world;

pub mod files;
pub mod leak;
pub mod proxy;

pub mod bundle;
