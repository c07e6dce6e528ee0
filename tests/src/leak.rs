//! Searching for answers where none may be.

mod leveldb;
mod needles;
mod places;

pub use needles::{Finding, Needle, Needles};
pub use places::{Haystack, folder, unpacked};
