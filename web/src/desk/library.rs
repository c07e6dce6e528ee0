//! Names of instruments, scales, bands and flags, from the library that the server carries.

use crate::shared::text::Lang;
use engine::definition::{RawBand, RawScale, Severity};
use engine::policy::{Finding, Policy, PolicyRule};
use engine::wire::{InstrumentResult, Named, ResultRecord, ScaleResult, Slug, Tier};
use engine::wording::Wording;
use instruments::{Bundle, BundledInstrument};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `GET /library`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Library(Bundle);

/// A scale with its words.
#[derive(Debug, Clone, Copy)]
pub struct ScaleFacts<'a> {
    /// As defined.
    pub raw: &'a RawScale,
    wording: Option<&'a Wording>,
}

impl ScaleFacts<'_> {
    /// Its name.
    pub fn title(&self) -> String {
        let title = self.wording.and_then(|it| it.scales.get(&self.raw.id));
        title.cloned().unwrap_or_else(|| self.raw.id.to_string())
    }

    /// A band's word.
    pub fn band_word(&self, band: &Slug) -> String {
        let words = self.wording.and_then(|it| it.bands.get(&self.raw.id));
        words
            .and_then(|it| it.get(band))
            .cloned()
            .unwrap_or_else(|| band.to_string())
    }

    /// A band as defined.
    pub fn band(&self, id: &Slug) -> Option<&RawBand> {
        self.raw.bands.iter().find(|it| it.id == *id)
    }

    /// The papers its bands come from, each once.
    pub fn sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = Vec::new();
        for band in &self.raw.bands {
            if !sources.contains(&band.source.as_str()) {
                sources.push(&band.source);
            }
        }
        sources
    }
}

/// Why a policy gave its tier: one finding in parts that can be said in words.
#[derive(Debug, Clone, Copy)]
pub struct TierReason<'a> {
    /// The rule that fired.
    pub rule: &'a PolicyRule,
    /// The result it fired on.
    pub result: &'a InstrumentResult,
}

impl Library {
    fn entry(&self, result: &InstrumentResult) -> Option<&BundledInstrument> {
        let same_version = |it: &&BundledInstrument| {
            it.definition.id == result.id && it.definition.version == result.version
        };
        let mut versions = self.0.instruments.iter().filter(same_version);
        let first = versions.clone().next();
        versions
            .find(|it| it.definition_hash == result.definition)
            .or(first)
    }

    fn newest(&self, instrument: &Slug) -> Option<&BundledInstrument> {
        self.0
            .instruments
            .iter()
            .rfind(|it| it.definition.id == *instrument)
    }

    /// The instrument's full name.
    pub fn title(&self, instrument: &Slug, lang: Lang) -> String {
        let wording = self.newest(instrument).and_then(|it| wording_of(it, lang));
        wording.map_or_else(|| self.short_name(instrument), |it| it.title.clone())
    }

    /// The name staff say: `PHQ-9`.
    pub fn short_name(&self, instrument: &Slug) -> String {
        let mut titles = self
            .newest(instrument)
            .into_iter()
            .flat_map(|it| &it.wordings);
        titles
            .find_map(|it| abbreviation(&it.wording.title))
            .map_or_else(|| instrument.as_str().to_uppercase(), ToOwned::to_owned)
    }

    /// A scale of a result, if this library knows the edition.
    pub fn scale(
        &self,
        result: &InstrumentResult,
        scale: &ScaleResult,
        lang: Lang,
    ) -> Option<ScaleFacts<'_>> {
        let entry = self.entry(result)?;
        let raw = entry
            .definition
            .scales
            .iter()
            .find(|it| it.id == scale.id)?;
        Some(ScaleFacts {
            raw,
            wording: wording_of(entry, lang),
        })
    }

    /// How grave a flag is. Summaries do not say which of their instruments raised it.
    pub fn severity(&self, flag: &str) -> Option<Severity> {
        self.rules(flag).map(|(_, severity)| severity).max()
    }

    /// What a flag asks staff to do next.
    pub fn next_step(&self, flag: &str, lang: Lang) -> Option<&str> {
        self.rules(flag).find_map(|(entry, _)| {
            let flags = &wording_of(entry, lang)?.flags;
            flags
                .iter()
                .find(|(id, _)| id.as_str() == flag)
                .map(|(_, text)| text.as_str())
        })
    }

    fn rules(&self, flag: &str) -> impl Iterator<Item = (&BundledInstrument, Severity)> {
        self.0.instruments.iter().flat_map(move |entry| {
            let fitting = entry
                .definition
                .rules
                .iter()
                .filter(move |it| it.id.as_str() == flag);
            fitting.map(move |it| (entry, it.severity))
        })
    }

    /// A battery's name.
    pub fn battery(&self, id: &Slug, lang: Lang) -> String {
        let battery = self.0.batteries.iter().rfind(|it| it.id == *id);
        battery
            .and_then(|it| in_language(&it.title, lang))
            .unwrap_or_else(|| id.to_string())
    }

    fn policy(&self, named: &Named) -> Option<&Policy> {
        self.0
            .policies
            .iter()
            .find(|it| it.id == named.id && it.version == named.version)
    }

    /// A policy's name.
    pub fn policy_title(&self, named: &Named, lang: Lang) -> Option<String> {
        in_language(&self.policy(named)?.title, lang)
    }

    /// What staff do next at this tier.
    pub fn guidance(&self, record: &ResultRecord, tier: Tier, lang: Lang) -> Option<String> {
        in_language(self.policy(&record.policy)?.guidance.get(&tier)?, lang)
    }

    /// The findings that gave the record its tier.
    pub fn tier_reasons<'a>(&'a self, record: &'a ResultRecord) -> Vec<TierReason<'a>> {
        let Some(policy) = self.policy(&record.policy) else {
            return Vec::new();
        };
        let derived = policy.derive(&record.instruments);
        let of_rule = |rule: &'a PolicyRule| {
            let (Finding::Bands { instrument, .. } | Finding::Flag { instrument, .. }) = &rule.when;
            let result = record.instruments.iter().find(|it| it.id == *instrument)?;
            Some(TierReason { rule, result })
        };
        let fired = policy
            .rules
            .iter()
            .filter(|rule| derived.reasons.contains(&rule.id));
        fired.filter_map(of_rule).collect()
    }
}

fn wording_of(entry: &BundledInstrument, lang: Lang) -> Option<&Wording> {
    let wanted = entry
        .wordings
        .iter()
        .find(|it| it.wording.language.as_str() == lang.tag());
    wanted.or(entry.wordings.first()).map(|it| &it.wording)
}

fn in_language(texts: &BTreeMap<String, String>, lang: Lang) -> Option<String> {
    texts.get(lang.tag()).cloned()
}

/// The part of a title in brackets, Chinese or Latin ones: `…（PHQ-9）`.
fn abbreviation(title: &str) -> Option<&str> {
    let (_, rest) = title.split_once(['（', '('])?;
    let (inner, _) = rest.split_once(['）', ')'])?;
    (inner.is_ascii() && !inner.is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::abbreviation;

    #[test]
    fn abbreviations() {
        assert_eq!(abbreviation("患者健康问卷抑郁量表（PHQ-9）"), Some("PHQ-9"));
        assert_eq!(abbreviation("Kessler Scale (K10)"), Some("K10"));
        assert_eq!(abbreviation("Generalized Anxiety Disorder-7"), None);
        assert_eq!(abbreviation("问卷（修订版）"), None);
    }
}
