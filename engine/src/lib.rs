//! Xinhu's engine: definitions in, scores, bands, flags and tiers out.
//!
//! The same code runs natively on the server and as WebAssembly on the tablet. It has no IO, clock,
//! randomness, thread, global or locale: whatever depends on those is passed in by the caller.
//!
//! Reading order: [`definition`] (the file format) → [`compile`] (checked definitions, all defects
//! listed) → [`instrument`] → [`sitting`] (a child answers) → [`score`] → [`upload`] (what may leave
//! the tablet) → [`policy`] (bands and flags to a tier) → [`wire`] (the three records) →
//! [`check`] (does a received result follow from its definition?).
#![warn(missing_docs)]

pub mod battery;
pub mod check;
pub mod check_digit;
pub mod compile;
pub mod condition;
pub mod context;
pub mod defect;
pub mod definition;
pub mod instrument;
pub mod policy;
pub mod score;
pub mod score_line;
#[cfg(feature = "seal")]
pub mod seal;
pub mod sitting;
pub mod upload;
pub mod wire;
pub mod wording;

/// The engine's version, named in every result.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
