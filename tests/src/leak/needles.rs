//! What is searched for, in every disguise that a program might give it, and what counts as found.

use std::collections::BTreeMap;
use std::fmt;

use aho_corasick::AhoCorasick;
use anyhow::{Context, Result};

use super::places::Haystack;

/// A trace of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub place: String,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.what, self.place)
    }
}

/// The option values and item ids of the canary instrument.
///
/// They come in groups of equals: the options of one item, or the ids of all items. The definition on
/// the tablet holds every member of a group equally often, so what is there more often than a member
/// that was never chosen or shown comes from an answer.
pub struct Needles {
    searcher: AhoCorasick,
    /// For each pattern of the searcher.
    patterns: Vec<Pattern>,
}

#[derive(Clone)]
struct Pattern {
    group: String,
    text: String,
    form: Form,
    chosen: bool,
}

/// One text to look for.
pub struct Needle {
    pub group: String,
    pub text: String,
    /// Whether the child's answers contain it.
    pub chosen: bool,
}

impl Needles {
    pub fn new(needles: &[Needle]) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut bytes = Vec::new();
        for needle in needles {
            for (form, disguised) in disguises(&needle.text) {
                patterns.push(Pattern {
                    group: needle.group.clone(),
                    text: needle.text.clone(),
                    form,
                    chosen: needle.chosen,
                });
                bytes.push(disguised);
            }
        }
        let searcher = AhoCorasick::new(bytes).context("cannot build the searcher")?;
        Ok(Self { searcher, patterns })
    }

    /// Everything found in places where not even the definition has any business.
    pub fn anywhere(&self, haystacks: &[Haystack]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for haystack in haystacks {
            for pattern in self.hits(haystack) {
                let finding = Finding {
                    place: haystack.place.clone(),
                    what: format!("{} ({})", pattern.text, pattern.form),
                };
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        findings
    }

    /// What is there more often than its equals that no answer contains.
    pub fn beyond_definition(&self, haystacks: &[Haystack]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for haystack in haystacks {
            let counts = self.counts(haystack);
            for ((group, form), texts) in &counts {
                let innocent = texts
                    .iter()
                    .filter(|(_, tally)| !tally.chosen)
                    .map(|(_, tally)| tally.count)
                    .max()
                    .unwrap_or(0);
                for (text, tally) in texts {
                    if tally.chosen && innocent < tally.count {
                        findings.push(Finding {
                            place: haystack.place.clone(),
                            what: format!(
                                "{text} ({form}) {} times, others of {group} {innocent} times",
                                tally.count
                            ),
                        });
                    }
                }
            }
        }
        findings
    }

    /// How often texts that no answer contains are there: the proof that the search can see the place.
    pub fn sightings_of_definition(&self, haystacks: &[Haystack]) -> usize {
        haystacks
            .iter()
            .flat_map(|haystack| self.hits(haystack))
            .filter(|pattern| !pattern.chosen)
            .count()
    }

    fn hits<'a>(&'a self, haystack: &'a Haystack) -> impl Iterator<Item = &'a Pattern> {
        self.searcher
            .find_overlapping_iter(&haystack.bytes)
            .filter_map(|hit| {
                let pattern = self.patterns.get(hit.pattern().as_usize())?;
                pattern
                    .form
                    .counts_at(haystack, hit.start(), hit.end())
                    .then_some(pattern)
            })
    }

    fn counts<'a>(
        &'a self,
        haystack: &'a Haystack,
    ) -> BTreeMap<(&'a str, Form), BTreeMap<&'a str, Tally>> {
        let mut counts: BTreeMap<_, BTreeMap<_, Tally>> = BTreeMap::new();
        for pattern in &self.patterns {
            counts
                .entry((pattern.group.as_str(), pattern.form))
                .or_default()
                .entry(pattern.text.as_str())
                .or_default()
                .chosen = pattern.chosen;
        }
        for pattern in self.hits(haystack) {
            counts
                .entry((pattern.group.as_str(), pattern.form))
                .or_default()
                .entry(pattern.text.as_str())
                .or_default()
                .count += 1;
        }
        counts
    }
}

#[derive(Default)]
struct Tally {
    count: usize,
    chosen: bool,
}

/// How a text is disguised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Text,
    Utf16,
    Hexadecimal,
    Base64,
    /// As a structured clone writes it.
    Integer,
    Float,
}

impl Form {
    /// A number within a longer one is another number, and three bytes mean something only where a page
    /// has stored them.
    fn counts_at(self, haystack: &Haystack, start: usize, end: usize) -> bool {
        let digit = |at: Option<usize>| {
            at.and_then(|at| haystack.bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        match self {
            Self::Text => !digit(start.checked_sub(1)) && !digit(Some(end)),
            Self::Utf16 => !digit(start.checked_sub(2)) && !digit(Some(end)),
            Self::Integer => haystack.structured,
            Self::Hexadecimal | Self::Base64 | Self::Float => true,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "as text",
            Self::Utf16 => "as UTF-16",
            Self::Hexadecimal => "in hexadecimal",
            Self::Base64 => "in base64",
            Self::Integer => "as a JavaScript integer",
            Self::Float => "as a JavaScript number",
        })
    }
}

/// The bytes by which a text may lie somewhere.
fn disguises(text: &str) -> Vec<(Form, Vec<u8>)> {
    let mut forms = vec![
        (Form::Text, text.as_bytes().to_vec()),
        (
            Form::Utf16,
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            Form::Hexadecimal,
            text.bytes()
                .flat_map(|byte| format!("{byte:02x}").into_bytes())
                .collect(),
        ),
    ];
    forms.extend(base64_forms(text.as_bytes()).map(|form| (Form::Base64, form)));
    if let Ok(number) = text.parse::<i32>() {
        forms.push((Form::Integer, v8_integer(number)));
        forms.push((Form::Float, f64::from(number).to_le_bytes().to_vec()));
    }
    forms
}

/// A text inside a longer one that was encoded: three alignments, without the characters at either end
/// that depend on the neighbours.
fn base64_forms(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..3usize).map(move |before| {
        let mut padded = vec![0; before];
        padded.extend_from_slice(bytes);
        let encoded = base64(&padded);
        let first = (before * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        encoded.get(first..last).unwrap_or_default().to_vec()
    })
}

/// Base64 without padding; an incomplete last character is left for the caller to cut off.
fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = Vec::new();
    for chunk in bytes.chunks(3) {
        let mut word = [0u8; 4];
        word[1..=chunk.len()].copy_from_slice(chunk);
        let word = u32::from_be_bytes(word);
        for sextet in 0..=chunk.len() {
            let shift = 18 - 6 * sextet;
            encoded.push(ALPHABET[(word >> shift) as usize & 63]);
        }
    }
    encoded
}

/// How a structured clone writes a small integer: a tag, then seven bits a byte of its zigzag form.
fn v8_integer(number: i32) -> Vec<u8> {
    let mut rest = ((number << 1) ^ (number >> 31)).cast_unsigned();
    let mut bytes = vec![b'I'];
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            bytes.push(low & 0x7f);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles() -> Needles {
        let needle = |text: &str, chosen| Needle {
            group: "item".to_owned(),
            text: text.to_owned(),
            chosen,
        };
        Needles::new(&[needle("183726455", true), needle("294857361", false)]).unwrap()
    }

    fn haystack(bytes: impl Into<Vec<u8>>) -> Vec<Haystack> {
        vec![Haystack {
            place: "here".to_owned(),
            bytes: bytes.into(),
            structured: true,
        }]
    }

    #[test]
    fn every_disguise_is_seen_through() {
        let needles = needles();
        let utf16: Vec<u8> = "x183726455"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let places: [Vec<u8>; 8] = [
            b"answer=183726455;".to_vec(),
            utf16,
            b"313833373236343535".to_vec(),
            // "value 183726455 is hidden", with one and two characters more in front
            b"dmFsdWUgMTgzNzI2NDU1IGlzIGhpZGRlbg==".to_vec(),
            b"LXZhbHVlIDE4MzcyNjQ1NSBpcyBoaWRkZW4=".to_vec(),
            b"LS12YWx1ZSAxODM3MjY0NTUgaXMgaGlkZGVu".to_vec(),
            183_726_455f64.to_le_bytes().to_vec(),
            v8_integer(183_726_455),
        ];
        for place in places {
            let found = needles.anywhere(&haystack(place.clone()));
            assert_eq!(found.len(), 1, "{}", String::from_utf8_lossy(&place));
        }
    }

    #[test]
    fn a_definition_is_no_finding_and_one_copy_more_is() {
        let definition = "[183726455, 294857361]";
        let needles = needles();
        assert_eq!(needles.beyond_definition(&haystack(definition)), []);
        assert_eq!(needles.sightings_of_definition(&haystack(definition)), 1);
        let leaked = format!("{definition} 183726455");
        assert_eq!(needles.beyond_definition(&haystack(leaked)).len(), 1);
    }

    #[test]
    fn a_longer_number_is_another_number() {
        let needles = needles();
        assert_eq!(needles.anywhere(&haystack("t=1837264550")), []);
        assert_eq!(needles.anywhere(&haystack("t=9183726455")), []);
    }

    #[test]
    fn integers_are_written_as_v8_does() {
        assert_eq!(v8_integer(0), [b'I', 0]);
        assert_eq!(v8_integer(64), [b'I', 0x80, 0x01]);
        assert_eq!(v8_integer(-1), [b'I', 1]);
    }
}
