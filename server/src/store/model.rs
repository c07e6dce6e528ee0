//! What goes into the store and comes out of it.

use super::SecretHash;
use crate::alerting::Verdict;
use crate::clock::Millis;
use engine::wire::{
    ChildCode, Day, EventRecord, Record, RecordId, RecordKind, ResultRecord, ReviewRecord, Tier,
};
use std::fmt;

/// The district and the organisation this server is set up for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Id of the district.
    pub district: String,
    /// Its name.
    pub district_name: String,
    /// Id of the organisation.
    pub organisation: RecordId,
    /// Its name.
    pub organisation_name: String,
    /// Its time zone, such as `Asia/Shanghai`.
    pub time_zone: String,
}

/// The set-up: district, organisation and first account.
pub struct NewHome {
    /// District and organisation.
    pub home: Home,
    /// Id of the first account.
    pub staff: RecordId,
    /// Its name.
    pub name: String,
    /// Its password, hashed.
    pub password_hash: String,
    /// When.
    pub at: Millis,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Its id.
    pub id: RecordId,
    /// The name it signs in with.
    pub name: String,
    /// May set up devices, children and accounts.
    pub is_administrator: bool,
    /// May read results and decide.
    pub is_counsellor: bool,
    /// Its key pair, once it has a PIN.
    pub key: Option<StaffKey>,
}

/// A key pair whose private half only a PIN unwraps, in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffKey {
    /// The public half in base64.
    pub public: String,
    /// The wrapped private half, as JSON.
    pub wrapped: String,
}

/// Attempts to sign in that did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignInFailures {
    /// How many since the last success.
    pub count: u32,
    /// No attempt is looked at before.
    pub blocked_until: Millis,
}

/// A session to open.
pub struct NewSession {
    /// Whose.
    pub staff: RecordId,
    /// Hash of its token.
    pub token_hash: SecretHash,
    /// When it was opened.
    pub at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
}

/// A child in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildRow {
    /// The code.
    pub code: ChildCode,
    /// Day and tier of the latest result that stands.
    pub latest: Option<(Day, Option<Tier>)>,
}

/// A one-time code to keep.
pub struct NewEnrolmentCode {
    /// Hash of the code.
    pub code_hash: SecretHash,
    /// What the device will be called.
    pub label: String,
    /// Who made it.
    pub by: RecordId,
    /// When.
    pub at: Millis,
    /// Not accepted from then on.
    pub expires_at: Millis,
}

/// A device to enrol.
pub struct NewDevice {
    /// Its id.
    pub id: RecordId,
    /// Hash of its token.
    pub token_hash: SecretHash,
    /// When.
    pub at: Millis,
}

/// A tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: RecordId,
    /// What it is called.
    pub label: String,
    /// When it was enrolled.
    pub enrolled_at: Millis,
    /// When it was last heard of.
    pub last_contact: Option<Millis>,
    /// Whether it was revoked.
    pub is_revoked: bool,
}

/// Whether a record stands or waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Stands.
    Stored,
    /// Waits for a person.
    Held,
}

impl State {
    /// The code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Held => "held",
        }
    }

    /// The state written as `text`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "stored" => Some(Self::Stored),
            "held" => Some(Self::Held),
            _ => None,
        }
    }
}

/// A record that arrived, checked and ready to be kept.
pub struct NewRecord {
    /// The record.
    pub record: Record,
    /// Its canonical bytes.
    pub body: Vec<u8>,
    /// Their hash.
    pub body_hash: SecretHash,
    /// Which tablet sent it.
    pub device: RecordId,
    /// When it arrived.
    pub at: Millis,
    /// What the checks say where its id is new.
    pub verdict: Verdict,
    /// What they say where another body has its id.
    pub verdict_on_conflict: Verdict,
    /// Id for the alert, if one is raised.
    pub alert: RecordId,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOutcome {
    /// Whether this very body was here before.
    pub is_replay: bool,
    /// Whether another body has the id.
    pub is_conflict: bool,
    /// Stored or held.
    pub state: State,
    /// Why held.
    pub held: Vec<String>,
}

/// A result's id; a kept conflict has the same record id and a variant of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultId {
    /// The record's id.
    pub record: RecordId,
    /// 0 for the body that came first.
    pub variant: u32,
}

impl ResultId {
    /// Reads `<uuid>` or `<uuid>.1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (record, variant) = match text.split_once('.') {
            None => (text, 0),
            Some((record, variant)) => (
                record,
                variant
                    .parse()
                    .ok()
                    .filter(|n| *n > 0 && !variant.starts_with(['0', '+']))?,
            ),
        };
        Some(Self {
            record: RecordId::parse(record).ok()?,
            variant,
        })
    }
}

impl fmt::Display for ResultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.variant {
            0 => write!(f, "{}", self.record),
            variant => write!(f, "{}.{variant}", self.record),
        }
    }
}

/// Which results to list.
#[derive(Debug, Clone, Default)]
pub struct ResultFilter {
    /// Only these effective tiers, comma-separated; `none` is no tier.
    pub tiers: Option<String>,
    /// Only this child's.
    pub child: Option<ChildCode>,
    /// Only stored or only held ones.
    pub state: Option<State>,
    /// Only those that include this instrument.
    pub instrument: Option<String>,
    /// Only reviewed or only unreviewed ones.
    pub is_reviewed: Option<bool>,
    /// Only those that arrived before this one.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// A result as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredResult {
    /// Its id.
    pub id: ResultId,
    /// Its place in the order of arrival.
    pub seq: i64,
    /// When it arrived.
    pub received_at: Millis,
    /// The tier that follows from its bands and flags.
    pub derived_tier: Option<Tier>,
    /// The higher of the sent and the derived tier.
    pub effective_tier: Option<Tier>,
    /// Why held.
    pub held: Vec<String>,
    /// The record.
    pub record: ResultRecord,
    /// The latest review.
    pub review: Option<ReviewRecord>,
}

/// A review as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReview {
    /// The record.
    pub record: ReviewRecord,
}

/// Everything about one child, oldest first.
#[derive(Debug, Clone, Default)]
pub struct ChildFile {
    /// Results.
    pub results: Vec<StoredResult>,
    /// Reviews of these results.
    pub reviews: Vec<ReviewRecord>,
    /// Events.
    pub events: Vec<EventRecord>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: RecordId,
    /// The result it is about.
    pub result: ResultId,
    /// The child.
    pub child: ChildCode,
    /// The higher of the sent and the derived tier.
    pub tier: Option<Tier>,
    /// `now` or `today`.
    pub urgency: String,
    /// Flags and held codes.
    pub reasons: Vec<String>,
    /// When it was raised.
    pub raised_at: Millis,
    /// Who saw it first, and when.
    pub acknowledged: Option<(RecordId, Millis)>,
}

/// Numbers for `/metrics`.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Records by kind and state.
    pub records: Vec<(RecordKind, State, i64)>,
    /// Alerts nobody has acknowledged.
    pub open_alerts: i64,
    /// Devices that are not revoked.
    pub devices: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn result_ids_come_back(bytes: [u8; 16], variant: u32) {
            let id = ResultId { record: RecordId::from_random(bytes), variant };
            prop_assert_eq!(ResultId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn other_spellings_of_a_result_id_are_refused() {
        let id = RecordId::from_random([1; 16]);
        for wrong in [
            "",
            ".",
            ".1",
            "x",
            &format!("{id}."),
            &format!("{id}.0"),
            &format!("{id}.01"),
            &format!("{id}.+1"),
        ] {
            assert_eq!(ResultId::parse(wrong), None, "{wrong}");
        }
    }
}
