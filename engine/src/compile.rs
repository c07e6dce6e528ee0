//! From a definition as written to a checked [`Instrument`], or the list of all its defects.

mod condition;
mod scale;

use crate::defect::{Defect, Defects};
use crate::definition::{RawDefinition, RawItem};
use crate::instrument::{Instrument, Item, Rule};
use crate::wire::Slug;
use std::collections::BTreeMap;

/// The only format there is so far.
pub const FORMAT: &str = "xinhu-instrument/1";

const MAX_ITEMS: usize = 500;

/// Ids to indices, for everything that refers to an item or a scale.
pub(crate) struct Names<'a> {
    pub(crate) items: BTreeMap<&'a Slug, usize>,
    pub(crate) scales: BTreeMap<&'a Slug, usize>,
}

/// Checks a definition.
///
/// All defects are listed, each with the place, what is wrong, why it matters and how to mend it, so that
/// a definition's author sees them at once.
pub fn compile(raw: &RawDefinition) -> Result<Instrument, Vec<Defect>> {
    let mut defects = Defects::default();
    check_head(raw, &mut defects);
    let names = Names {
        items: index(raw.items.iter().map(|it| &it.id), "items", &mut defects),
        scales: index(raw.scales.iter().map(|it| &it.id), "scales", &mut defects),
    };
    let items = compile_items(raw, &names, &mut defects);
    let scales = scale::compile_scales(raw, &names, &items, &mut defects);
    let rules = compile_rules(raw, &names, &mut defects);
    if !defects.0.is_empty() {
        return Err(defects.0);
    }
    Ok(Instrument {
        id: raw.id.clone(),
        version: raw.version.clone(),
        age_min: raw.age.min,
        age_max: raw.age.max,
        informant: raw.informant,
        minutes: raw.minutes,
        first_gate: raw.first_gate,
        gate: raw.licence.gate,
        items,
        scales,
        rules,
    })
}

fn check_head(raw: &RawDefinition, defects: &mut Defects) {
    if raw.format != FORMAT {
        defects.add(
            "format",
            format!("the format is '{}'", raw.format),
            "another format would be read wrongly",
            format!("write '{FORMAT}', or use a program that knows that format"),
        );
    }
    if raw.age.max < raw.age.min {
        defects.add(
            "age",
            format!(
                "the youngest age {} is above the oldest {}",
                raw.age.min, raw.age.max
            ),
            "no child could ever answer it",
            "swap them or correct the one that is wrong",
        );
    }
    if raw.items.is_empty() || MAX_ITEMS < raw.items.len() {
        defects.add(
            "items",
            format!("there are {} items", raw.items.len()),
            "an instrument has 1 to 500 items",
            "add the items, or split the instrument",
        );
    }
    if raw.licence.attribution.trim().is_empty() {
        defects.add(
            "licence.attribution",
            "the attribution is empty",
            "owners ask to be named wherever the instrument is shown",
            "write the owner's credit line",
        );
    }
}

fn index<'a>(
    ids: impl Iterator<Item = &'a Slug>,
    place: &str,
    defects: &mut Defects,
) -> BTreeMap<&'a Slug, usize> {
    let mut map = BTreeMap::new();
    for (idx, id) in ids.enumerate() {
        if map.insert(id, idx).is_some() {
            defects.add(
                format!("{place}[{idx}].id"),
                format!("'{id}' is used twice"),
                "a reference to it would be ambiguous",
                "give each its own id",
            );
        }
    }
    map
}

fn compile_items(raw: &RawDefinition, names: &Names<'_>, defects: &mut Defects) -> Vec<Item> {
    for (name, values) in &raw.response_sets {
        let mut sorted = values.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if values.len() < 2 || sorted.len() != values.len() {
            defects.add(
                format!("response_sets.{name}"),
                "fewer than two values, or one twice",
                "an answer could not be told from another",
                "list each option's value once",
            );
        }
        if values
            .iter()
            .any(|value| !(-1_000..=1_000_000).contains(value))
        {
            defects.add(
                format!("response_sets.{name}"),
                "a value lies outside −1000 to 1000000",
                "sums must stay exact",
                "use the instrument's own small values",
            );
        }
    }
    raw.items
        .iter()
        .enumerate()
        .map(|(item_idx, item)| compile_item(raw, names, item_idx, item, defects))
        .collect()
}

fn compile_item(
    raw: &RawDefinition,
    names: &Names<'_>,
    item_idx: usize,
    item: &RawItem,
    defects: &mut Defects,
) -> Item {
    let at = format!("items.{}", item.id);
    let options = raw
        .response_sets
        .get(&item.options)
        .cloned()
        .unwrap_or_else(|| {
            defects.add(
                format!("{at}.options"),
                format!("the response set '{}' does not exist", item.options),
                "the item would have nothing to choose from",
                format!(
                    "name one of: {}",
                    raw.response_sets
                        .keys()
                        .cloned()
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            );
            Vec::new()
        });
    let show_if = item.show_if.as_ref().and_then(|raw_condition| {
        let place = format!("{at}.show_if");
        let mut scope = condition::Scope::for_show_if(raw, names, item_idx, defects);
        scope.compile(raw_condition, &place)
    });
    if item.left_out.is_some() && item.scored {
        defects.add(
            format!("{at}.left_out"),
            "a scored item is left out",
            "its scales could never be complete",
            "set \"scored\": false, or present the item",
        );
    }
    Item {
        id: item.id.clone(),
        response_set: item.options.as_str().into(),
        options,
        scored: item.scored,
        show_if,
        is_left_out: item.left_out.is_some(),
    }
}

fn compile_rules(raw: &RawDefinition, names: &Names<'_>, defects: &mut Defects) -> Vec<Rule> {
    index(raw.rules.iter().map(|it| &it.id), "rules", defects);
    let mut rules = Vec::with_capacity(raw.rules.len());
    for rule in &raw.rules {
        let at = format!("rules.{}", rule.id);
        if rule.source.trim().is_empty() {
            defects.add(
                format!("{at}.source"),
                "the source is empty",
                "a rule about a child must be traceable",
                "name the paper or document, or write PROJECT",
            );
        }
        let mut scope = condition::Scope::for_rule(raw, names, defects);
        if let Some(when) = scope.compile(&rule.when, &format!("{at}.when")) {
            rules.push(Rule {
                id: rule.id.clone(),
                when,
                requires_complete: rule.requires_complete,
                severity: rule.severity,
                source: rule.source.as_str().into(),
            });
        }
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}
