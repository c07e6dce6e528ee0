//! The API over real TCP and a real database file.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod access;
mod alerts;
mod enrolment;
mod full_disk;
mod intake;
mod pages;
mod results;
mod setup;
mod sign_in;
mod tampering;
mod world;
