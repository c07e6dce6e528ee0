//! The store on SQLite: one connection that writes, a few that read, write-ahead log, every commit on disk.

mod alert;
mod audit;
mod child;
mod device;
mod home;
mod open;
mod record;
mod result;
mod row;
mod sign_in;
mod write;

pub use open::SqliteOptions;

use super::{
    Alert, ChildFile, ChildRow, Counts, Device, Home, NewDevice, NewEnrolmentCode, NewHome,
    NewRecord, NewSession, OpenError, PutOutcome, ResultFilter, ResultId, SecretHash, Staff,
    StaffKey, Store, StoreError, StoredResult, StoredReview,
};
use crate::clock::Millis;
use async_trait::async_trait;
use engine::wire::{ChildCode, RecordId};
use sqlx::SqlitePool;
use std::path::Path;
use write::Write;

/// A SQLite database file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    /// The one connection that writes: SQLite has one writer anyway, and waiting here is fair.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, makes it where it is missing, and brings it to this version's form.
    pub async fn open(path: &Path, options: &SqliteOptions) -> Result<Self, OpenError> {
        let (writer, readers) = open::open(path, options).await?;
        Ok(Self { writer, readers })
    }

    /// Waits for running statements and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn begin(&self) -> Result<Write, StoreError> {
        Write::begin(&self.writer).await
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn find_home(&self) -> Result<Option<Home>, StoreError> {
        home::find(&self.readers).await
    }

    async fn set_up(&self, new: NewHome) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let is_done = home::set_up(&mut tx, new).await?;
        tx.commit().await?;
        Ok(is_done)
    }

    async fn find_key_fingerprint(&self) -> Result<Option<String>, StoreError> {
        home::find_key(&self.readers).await
    }

    async fn keep_key_fingerprint(&self, fingerprint: &str, at: Millis) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        home::keep_key(&mut tx, fingerprint, at).await?;
        tx.commit().await
    }

    async fn find_staff_by_name(
        &self,
        district: &str,
        name: &str,
    ) -> Result<Option<(Staff, String)>, StoreError> {
        sign_in::find_staff_by_name(&self.readers, district, name).await
    }

    async fn list_staff(&self, district: &str) -> Result<Vec<Staff>, StoreError> {
        sign_in::list_staff(&self.readers, district).await
    }

    async fn has_staff(&self, district: &str, staff: RecordId) -> Result<bool, StoreError> {
        sign_in::has_staff(&self.readers, district, staff).await
    }

    async fn set_staff_key(
        &self,
        district: &str,
        staff: RecordId,
        key: StaffKey,
        at: Millis,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sign_in::set_staff_key(&mut tx, district, staff, key, at).await?;
        tx.commit().await
    }

    async fn admit_sign_in(
        &self,
        district: &str,
        name_hash: &SecretHash,
        now: Millis,
    ) -> Result<Option<Millis>, StoreError> {
        let mut tx = self.begin().await?;
        let wait_ms = sign_in::admit(&mut tx, district, name_hash, now).await?;
        tx.commit().await?;
        Ok(wait_ms)
    }

    async fn note_failed_sign_in(&self, district: &str, at: Millis) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sign_in::note_failed(&mut tx, district, at).await?;
        tx.commit().await
    }

    async fn open_session(
        &self,
        district: &str,
        session: NewSession,
        name_hash: &SecretHash,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sign_in::open_session(&mut tx, district, session, name_hash).await?;
        tx.commit().await
    }

    async fn find_session(
        &self,
        district: &str,
        token_hash: &SecretHash,
        now: Millis,
    ) -> Result<Option<Staff>, StoreError> {
        sign_in::find_session(&self.readers, district, token_hash, now).await
    }

    async fn close_session(
        &self,
        district: &str,
        token_hash: &SecretHash,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sign_in::close_session(&mut tx, district, token_hash).await?;
        tx.commit().await
    }

    async fn add_children(
        &self,
        home: &Home,
        codes: &[ChildCode],
        by: RecordId,
        day: &str,
        at: Millis,
    ) -> Result<Vec<ChildCode>, StoreError> {
        let mut tx = self.begin().await?;
        let added = child::add(&mut tx, home, codes, by, day, at).await?;
        tx.commit().await?;
        Ok(added)
    }

    async fn list_children(&self, district: &str) -> Result<Vec<ChildRow>, StoreError> {
        child::list(&self.readers, district).await
    }

    async fn list_child_codes(&self, district: &str) -> Result<Vec<ChildCode>, StoreError> {
        child::list_codes(&self.readers, district).await
    }

    async fn has_child(&self, district: &str, code: &ChildCode) -> Result<bool, StoreError> {
        child::has(&self.readers, district, code).await
    }

    async fn find_child_file(
        &self,
        district: &str,
        code: &ChildCode,
    ) -> Result<Option<ChildFile>, StoreError> {
        child::find_file(&self.readers, district, code).await
    }

    async fn add_enrolment_code(
        &self,
        district: &str,
        code: NewEnrolmentCode,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        device::add_code(&mut tx, district, code).await?;
        tx.commit().await
    }

    async fn enrol_device(
        &self,
        district: &str,
        code_hash: &SecretHash,
        device: NewDevice,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let is_enrolled = device::enrol(&mut tx, district, code_hash, device).await?;
        tx.commit().await?;
        Ok(is_enrolled)
    }

    async fn find_device(
        &self,
        district: &str,
        token_hash: &SecretHash,
    ) -> Result<Option<Device>, StoreError> {
        device::find(&self.readers, district, token_hash).await
    }

    async fn touch_device(
        &self,
        district: &str,
        device: RecordId,
        at: Millis,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        device::touch(&mut tx, district, device, at).await?;
        tx.commit().await
    }

    async fn list_devices(&self, district: &str) -> Result<Vec<Device>, StoreError> {
        device::list(&self.readers, district).await
    }

    async fn revoke_device(
        &self,
        district: &str,
        device: RecordId,
        by: RecordId,
        at: Millis,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let is_known = device::revoke(&mut tx, district, device, by, at).await?;
        tx.commit().await?;
        Ok(is_known)
    }

    async fn put_record(
        &self,
        district: &str,
        record: NewRecord,
    ) -> Result<PutOutcome, StoreError> {
        let mut tx = self.begin().await?;
        let outcome = record::put(&mut tx, district, record).await?;
        tx.commit().await?;
        Ok(outcome)
    }

    async fn list_results(
        &self,
        district: &str,
        filter: &ResultFilter,
    ) -> Result<Vec<StoredResult>, StoreError> {
        result::list(&self.readers, district, filter).await
    }

    async fn find_result(
        &self,
        district: &str,
        id: ResultId,
    ) -> Result<Option<(StoredResult, Vec<StoredReview>)>, StoreError> {
        result::find(&self.readers, district, id).await
    }

    async fn list_alerts(&self, district: &str, open_only: bool) -> Result<Vec<Alert>, StoreError> {
        alert::list(&self.readers, district, open_only).await
    }

    async fn acknowledge_alert(
        &self,
        district: &str,
        alert: RecordId,
        by: RecordId,
        at: Millis,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let is_known = alert::acknowledge(&mut tx, district, alert, by, at).await?;
        tx.commit().await?;
        Ok(is_known)
    }

    async fn count(&self) -> Result<Counts, StoreError> {
        record::count(&self.readers).await
    }

    async fn verify_audit(&self, district: &str) -> Result<Option<i64>, StoreError> {
        audit::verify(&self.readers, district).await
    }

    #[cfg(feature = "deliberate-leak")]
    async fn leak(&self, text: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("create table if not exists note (text text not null)")
            .execute(&mut *tx)
            .await?;
        sqlx::query("insert into note (text) values ($1)")
            .bind(text)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }
}
