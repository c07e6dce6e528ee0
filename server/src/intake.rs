//! A sealed body becomes a record to keep: opened, read strictly, checked.

use crate::alerting::{UNKNOWN_STAFF, Verdict};
use crate::app::App;
use crate::entropy::make_id;
use crate::extract::parse_json;
use crate::problem::Problem;
use crate::store::{Device, Home, NewRecord};
use axum::http::StatusCode;
use engine::check::{Checked, HeldReason, check_result};
use engine::seal::SealedEnvelope;
use engine::wire::{
    ChildCode, EventRecord, KindProbe, Record, RecordKind, ResultRecord, ReviewRecord,
};
use sha2::{Digest as _, Sha256};

/// Opens and reads a body. Only what is malformed is refused here; nothing that a record says.
pub fn open(app: &App, body: &[u8]) -> Result<Record, Problem> {
    let envelope: SealedEnvelope = parse_json(body, StatusCode::BAD_REQUEST, "malformed")?;
    if envelope.key != app.key.fingerprint() {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "sealing_key",
            "sealed to another key than this server's; the tablet keeps the record until it is enrolled here",
        )
        .at("key"));
    }
    let opened = envelope.open(app.key.private()).map_err(|_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "cannot_open",
            "the envelope was truncated or changed on the way; nothing was stored, send it again",
        )
        .at("ciphertext")
    })?;
    let record = parse(&opened)?;
    if record.id() != envelope.id {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not_a_record",
            "the record inside has another id than its envelope",
        )
        .at("id"));
    }
    Ok(record)
}

fn parse(bytes: &[u8]) -> Result<Record, Problem> {
    fn of<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
        parse_json(bytes, StatusCode::UNPROCESSABLE_ENTITY, "not_a_record")
    }
    Ok(match of::<KindProbe>(bytes)?.kind {
        RecordKind::Result => Record::Result(Box::new(of::<ResultRecord>(bytes)?)),
        RecordKind::Review => Record::Review(of::<ReviewRecord>(bytes)?),
        RecordKind::Event => Record::Event(of::<EventRecord>(bytes)?),
    })
}

/// Checks a record against the definitions and what the district knows.
pub async fn check(
    app: &App,
    home: &Home,
    device: &Device,
    record: Record,
) -> Result<NewRecord, Problem> {
    let mut held = Vec::new();
    if !are_children_known(app, home, &record).await? {
        held.push(HeldReason::UnknownChild.as_str());
    }
    if !are_staff_known(app, home, &record).await? {
        held.push(UNKNOWN_STAFF);
    }
    if device.is_revoked {
        held.push(HeldReason::RevokedDevice.as_str());
    }
    let checked = match &record {
        Record::Result(result) => Some(check_result(result, &app.library)),
        Record::Review(_) | Record::Event(_) => None,
    };
    let verdict = judge(&record, checked.as_ref(), held.iter().copied());
    let on_conflict = held.iter().copied().chain([HeldReason::Conflict.as_str()]);
    let verdict_on_conflict = judge(&record, checked.as_ref(), on_conflict);
    let body = record.to_canonical_bytes();
    Ok(NewRecord {
        body_hash: Sha256::digest(&body).into(),
        body,
        device: device.id,
        at: app.clock.now_ms(),
        verdict,
        verdict_on_conflict,
        alert: make_id(&*app.entropy)?,
        record,
    })
}

/// The engine's reasons first, then the server's own.
fn judge(
    record: &Record,
    checked: Option<&Checked>,
    own: impl Iterator<Item = &'static str>,
) -> Verdict {
    let (Record::Result(result), Some(checked)) = (record, checked) else {
        return Verdict::of_other(own.map(str::to_owned).collect());
    };
    let engines = checked.held.iter().map(|it| it.as_str());
    let flags = result
        .instruments
        .iter()
        .flat_map(|it| &it.flags)
        .map(ToString::to_string);
    Verdict::of_result(
        engines.chain(own).map(str::to_owned).collect(),
        result.tier,
        checked.derived_tier,
        checked.urgency,
        flags,
    )
}

async fn are_children_known(app: &App, home: &Home, record: &Record) -> Result<bool, Problem> {
    let child: Option<&ChildCode> = match record {
        Record::Result(it) => Some(&it.child),
        Record::Review(it) => it.child.as_ref(),
        Record::Event(it) => it.child.as_ref(),
    };
    match child {
        Some(code) => Ok(app.store.has_child(&home.district, code).await?),
        None => Ok(true),
    }
}

async fn are_staff_known(app: &App, home: &Home, record: &Record) -> Result<bool, Problem> {
    let staff = match record {
        Record::Result(_) => [None, None],
        Record::Review(it) => [Some(it.staff), None],
        Record::Event(it) => [it.staff, it.second_staff],
    };
    for id in staff.into_iter().flatten() {
        if !app.store.has_staff(&home.district, id).await? {
            return Ok(false);
        }
    }
    Ok(true)
}
