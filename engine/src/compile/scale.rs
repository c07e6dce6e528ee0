//! Scales and their bands.

use super::Names;
use crate::defect::Defects;
use crate::definition::{RawBand, RawDefinition, RawMethod, RawMissing, RawScale};
use crate::instrument::{Band, Item, Method, Part, Scale};
use crate::wire::{ScoreOrReason, Slug};

pub(super) fn compile_scales(
    raw: &RawDefinition,
    names: &Names<'_>,
    items: &[Item],
    defects: &mut Defects,
) -> Vec<Scale> {
    let mut scales: Vec<Scale> = Vec::with_capacity(raw.scales.len());
    for raw_scale in &raw.scales {
        let at = format!("scales.{}", raw_scale.id);
        let (method, n_items, possible) =
            compile_method(raw_scale, raw, names, items, &scales, &at, defects);
        if possible != (raw_scale.min, raw_scale.max) {
            defects.add(
                at.as_str(),
                format!(
                    "the range is written as {} to {}, but the items give {} to {}",
                    raw_scale.min, raw_scale.max, possible.0, possible.1
                ),
                "a wrong key or a wrong range shows here first",
                "correct the items, the reverse keys or the range",
            );
        }
        if raw_scale.min < ScoreOrReason::MIN || ScoreOrReason::MAX < raw_scale.max {
            defects.add(
                at.as_str(),
                format!(
                    "the range {} to {} leaves {} to {}",
                    raw_scale.min,
                    raw_scale.max,
                    ScoreOrReason::MIN,
                    ScoreOrReason::MAX
                ),
                "a record cannot carry such a score, so the result would be lost",
                "use the instrument's own small values",
            );
        }
        scales.push(Scale {
            id: raw_scale.id.clone(),
            method,
            min: raw_scale.min,
            max: raw_scale.max,
            direction: raw_scale.direction,
            bands: compile_bands(raw_scale, &at, defects),
            n_items,
        });
    }
    scales
}

fn compile_method(
    raw_scale: &RawScale,
    raw: &RawDefinition,
    names: &Names<'_>,
    items: &[Item],
    earlier: &[Scale],
    at: &str,
    defects: &mut Defects,
) -> (Method, usize, (i32, i32)) {
    match &raw_scale.score {
        RawMethod::Sum {
            items: ids,
            reverse,
            missing,
        } => {
            let max_missing = compile_missing(missing, ids.len(), at, defects);
            let parts = compile_parts(ids, reverse, raw, names, items, at, defects);
            let possible = possible_sum(&parts, items);
            let n_items = parts.len();
            (Method::Sum { parts, max_missing }, n_items, possible)
        }
        RawMethod::Transform { of, multiply } => {
            let of_idx = earlier.iter().position(|it| it.id == *of);
            if of_idx.is_none() || *multiply == 0 {
                defects.add(
                    format!("{at}.score.transform"),
                    format!("'{of}' times {multiply}"),
                    "a transformed scale rests on a scale that stands before it",
                    "name such a scale, and a factor that is not 0",
                );
            }
            let (n_items, low, high) = of_idx
                .and_then(|idx| earlier.get(idx))
                .map_or((0, 0, 0), |it| (it.n_items, it.min, it.max));
            let ends = (
                low.saturating_mul(*multiply),
                high.saturating_mul(*multiply),
            );
            (
                Method::Transform {
                    of: of_idx.unwrap_or(0),
                    multiply: *multiply,
                },
                n_items,
                (ends.0.min(ends.1), ends.0.max(ends.1)),
            )
        }
    }
}

fn compile_missing(missing: &RawMissing, n: usize, at: &str, defects: &mut Defects) -> usize {
    let (max_missing, source) = match missing {
        RawMissing::Complete { source } => (0, source),
        RawMissing::Prorate {
            max_missing,
            source,
        } => (usize::from(*max_missing), source),
    };
    let is_prorate = matches!(missing, RawMissing::Prorate { .. });
    if is_prorate && (max_missing == 0 || n <= max_missing) {
        defects.add(
            format!("{at}.score.sum.missing.max_missing"),
            format!("{max_missing} of {n} items may be missing"),
            "something must be answered for a score, and prorating 0 answers is 'complete'",
            "write a number from 1 to one less than the items, or policy 'complete'",
        );
    }
    if source.trim().is_empty() {
        defects.add(
            format!("{at}.score.sum.missing.source"),
            "the source is empty",
            "a missing-data rule changes bands and must be traceable",
            "name the paper or document, or write PROJECT",
        );
    }
    max_missing
}

fn compile_parts(
    ids: &[Slug],
    reverse: &[Slug],
    raw: &RawDefinition,
    names: &Names<'_>,
    items: &[Item],
    at: &str,
    defects: &mut Defects,
) -> Vec<Part> {
    if ids.is_empty() {
        defects.add(
            format!("{at}.score.sum.items"),
            "the scale has no items",
            "it could never have a score",
            "list its items",
        );
    }
    for id in reverse.iter().filter(|id| !ids.contains(id)) {
        defects.add(
            format!("{at}.score.sum.reverse"),
            format!("'{id}' is reverse-keyed but not an item of the scale"),
            "the key would be silently wrong",
            "list it among the items, or drop it",
        );
    }
    let mut parts: Vec<Part> = Vec::with_capacity(ids.len());
    for id in ids {
        let place = format!("{at}.score.sum.items.{id}");
        let Some(item_idx) = names.items.get(id).copied() else {
            defects.add(
                place,
                "the item does not exist",
                "the scale would be short of it",
                "name an item of this instrument",
            );
            continue;
        };
        let is_fit = raw
            .items
            .get(item_idx)
            .is_some_and(|it| it.scored && it.show_if.is_none());
        if !is_fit || parts.iter().any(|part| part.item_idx == item_idx) {
            defects.add(
                place,
                "the item is listed twice, not scored, or conditional",
                "a sum counts each of its items once and always",
                "list it once, and make it scored and unconditional",
            );
            continue;
        }
        let options = items.get(item_idx).map_or(&[][..], |it| &it.options);
        let ends = options.iter().min().zip(options.iter().max());
        parts.push(Part {
            item_idx,
            reversed_from: ends
                .filter(|_| reverse.contains(id))
                .map(|(low, high)| low + high),
        });
    }
    parts
}

fn possible_sum(parts: &[Part], items: &[Item]) -> (i32, i32) {
    parts.iter().fold((0, 0), |(low, high), part| {
        let options = items.get(part.item_idx).map_or(&[][..], |it| &it.options);
        let keyed = || options.iter().map(|value| part.keyed(*value));
        (
            low + keyed().min().unwrap_or(0),
            high + keyed().max().unwrap_or(0),
        )
    })
}

fn compile_bands(raw_scale: &RawScale, at: &str, defects: &mut Defects) -> Vec<Band> {
    let mut expected = raw_scale.min;
    for (i, band) in raw_scale.bands.iter().enumerate() {
        let place = format!("{at}.bands[{i}]");
        check_band(raw_scale, i, band, &place, defects);
        if band.min != expected || band.max < band.min {
            defects.add(
                format!("{place}.min"),
                format!("the band '{}' covers {} to {}, expected from {expected}", band.id, band.min, band.max),
                "a score in a gap has no band, one in an overlap has two",
                "let each band begin one above the band before it, ascending, the first at the scale's minimum",
            );
        }
        expected = band.max.saturating_add(1);
    }
    if !raw_scale.bands.is_empty() && expected != raw_scale.max.saturating_add(1) {
        defects.add(
            format!("{at}.bands"),
            format!(
                "the last band ends at {}, the scale at {}",
                expected - 1,
                raw_scale.max
            ),
            "the gravest scores would have no band",
            "let the last band end at the scale's maximum",
        );
    }
    raw_scale
        .bands
        .iter()
        .map(|band| Band {
            id: band.id.clone(),
            min: band.min,
            max: band.max,
            level: band.level,
            source: band.source.as_str().into(),
        })
        .collect()
}

fn check_band(raw_scale: &RawScale, i: usize, band: &RawBand, place: &str, defects: &mut Defects) {
    if raw_scale.bands.iter().take(i).any(|it| it.id == band.id) {
        defects.add(
            format!("{place}.id"),
            format!("'{}' is used twice", band.id),
            "a result would not say which band it means",
            "give each band its own id",
        );
    }
    if 3 < band.level {
        defects.add(
            format!("{place}.level"),
            format!("level {}", band.level),
            "levels run from 0 to 3",
            "write a level from 0 to 3",
        );
    }
    if band.source.trim().is_empty() {
        defects.add(
            format!("{place}.source"),
            "the source is empty",
            "a cut-off without source is a guess",
            "name the paper or document",
        );
    }
}
