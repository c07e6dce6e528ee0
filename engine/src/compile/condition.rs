//! Conditions as written to checked ones.

use super::Names;
use crate::condition::{Condition, Test};
use crate::defect::Defects;
use crate::definition::{RawCondition, RawDefinition, RawValue};
use crate::wire::Slug;

/// With these, one condition costs at most a few hundred comparisons.
const MAX_DEPTH: usize = 6;
const MAX_NODES: usize = 256;

/// What a condition may refer to.
pub(super) struct Scope<'a> {
    raw: &'a RawDefinition,
    names: &'a Names<'a>,
    /// For `show_if`: only items before this one, and only unconditional ones, so that one look
    /// decides and nothing can go round in a circle.
    before: Option<usize>,
    n_nodes: usize,
    defects: &'a mut Defects,
}

impl<'a> Scope<'a> {
    pub(super) fn for_show_if(
        raw: &'a RawDefinition,
        names: &'a Names<'a>,
        item_idx: usize,
        defects: &'a mut Defects,
    ) -> Self {
        Self {
            raw,
            names,
            before: Some(item_idx),
            n_nodes: 0,
            defects,
        }
    }

    pub(super) fn for_rule(
        raw: &'a RawDefinition,
        names: &'a Names<'a>,
        defects: &'a mut Defects,
    ) -> Self {
        Self {
            raw,
            names,
            before: None,
            n_nodes: 0,
            defects,
        }
    }

    pub(super) fn compile(&mut self, raw: &RawCondition, at: &str) -> Option<Condition> {
        self.compile_at_depth(raw, at, 0)
    }

    fn compile_at_depth(
        &mut self,
        raw: &RawCondition,
        at: &str,
        depth: usize,
    ) -> Option<Condition> {
        self.n_nodes += 1;
        if MAX_DEPTH < depth || MAX_NODES < self.n_nodes {
            self.defects.add(
                at,
                format!(
                    "the condition is deeper than {MAX_DEPTH} or larger than {MAX_NODES} parts"
                ),
                "its cost must stay bounded",
                "split it into several rules",
            );
            return None;
        }
        match raw {
            RawCondition {
                item: Some(item),
                op: Some(op),
                value,
                scale: None,
                any: None,
                all: None,
                not: None,
                count_at_least: None,
                count_between: None,
            } => self.item_test(item, op, value.as_ref(), at),
            RawCondition {
                scale: Some(scale),
                op: Some(op),
                value,
                item: None,
                any: None,
                all: None,
                not: None,
                count_at_least: None,
                count_between: None,
            } => self.scale_test(scale, op, value.as_ref(), at),
            RawCondition {
                item: None,
                scale: None,
                op: None,
                value: None,
                any,
                all,
                not,
                count_at_least,
                count_between,
            } => match (any, all, not, count_at_least, count_between) {
                (Some(of), None, None, None, None) => {
                    self.count(of, 1, of.len(), &format!("{at}.any"), depth)
                }
                (None, Some(of), None, None, None) => {
                    self.count(of, of.len(), of.len(), &format!("{at}.all"), depth)
                }
                (None, None, Some(inner), None, None) => self
                    .compile_at_depth(inner, &format!("{at}.not"), depth + 1)
                    .map(|it| Condition::Not(Box::new(it))),
                (None, None, None, Some(it), None) => self.count(
                    &it.of,
                    usize::from(it.n),
                    it.of.len(),
                    &format!("{at}.count_at_least"),
                    depth,
                ),
                (None, None, None, None, Some(it)) => self.count(
                    &it.of,
                    usize::from(it.min),
                    usize::from(it.max),
                    &format!("{at}.count_between"),
                    depth,
                ),
                _ => self.not_one_form(at),
            },
            _ => self.not_one_form(at),
        }
    }

    fn not_one_form(&mut self, at: &str) -> Option<Condition> {
        self.defects.add(
            at,
            "the condition is none of the known forms",
            "it could be read in more than one way",
            "use exactly one of: item with op and value, scale with op and value, any, all, not, count_at_least, count_between",
        );
        None
    }

    fn count(
        &mut self,
        of: &[RawCondition],
        min: usize,
        max: usize,
        at: &str,
        depth: usize,
    ) -> Option<Condition> {
        if of.is_empty() || max < min || of.len() < max {
            self.defects.add(
                at,
                format!("{min} to {max} of {} conditions", of.len()),
                "it would always or never hold",
                "list at least one condition, and counts that are possible",
            );
        }
        let mut conditions = Vec::with_capacity(of.len());
        for (i, raw) in of.iter().enumerate() {
            conditions.extend(self.compile_at_depth(raw, &format!("{at}[{i}]"), depth + 1));
        }
        (conditions.len() == of.len()).then_some(Condition::Count {
            min,
            max,
            of: conditions,
        })
    }

    fn item_test(
        &mut self,
        item: &Slug,
        op: &str,
        value: Option<&RawValue>,
        at: &str,
    ) -> Option<Condition> {
        let Some(item_idx) = self.names.items.get(item).copied() else {
            self.defects.add(
                at,
                format!("the item '{item}' does not exist"),
                "the rule could never fire",
                "name an item of this instrument",
            );
            return None;
        };
        let is_conditional = self
            .raw
            .items
            .get(item_idx)
            .is_some_and(|it| it.show_if.is_some());
        if self
            .before
            .is_some_and(|own| own <= item_idx || is_conditional)
        {
            self.defects.add(
                at,
                format!("'{item}' comes later or is itself conditional"),
                "whether an item is due must be known when it is reached",
                "refer to earlier items that are always due",
            );
            return None;
        }
        let test = self.test(op, value, at, true)?;
        self.check_reachable(item_idx, &test, at);
        Some(Condition::Item { item_idx, test })
    }

    /// A comparison that no option value passes is a slip of the pen, and a silent one.
    fn check_reachable(&mut self, item_idx: usize, test: &Test, at: &str) {
        let options = self
            .raw
            .items
            .get(item_idx)
            .and_then(|item| self.raw.response_sets.get(&item.options));
        if let Some(options) = options
            && *test != Test::Missing
            && !options.iter().any(|value| test.passes(*value))
        {
            self.defects.add(
                at,
                "no option of the item passes the comparison",
                "the rule could never fire",
                format!("compare with one of the values {options:?}"),
            );
        }
    }

    fn scale_test(
        &mut self,
        scale: &Slug,
        op: &str,
        value: Option<&RawValue>,
        at: &str,
    ) -> Option<Condition> {
        let scale_idx = self.names.scales.get(scale).copied();
        if scale_idx.is_none() || self.before.is_some() {
            self.defects.add(
                at,
                format!("the scale '{scale}' does not exist, or is not known yet at this place"),
                "the condition could never hold",
                "name a scale of this instrument, in a rule and not in show_if",
            );
        }
        let test = self.test(op, value, at, false)?;
        Some(Condition::Scale {
            scale_idx: scale_idx?,
            test,
        })
    }

    fn test(
        &mut self,
        op: &str,
        value: Option<&RawValue>,
        at: &str,
        of_item: bool,
    ) -> Option<Test> {
        match (op, value) {
            (">=", Some(RawValue::One(bound))) => Some(Test::AtLeast(*bound)),
            ("<=", Some(RawValue::One(bound))) => Some(Test::AtMost(*bound)),
            ("==", Some(RawValue::One(value))) => Some(Test::In(vec![*value])),
            ("in", Some(RawValue::Many(values))) if !values.is_empty() => {
                Some(Test::In(values.clone()))
            }
            ("missing", None) if of_item => Some(Test::Missing),
            _ => {
                self.defects.add(
                    at,
                    format!("'{op}' does not go with this value"),
                    "the comparison has no meaning",
                    "use '>=', '<=' or '==' with a number, 'in' with a list, or 'missing' (items only) without value",
                );
                None
            }
        }
    }
}
