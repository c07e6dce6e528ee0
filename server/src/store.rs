//! What the server keeps, as a trait: no SQL and no HTTP on this side of it.
//!
//! Every method but the first few takes the district: it is the tenant, and every key begins with it.
//! Writes are whole or not at all, and are on disk when the method returns.

mod error;
mod model;
mod sqlite;

pub use error::{OpenError, StoreError};
pub use model::*;
pub use sqlite::{SqliteOptions, SqliteStore};

use crate::clock::Millis;
use async_trait::async_trait;
use engine::wire::{ChildCode, RecordId};

/// A 32-byte hash of a token or code; the token itself is never stored.
pub type SecretHash = [u8; 32];

/// The store.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The district and organisation this server is set up for; `None` before the set-up.
    async fn find_home(&self) -> Result<Option<Home>, StoreError>;

    /// Makes the district, its organisation and the first account; false where an account exists.
    async fn set_up(&self, new: NewHome) -> Result<bool, StoreError>;

    /// The fingerprint of the sealing key this database was made with.
    async fn find_key_fingerprint(&self) -> Result<Option<String>, StoreError>;

    /// Remembers the sealing key of this database.
    async fn keep_key_fingerprint(&self, fingerprint: &str, at: Millis) -> Result<(), StoreError>;

    /// An account by the name it signs in with, and its password hash.
    async fn find_staff_by_name(
        &self,
        district: &str,
        name: &str,
    ) -> Result<Option<(Staff, String)>, StoreError>;

    /// All accounts, by name.
    async fn list_staff(&self, district: &str) -> Result<Vec<Staff>, StoreError>;

    /// Sets the key pair of an account, its private half wrapped in the browser.
    async fn set_staff_key(
        &self,
        district: &str,
        staff: RecordId,
        key: StaffKey,
        at: Millis,
    ) -> Result<(), StoreError>;

    /// Counts an attempt to sign in under a name (by the hash of the name) before it is looked at, so
    /// that many at once gain nothing; how long to wait instead where too many have failed.
    async fn admit_sign_in(
        &self,
        district: &str,
        name_hash: &SecretHash,
        now: Millis,
    ) -> Result<Option<Millis>, StoreError>;

    /// Notes a wrong password in the audit trail.
    async fn note_failed_sign_in(&self, district: &str, at: Millis) -> Result<(), StoreError>;

    /// Opens a session, forgets the attempts under the name, and drops expired sessions.
    async fn open_session(
        &self,
        district: &str,
        session: NewSession,
        name_hash: &SecretHash,
    ) -> Result<(), StoreError>;

    /// The account of a session that has not expired.
    async fn find_session(
        &self,
        district: &str,
        token_hash: &SecretHash,
        now: Millis,
    ) -> Result<Option<Staff>, StoreError>;

    /// Ends a session.
    async fn close_session(
        &self,
        district: &str,
        token_hash: &SecretHash,
    ) -> Result<(), StoreError>;

    /// Adds children to the organisation; returns those codes that were free.
    async fn add_children(
        &self,
        home: &Home,
        codes: &[ChildCode],
        by: RecordId,
        day: &str,
        at: Millis,
    ) -> Result<Vec<ChildCode>, StoreError>;

    /// All children by code, each with its latest valid result.
    async fn list_children(&self, district: &str) -> Result<Vec<ChildRow>, StoreError>;

    /// The codes of all children.
    async fn list_child_codes(&self, district: &str) -> Result<Vec<ChildCode>, StoreError>;

    /// Whether a child has this code.
    async fn has_child(&self, district: &str, code: &ChildCode) -> Result<bool, StoreError>;

    /// Whether there is an account with this id.
    async fn has_staff(&self, district: &str, staff: RecordId) -> Result<bool, StoreError>;

    /// Keeps a one-time enrolment code.
    async fn add_enrolment_code(
        &self,
        district: &str,
        code: NewEnrolmentCode,
    ) -> Result<(), StoreError>;

    /// Spends an enrolment code and enrols the device under its label; false where the code is
    /// unknown, spent or expired.
    async fn enrol_device(
        &self,
        district: &str,
        code_hash: &SecretHash,
        device: NewDevice,
    ) -> Result<bool, StoreError>;

    /// The device a token belongs to, revoked or not.
    async fn find_device(
        &self,
        district: &str,
        token_hash: &SecretHash,
    ) -> Result<Option<Device>, StoreError>;

    /// Notes that a device was heard of.
    async fn touch_device(
        &self,
        district: &str,
        device: RecordId,
        at: Millis,
    ) -> Result<(), StoreError>;

    /// All devices, the newest first.
    async fn list_devices(&self, district: &str) -> Result<Vec<Device>, StoreError>;

    /// Revokes a device; false where there is none. Revoking again changes nothing.
    async fn revoke_device(
        &self,
        district: &str,
        device: RecordId,
        by: RecordId,
        at: Millis,
    ) -> Result<bool, StoreError>;

    /// Keeps a record, or finds that it was kept before. When this returns, the record is on disk.
    async fn put_record(&self, district: &str, record: NewRecord)
    -> Result<PutOutcome, StoreError>;

    /// Results, the newest arrival first.
    async fn list_results(
        &self,
        district: &str,
        filter: &ResultFilter,
    ) -> Result<Vec<StoredResult>, StoreError>;

    /// One result with its reviews.
    async fn find_result(
        &self,
        district: &str,
        id: ResultId,
    ) -> Result<Option<(StoredResult, Vec<StoredReview>)>, StoreError>;

    /// Everything about one child; `None` where there is neither a child nor a record of this code.
    async fn find_child_file(
        &self,
        district: &str,
        code: &ChildCode,
    ) -> Result<Option<ChildFile>, StoreError>;

    /// Alerts, the most pressing first.
    async fn list_alerts(&self, district: &str, open_only: bool) -> Result<Vec<Alert>, StoreError>;

    /// Acknowledges an alert; false where there is none. The first person stays.
    async fn acknowledge_alert(
        &self,
        district: &str,
        alert: RecordId,
        by: RecordId,
        at: Millis,
    ) -> Result<bool, StoreError>;

    /// Numbers for `/metrics`.
    async fn count(&self) -> Result<Counts, StoreError>;

    /// Whether the audit chain is whole; otherwise the first entry that does not follow.
    async fn verify_audit(&self, district: &str) -> Result<Option<i64>, StoreError>;

    /// Writes a text where no text belongs, for the canary test.
    #[cfg(feature = "deliberate-leak")]
    async fn leak(&self, text: &str) -> Result<(), StoreError>;
}
