//! What the server says to the desk, as types.

use crate::platform::{Base64, crypto::WrappedKey};
use engine::wire::{
    ChildCode, Day, Decision, Ended, EventRecord, ResultRecord, ReviewRecord, Slug, Tier,
};
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Session {
    /// The person.
    pub staff: Staff,
    /// The district, the tenant of everything.
    pub district: String,
    /// School, station or home.
    pub organisation: String,
    /// Sent back with every change, against forged requests.
    pub csrf: String,
    /// Where the organisation's clocks stand; China's until a server says otherwise.
    #[serde(default = "china")]
    pub utc_offset_minutes: i32,
}

fn china() -> i32 {
    480
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Staff {
    /// Id, also what binds the wrapped key to its owner.
    pub id: String,
    /// Name.
    pub name: String,
    /// `administrator`, `counsellor`.
    pub roles: Vec<String>,
    /// Whether a PIN was chosen.
    pub has_key: bool,
}

/// What the one-time link sets up.
#[derive(Debug, Serialize)]
pub struct Setup<'a> {
    /// District.
    pub district: &'a str,
    /// School, station or home.
    pub organisation: &'a str,
    /// The first person's name.
    pub name: &'a str,
    /// That person's password.
    pub password: &'a str,
}

/// Sign-in.
#[derive(Debug, Serialize)]
pub struct Credentials<'a> {
    /// Name.
    pub name: &'a str,
    /// Password.
    pub password: &'a str,
}

/// A key pair as the server keeps it.
#[derive(Debug, Serialize)]
pub struct KeyPair {
    /// Public half.
    pub public: Base64,
    /// Private half under the PIN.
    pub wrapped: WrappedKey,
}

/// One line of the list of results.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Summary {
    /// Record id.
    pub id: String,
    /// Whose.
    pub child: ChildCode,
    /// Civil day of the sitting.
    pub taken_on: Day,
    /// When it reached the server.
    pub received_at_ms: i64,
    /// The tier the tablet sent.
    pub tier: Option<Tier>,
    /// The tier the server derived.
    #[serde(default)]
    pub derived_tier: Option<Tier>,
    /// The higher of the two: the one to act on.
    pub effective_tier: Option<Tier>,
    /// Why it waits for a person; empty when it does not.
    pub held: Vec<String>,
    /// 试用
    pub trial: bool,
    /// How the sitting ended.
    pub ended: Ended,
    /// Battery id.
    pub battery: Slug,
    /// Instrument ids.
    pub instruments: Vec<Slug>,
    /// Uploaded flags.
    pub flags: Vec<Slug>,
    /// The latest review.
    pub review: Option<ReviewSummary>,
}

/// The latest review of a result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReviewSummary {
    /// The decision.
    pub decision: Decision,
    /// The tier a person set.
    #[serde(default)]
    pub tier: Option<Tier>,
    /// When.
    #[serde(default)]
    pub on: Option<Day>,
}

/// A page of results.
#[derive(Debug, Deserialize)]
pub struct ResultPage {
    /// Newest first.
    pub results: Vec<Summary>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One result in full.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Detail {
    /// As in the list.
    #[serde(flatten)]
    pub summary: Summary,
    /// The record as sealed on the tablet.
    pub record: ResultRecord,
    /// Reviews, oldest first.
    #[serde(default)]
    pub reviews: Vec<ReviewRecord>,
}

/// What needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Alert {
    /// Id.
    pub id: String,
    /// The result it is about.
    pub result: String,
    /// Whose.
    pub child: ChildCode,
    /// Tier to act on.
    pub tier: Option<Tier>,
    /// Now, or within the day.
    pub urgency: Urgency,
    /// Flags, or why a result is held.
    pub reasons: Vec<String>,
    /// Since when.
    pub raised_at_ms: i64,
    /// Who has seen it.
    pub acknowledged: Option<Acknowledged>,
}

/// How soon somebody must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Now.
    Now,
    /// Within the day.
    Today,
}

/// Who saw an alert first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Acknowledged {
    /// Id of that member of staff.
    pub by: String,
    /// When.
    pub at_ms: i64,
}

/// `GET /alerts`
#[derive(Debug, Deserialize)]
pub struct Alerts {
    /// Newest first.
    pub alerts: Vec<Alert>,
}

/// A child of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Child {
    /// Code.
    pub code: ChildCode,
    /// The newest result.
    pub latest: Option<Latest>,
}

/// The newest result of a child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Latest {
    /// Civil day.
    pub taken_on: Day,
    /// Tier.
    pub tier: Option<Tier>,
}

/// `GET /children`
#[derive(Debug, Deserialize)]
pub struct Children {
    /// By code.
    pub children: Vec<Child>,
}

/// `POST /children`
#[derive(Debug, Deserialize)]
pub struct NewCodes {
    /// The codes made.
    pub codes: Vec<ChildCode>,
}

/// One child's file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChildFile {
    /// Code.
    pub code: ChildCode,
    /// Oldest first.
    pub results: Vec<Detail>,
    /// All reviews.
    #[serde(default)]
    pub reviews: Vec<ReviewRecord>,
    /// Declined, consent, help.
    #[serde(default)]
    pub events: Vec<EventRecord>,
}

/// An enrolled tablet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Device {
    /// Id.
    pub id: String,
    /// What staff call it.
    pub label: String,
    /// Civil day.
    pub enrolled_on: Day,
    /// When it last spoke to the server.
    pub last_contact_ms: Option<i64>,
    /// Whether it was shut out.
    pub revoked: bool,
}

/// `GET /devices`
#[derive(Debug, Deserialize)]
pub struct Devices {
    /// By label.
    pub devices: Vec<Device>,
}

/// A code that enrols one tablet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EnrolmentCode {
    /// Two groups of four.
    pub code: String,
    /// When it stops working.
    pub expires_at_ms: i64,
    /// For which tablet; filled in by the desk.
    #[serde(skip)]
    pub label: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_reads() {
        let text = r#"{"id":"7f6f2c1e-4df3-4c43-9f6a-0e6a2d9a4b10","child":"1000000047","taken_on":"2026-11-22",
            "received_at_ms":1795305599000,"tier":"orange","derived_tier":"red","effective_tier":"red",
            "held":["tier_mismatch"],"trial":true,"ended":"finished","battery":"secondary","instruments":["phq9"],
            "flags":["suicide_item"],"review":{"decision":"confirmed","tier":null,"by":"…","on":"2026-11-22"}}"#;
        let code = ChildCode::from_payload(10_000_000).unwrap();
        let text = text.replace("1000000047", code.as_str());
        let it: Summary = serde_json::from_str(&text).unwrap();
        assert_eq!(it.effective_tier, Some(Tier::Red));
        assert_eq!(it.review.map(|it| it.decision), Some(Decision::Confirmed));
    }
}
