//! The result of one sitting.

use super::{
    ChildCode, ConsentBasis, Day, Ended, Hash, Informant, Language, Mode, NoScoreReason, Quality,
    RecordId, Schema1, Sex, Slug, Stage, Tier, Version, WordingHash, nullable,
};
use serde::{Deserialize, Serialize};

/// Marks a [`ResultRecord`] in its byte form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ResultKind {
    /// The only value.
    #[default]
    #[serde(rename = "result")]
    Result,
}

/// Scores, bands and flags of one sitting; all that is ever said about the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultRecord {
    /// Always 1.
    pub schema: Schema1,
    /// Always `result`.
    pub kind: ResultKind,
    /// Idempotency key.
    pub id: RecordId,
    /// Whose sitting it was.
    pub child: ChildCode,
    /// The campaign it belongs to.
    #[serde(deserialize_with = "nullable")]
    pub campaign: Option<Slug>,
    /// How it was held.
    pub mode: Mode,
    /// The battery that was given.
    pub battery: Named,
    /// The policy that derived `tier`.
    pub policy: Named,
    /// The engine that scored.
    pub engine: Version,
    /// Civil day in the organisation's time zone.
    pub taken_on: Day,
    /// Whole minutes from the first item to the end, 0 to 1440.
    pub minutes: Minutes,
    /// Age in whole years, 0 to 30.
    pub age_years: AgeYears,
    /// Age in whole months; only under seven years.
    #[serde(deserialize_with = "nullable")]
    pub age_months: Option<AgeMonths>,
    /// Stage of schooling.
    pub stage: Stage,
    /// Sex.
    pub sex: Sex,
    /// On what ground.
    pub consent: Consent,
    /// How it ended.
    pub ended: Ended,
    /// Whether any wording shown was not yet approved (试用).
    pub trial: bool,
    /// One entry an instrument, in the order of the battery.
    pub instruments: Vec<InstrumentResult>,
    /// Derived from this sitting's bands and flags alone; null, never green, when a due scale has no
    /// score and nothing raises it.
    #[serde(deserialize_with = "nullable")]
    pub tier: Option<Tier>,
}

/// An id with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The id.
    pub id: Slug,
    /// The version.
    pub version: Version,
}

/// The consent a sitting rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The ground.
    pub basis: ConsentBasis,
    /// Version of the notice that was given.
    pub notice: Version,
}

/// What one instrument gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentResult {
    /// Which instrument.
    pub id: Slug,
    /// Version of its definition.
    pub version: Version,
    /// Hash of its definition.
    pub definition: Hash,
    /// Hash of the wording shown last, or `paper`.
    pub wording: WordingHash,
    /// Language it was answered in.
    pub language: Language,
    /// Who answered.
    pub informant: Informant,
    /// Every scale of the definition, in its order.
    pub scales: Vec<ScaleResult>,
    /// The decision of a rule-only instrument such as ASQ.
    #[serde(deserialize_with = "nullable")]
    pub result: Option<Slug>,
    /// Rules that fired, of severity review, elevated, high or critical, sorted.
    pub flags: Vec<Slug>,
    /// Scored items that were shown and passed over.
    pub missing: ItemCount,
    /// Notes on response quality, sorted.
    pub quality: Vec<Quality>,
}

/// A score, or the reason why there is none: never both, never neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreOrReason {
    /// The score, −10 000 to 10 000.
    Score(i32),
    /// Why there is none.
    None(NoScoreReason),
}

impl ScoreOrReason {
    /// The lowest score that a record can carry.
    pub const MIN: i32 = -10_000;
    /// The highest.
    pub const MAX: i32 = 10_000;
}

/// What one scale gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "RawScaleResult", try_from = "RawScaleResult")]
pub struct ScaleResult {
    /// Which scale.
    pub id: Slug,
    /// Its score, or why it has none.
    pub score: ScoreOrReason,
    /// Whether missing answers were replaced by the sourced rule.
    pub prorated: bool,
    /// The band the score falls in.
    pub band: Option<Slug>,
    /// The norms `t` and `percentile` rest on.
    pub norm: Option<Slug>,
    /// T-score in tenths.
    pub t: Option<i16>,
    /// Percentile in tenths, 0 to 1000.
    pub percentile: Option<u16>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScaleResult {
    id: Slug,
    #[serde(deserialize_with = "nullable")]
    score: Option<i32>,
    #[serde(deserialize_with = "nullable")]
    reason: Option<NoScoreReason>,
    prorated: bool,
    #[serde(deserialize_with = "nullable")]
    band: Option<Slug>,
    #[serde(deserialize_with = "nullable")]
    norm: Option<Slug>,
    #[serde(deserialize_with = "nullable")]
    t: Option<i16>,
    #[serde(deserialize_with = "nullable")]
    percentile: Option<u16>,
}

impl From<ScaleResult> for RawScaleResult {
    fn from(it: ScaleResult) -> Self {
        let (score, reason) = match it.score {
            ScoreOrReason::Score(score) => (Some(score), None),
            ScoreOrReason::None(reason) => (None, Some(reason)),
        };
        Self {
            id: it.id,
            score,
            reason,
            prorated: it.prorated,
            band: it.band,
            norm: it.norm,
            t: it.t,
            percentile: it.percentile,
        }
    }
}

impl TryFrom<RawScaleResult> for ScaleResult {
    type Error = &'static str;

    fn try_from(it: RawScaleResult) -> Result<Self, Self::Error> {
        let score = match (it.score, it.reason) {
            (Some(score @ ScoreOrReason::MIN..=ScoreOrReason::MAX), None) => {
                ScoreOrReason::Score(score)
            }
            (Some(_), None) => return Err("score out of range (-10000 to 10000)"),
            (None, Some(reason)) => ScoreOrReason::None(reason),
            (None, None) => return Err("score and reason are both null (one must be given)"),
            (Some(_), Some(_)) => return Err("score and reason are both given (one must be null)"),
        };
        if it.percentile.is_some_and(|p| p > 1000) {
            return Err("percentile out of range (tenths, 0 to 1000)");
        }
        Ok(Self {
            id: it.id,
            score,
            prorated: it.prorated,
            band: it.band,
            norm: it.norm,
            t: it.t,
            percentile: it.percentile,
        })
    }
}

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident($int:ty, $max:literal, $what:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "u64")]
        pub struct $name($int);

        impl $name {
            /// The largest value.
            pub const MAX: Self = Self($max);

            /// Accepts 0 to [`Self::MAX`].
            pub fn new(value: $int) -> Option<Self> {
                (value <= $max).then_some(Self(value))
            }

            /// The value, or the largest one where it is more.
            pub fn saturating(value: u64) -> Self {
                <$int>::try_from(value).ok().and_then(Self::new).unwrap_or(Self::MAX)
            }

            /// The number.
            pub fn get(self) -> $int {
                self.0
            }
        }

        impl TryFrom<u64> for $name {
            type Error = &'static str;

            fn try_from(value: u64) -> Result<Self, Self::Error> {
                <$int>::try_from(value)
                    .ok()
                    .and_then(Self::new)
                    .ok_or(concat!($what, " out of range (0 to ", stringify!($max), ")"))
            }
        }
    )+};
}

bounded! {
    /// Whole minutes.
    Minutes(u16, 1440, "minutes");
    /// Age in whole years.
    AgeYears(u8, 30, "age in years");
    /// Age in whole months, under seven years.
    AgeMonths(u8, 83, "age in months");
    /// A number of items.
    ItemCount(u16, 500, "number of items");
}
