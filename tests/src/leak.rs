//! Searching for answers where none may be.

mod canary;
mod leveldb;
mod needles;
mod places;

pub use canary::Canary;
pub use needles::{Finding, Needle, Needles};
pub use places::{Haystack, folder, unpacked};
