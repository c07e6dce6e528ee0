//! What is wrong with a definition: where, what, why it matters, how to mend it.

use std::fmt;

/// One defect. Compiling a definition lists all of them, not the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// Path to the place, such as `scales.total.bands[2].min`.
    pub at: String,
    /// What is wrong there.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} ({}); {}",
            self.at, self.what, self.why, self.mend
        )
    }
}

/// Collects defects while a definition is compiled.
#[derive(Debug, Default)]
pub(crate) struct Defects(pub(crate) Vec<Defect>);

impl Defects {
    pub(crate) fn add(
        &mut self,
        at: impl Into<String>,
        what: impl Into<String>,
        why: &'static str,
        mend: impl Into<String>,
    ) {
        self.0.push(Defect {
            at: at.into(),
            what: what.into(),
            why,
            mend: mend.into(),
        });
    }
}
