//! Why a command cannot go on, in words for the person at the keyboard.

use std::fmt;

/// What is wrong, where, and how to mend it. Every command that fails ends in one of these.
#[derive(Debug)]
pub struct Trouble {
    what: String,
    mend: String,
}

impl Trouble {
    /// What is wrong (with the place), and what to do about it.
    pub fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            mend: mend.into(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  to mend it: {}", self.what, self.mend)
    }
}

impl std::error::Error for Trouble {}
