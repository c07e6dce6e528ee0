//! The two web apps: [`tablet`] (child, and counsellor at the tablet) and [`desk`] (console).

pub mod desk;
pub mod platform;
pub mod shared;
pub mod tablet;
