//! The two web apps: [`tablet`] (child, and counsellor at the tablet) and [`desk`] (console).
//!
//! Reading order: [`platform`] (all that touches the browser) → [`shared`] (what both apps show alike)
//! → [`tablet`], [`desk`].

pub mod platform;
pub mod shared;
pub mod tablet;

pub mod desk;
