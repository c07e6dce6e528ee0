//! The program itself: what it prints, how it ends, and what it leaves behind.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod instruments;
mod process;
mod score;
mod serve;
