//! The strict reading of a line: unknown and duplicate keys and values of another type are errors.

use super::LineError;
use crate::context::Context;
use crate::wire::{Informant, Sex, Stage};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    pub(super) instrument: Cow<'a, str>,
    #[serde(default)]
    pub(super) context: Option<LineContext>,
    #[serde(borrow)]
    pub(super) answers: Answers<'a>,
}

impl<'a> Line<'a> {
    pub(super) fn parse(line: &'a [u8]) -> Result<Self, LineError> {
        serde_json::from_slice(line).map_err(|error| {
            let text = error.to_string();
            let code = match error.classify() {
                serde_json::error::Category::Data if text.contains("duplicate") => "duplicate_key",
                serde_json::error::Category::Data if text.contains("unknown field") => {
                    "unknown_field"
                }
                serde_json::error::Category::Data if text.contains("missing field") => {
                    "missing_field"
                }
                serde_json::error::Category::Data => "wrong_type",
                _ => "not_json",
            };
            // serde counts lines within this text; the caller names the line of the input.
            LineError::new(code, text.replacen(" at line 1 column", " at column", 1))
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineContext {
    #[serde(default)]
    age_years: Option<i64>,
    #[serde(default)]
    age_months: Option<i64>,
    #[serde(default)]
    sex: Option<String>,
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    informant: Option<String>,
}

impl LineContext {
    /// An impossible value is an error; one outside an instrument's range is not.
    pub(super) fn check(self) -> Result<Context, LineError> {
        const MAX_YEARS: i64 = 120;
        let impossible = |message: String| LineError::new("impossible_context", message);
        let age_years = match self.age_years {
            None => None,
            Some(years @ 0..=MAX_YEARS) => u8::try_from(years).ok(),
            Some(years) => {
                return Err(impossible(format!(
                    "age_years {years} is impossible (0 to {MAX_YEARS})"
                )));
            }
        };
        let age_months = match self.age_months {
            None => None,
            Some(months) if (0..(MAX_YEARS + 1) * 12).contains(&months) => {
                u16::try_from(months).ok()
            }
            Some(months) => {
                return Err(impossible(format!(
                    "age_months {months} is impossible (0 to {})",
                    (MAX_YEARS + 1) * 12 - 1
                )));
            }
        };
        if let (Some(years), Some(months)) = (age_years, age_months)
            && u16::from(years) != months / 12
        {
            return Err(impossible(format!(
                "age_years {years} and age_months {months} contradict each other ({months} months are {} years)",
                months / 12
            )));
        }
        Ok(Context {
            age_years,
            age_months,
            sex: code(
                "sex",
                self.sex,
                Sex::parse,
                Sex::ALL.iter().map(|it| it.as_str()),
            )?,
            stage: code(
                "stage",
                self.stage,
                Stage::parse,
                Stage::ALL.iter().map(|it| it.as_str()),
            )?,
            informant: code(
                "informant",
                self.informant,
                Informant::parse,
                Informant::ALL.iter().map(|it| it.as_str()),
            )?,
        })
    }
}

fn code<T>(
    key: &str,
    text: Option<String>,
    parse: impl Fn(&str) -> Option<T>,
    all: impl Iterator<Item = &'static str>,
) -> Result<Option<T>, LineError> {
    let Some(text) = text else {
        return Ok(None);
    };
    match parse(&text) {
        Some(value) => Ok(Some(value)),
        None => Err(LineError::new(
            "impossible_context",
            format!(
                "{key} '{text}' is not known (one of {})",
                all.collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}

/// Item ids with an integer or null, in the order of the line.
pub(super) struct Answers<'a>(pub(super) Vec<(Cow<'a, str>, Option<i64>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Answers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Answers<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of item ids with option values or null")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(16);
                while let Some(BorrowedText(item)) = map.next_key()? {
                    let answer: Option<i64> = map.next_value().map_err(|error: A::Error| {
                        A::Error::custom(format_args!("answer to '{item}': {error}"))
                    })?;
                    pairs.push((item, answer));
                }
                Ok(Answers(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

/// A key that borrows from the line unless it holds an escape.
struct BorrowedText<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for BorrowedText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = BorrowedText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(BorrowedText(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(BorrowedText(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
