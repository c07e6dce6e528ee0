//! The desk (`/desk`): what counsellors see of the results, in the browser of an office computer.
//!
//! Reading order: [`route`] and [`state`] (everything there is) → [`handle`] and [`api`] (how it is
//! refreshed) → [`app`] → [`pages`] → [`components`]. [`plot`], [`series`], [`dates`], [`pin`] and [`filter`] are pure.

pub mod route;
pub mod state;
pub mod model;
pub mod filter;
pub mod library;
pub mod api;
pub mod handle;
pub mod hooks;
pub mod browser;
pub mod keys;
pub mod pin;
pub mod dates;
pub mod plot;
pub mod series;
pub mod text;
pub mod app;
pub mod pages;
pub mod components;

/// Shows the desk.
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}
