//! The Xinhu server.
//!
//! Reading order: [`store`] (what is kept) → [`intake`] and [`alerting`] (what a tablet's record means) →
//! [`extract`] (who asks) → [`route`] (one file an address) → [`cli`] (the program).
#![warn(missing_docs)]

pub mod alerting;
pub mod app;
pub mod cli;
pub mod clock;
pub mod data_folder;
pub mod entropy;
pub mod extract;
pub mod headers;
pub mod intake;
pub mod keys;
pub mod limit;
pub mod metrics;
pub mod password;
pub mod problem;
pub mod route;
pub mod secret;
pub mod serving;
pub mod setup_link;
pub mod store;
pub mod trouble;
pub mod web;
