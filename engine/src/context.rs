//! What is known of the child before the first item.

use crate::wire::{Informant, Sex, Stage};

/// The context a scale or a gate may need. Whatever is absent is unknown, never assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Age in whole years.
    pub age_years: Option<u8>,
    /// Age in whole months.
    pub age_months: Option<u16>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Stage of schooling.
    pub stage: Option<Stage>,
    /// Who answers.
    pub informant: Option<Informant>,
}

impl Context {
    /// Age in whole years, from months where only those are known (a twelfth, rounded down).
    pub fn years(&self) -> Option<u16> {
        self.age_years
            .map(u16::from)
            .or(self.age_months.map(|months| months / 12))
    }
}
