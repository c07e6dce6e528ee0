//! The desk (`/desk`): what counsellors see of the results, in the browser of an office computer.
//!
//! Reading order: [`route`] and [`state`] (everything there is) → [`handle`] and [`api`] (how it is
//! refreshed) → [`app`] → [`pages`] → [`components`]. [`plot`], [`series`], [`dates`], [`pin`] and [`filter`] are pure.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod dates;
pub mod filter;
pub mod handle;
pub mod hooks;
pub mod keys;
pub mod library;
pub mod model;
pub mod pages;
pub mod pin;
pub mod plot;
pub mod route;
pub mod series;
pub mod state;
pub mod text;

/// Shows the desk.
pub fn start() {
    browser::show_faults();
    yew::Renderer::<app::App>::new().render();
}
