//! The rule language: typed, total, without loops or names to look up, so its cost is bounded by its size.

use crate::instrument::Instrument;
use crate::score::{Response, ScaleOutcome};

/// A checked condition. Indices are valid for the instrument it was compiled for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The item's answer passes the test. A missing answer passes none but [`Test::Missing`].
    Item {
        /// Index of the item.
        item_idx: usize,
        /// The test.
        test: Test,
    },
    /// The scale has a score and it passes the test.
    Scale {
        /// Index of the scale.
        scale_idx: usize,
        /// The test.
        test: Test,
    },
    /// Between `min` and `max` of the conditions hold. `any` is 1 to all, `all` is all of them.
    Count {
        /// At least.
        min: usize,
        /// At most.
        max: usize,
        /// Out of these.
        of: Vec<Condition>,
    },
    /// It does not hold.
    Not(Box<Condition>),
}

/// A test of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// At least.
    AtLeast(i32),
    /// At most.
    AtMost(i32),
    /// One of these.
    In(Vec<i32>),
    /// Shown and passed over (items only).
    Missing,
}

impl Test {
    /// Whether `value` passes.
    pub fn passes(&self, value: i32) -> bool {
        match self {
            Test::AtLeast(bound) => *bound <= value,
            Test::AtMost(bound) => value <= *bound,
            Test::In(values) => values.contains(&value),
            Test::Missing => false,
        }
    }
}

/// What a condition is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) responses: &'a [Response],
    pub(crate) scales: &'a [ScaleOutcome],
}

impl Condition {
    pub(crate) fn holds(&self, facts: Facts<'_>) -> bool {
        match self {
            Condition::Item { item_idx, test } => match facts.response(*item_idx) {
                Response::Given(value) => test.passes(value),
                Response::PassedOver => *test == Test::Missing,
                Response::NotReached => false,
            },
            Condition::Scale { scale_idx, test } => facts
                .scales
                .get(*scale_idx)
                .and_then(|scale| scale.score.ok())
                .is_some_and(|score| test.passes(score)),
            Condition::Count { min, max, of } => {
                let n_holding = of.iter().filter(|it| it.holds(facts)).count();
                (*min..=*max).contains(&n_holding)
            }
            Condition::Not(inner) => !inner.holds(facts),
        }
    }
}

impl Facts<'_> {
    /// An item whose own condition does not hold is not due, and whatever was answered there is ignored.
    fn response(self, item_idx: usize) -> Response {
        let Some(item) = self.instrument.items.get(item_idx) else {
            return Response::NotReached;
        };
        if item.show_if.as_ref().is_some_and(|it| !it.holds(self)) {
            return Response::NotReached;
        }
        self.responses
            .get(item_idx)
            .copied()
            .unwrap_or(Response::NotReached)
    }
}
