//! Identifiers in narrow alphabets: none has room for a sentence.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Why a text is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    /// What was expected, in words.
    pub expected: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.expected)
    }
}

impl std::error::Error for InvalidId {}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $is_valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Accepts `text` if it has the form this id requires.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let is_valid: fn(&str) -> bool = $is_valid;
                if is_valid(text) { Ok(Self(text.into())) } else { Err(InvalidId { expected: $expected }) }
            }

            /// The text form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text).map_err(D::Error::custom)
            }
        }
    };
}

text_id!(
    /// A name from a definition or a configuration: `phq9`, `total`, `suicide_item`, `2026-autumn`.
    Slug,
    "an id (1 to 48 of a-z, 0-9, '_' and '-', beginning with a letter or digit)",
    |text| {
        (1..=48).contains(&text.len())
            && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
    }
);

text_id!(
    /// A version such as `1.0.0`.
    Version,
    "a version (three numbers with dots, such as 1.0.0)",
    |text| {
        text.len() <= 17
            && text.split('.').count() == 3
            && text.split('.').all(|part| {
                (1..=5).contains(&part.len())
                    && part.bytes().all(|b| b.is_ascii_digit())
                    && (part == "0" || !part.starts_with('0'))
            })
    }
);

text_id!(
    /// A SHA-256 in the form `sha256:` and 64 lower-case hexadecimal digits.
    Hash,
    "a hash ('sha256:' and 64 lower-case hexadecimal digits)",
    is_hash
);

text_id!(
    /// What wording a child saw: the hash of the shown text, or `paper` where only an outcome was recorded.
    WordingHash,
    "a hash ('sha256:' and 64 lower-case hexadecimal digits) or 'paper'",
    |text| text == "paper" || is_hash(text)
);

text_id!(
    /// A child's code: eight digits and two ISO 7064 MOD 97-10 check digits.
    ChildCode,
    "a child code (ten digits whose last two are the check digits)",
    |text| text.len() == 10 && crate::check_digit::is_valid(text)
);

text_id!(
    /// A day of the civil calendar, `YYYY-MM-DD`, in the organisation's time zone.
    Day,
    "a day (YYYY-MM-DD, between 2020-01-01 and 2199-12-31)",
    is_day
);

fn is_hash(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let number = |part: &str, n: usize| {
        (part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let n_days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    (2020..=2199).contains(&year) && (1..=n_days).contains(&day)
}

impl ChildCode {
    /// Makes the code for a payload of eight digits.
    pub fn from_payload(payload: u32) -> Option<Self> {
        if payload > 99_999_999 {
            return None;
        }
        let payload = format!("{payload:08}");
        let [a, b] = crate::check_digit::compute(&payload)?;
        Self::parse(&format!("{payload}{a}{b}")).ok()
    }
}

/// A record's id and idempotency key: a UUID of version 4, which says nothing about when it was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// Makes an id from 16 random bytes; the version and variant bits are set here.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    /// Reads the canonical lower-case form of a version 4 UUID.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        const INVALID: InvalidId = InvalidId {
            expected: "a version 4 UUID in lower case",
        };
        let dashes_fit = text.len() == 36
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| (b == b'-') == matches!(i, 8 | 13 | 18 | 23));
        if !dashes_fit {
            return Err(INVALID);
        }
        let mut bytes = [0; 16];
        let mut nibbles = text.bytes().filter(|b| *b != b'-').map(|b| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        });
        for byte in &mut bytes {
            let (Some(Some(high)), Some(Some(low))) = (nibbles.next(), nibbles.next()) else {
                return Err(INVALID);
            };
            *byte = high << 4 | low;
        }
        if bytes[6] >> 4 == 4 && bytes[8] >> 6 == 0b10 {
            Ok(Self(bytes))
        } else {
            Err(INVALID)
        }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}
