//! What lies on this tablet. About a child: ciphertext only.

use crate::platform::crypto::Encrypted;
use crate::platform::json;
use crate::platform::store::{Store, StoreError, Write};
use engine::seal::{Sealed, SealedEnvelope};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const DEVICE: &str = "device";
const QUEUE: &str = "queue";
const DRAFT: &str = "draft";
const READABLE: &str = "readable";
const PIN: &str = "pin";

const TOKEN: &str = "token";
const PACKAGE: &str = "package";
const CONTACT: &str = "contact";

/// The tablet's storage.
#[derive(Clone)]
pub struct Vault(Store);

/// The last time the server was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// This clock then.
    pub local_ms: i64,
    /// The server's clock then, minus this one.
    pub offset_ms: i64,
    /// Whether the browser promised to keep this storage.
    pub is_storage_kept: Option<bool>,
}

/// What an enrolled tablet finds when it starts.
pub struct Enrolled {
    /// Bearer token.
    pub token: String,
    /// The package as it came.
    pub package: String,
    /// When the server was last reached.
    pub contact: Contact,
}

/// A record on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// When it was queued, by the server's clock as known then.
    pub queued_ms: i64,
    /// How often sending was tried.
    pub n_tries: u32,
    /// Why the server refused it; such a record waits for a person.
    pub stuck: Option<Stuck>,
    /// What is sent.
    pub envelope: SealedEnvelope,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stuck {
    /// HTTP status.
    pub status: u16,
    /// The server's words.
    pub reason: String,
}

/// A sitting in progress.
#[derive(Serialize, Deserialize)]
pub struct Draft {
    /// When the last item was answered.
    pub updated_ms: i64,
    /// The sitting key, once for each member of staff.
    pub copies: Vec<StaffCopy>,
    /// Setup and answers under the sitting key.
    pub answers: Encrypted,
    /// What is sent if nobody comes back.
    pub so_far: SealedEnvelope,
}

/// A result that staff have not reviewed yet.
#[derive(Serialize, Deserialize)]
pub struct Readable {
    /// When it is destroyed unread.
    pub expires_ms: i64,
    /// The result, once for each member of staff who may read results.
    pub copies: Vec<StaffCopy>,
}

/// Something sealed to one member of staff.
#[derive(Clone, Serialize, Deserialize)]
pub struct StaffCopy {
    /// Who can open it.
    pub staff: String,
    /// Ciphertext.
    pub sealed: Sealed,
}

/// Wrong PINs of one member of staff.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct PinFailures {
    /// In a row.
    pub n: u32,
    /// No try before this.
    pub until_ms: i64,
}

use std::marker::Copy;

impl Default for Vault {
    fn default() -> Self {
        Self(Store::new(
            "xinhu-tablet",
            &[DEVICE, QUEUE, DRAFT, READABLE, PIN],
        ))
    }
}

impl Vault {
    /// The enrolment, if there is one.
    pub async fn enrolled(&self) -> Result<Option<Enrolled>, StoreError> {
        let rows = self.0.all(DEVICE).await?;
        let find = |key: &str| {
            rows.iter()
                .find(|(it, _)| it == key)
                .map(|(_, text)| text.clone())
        };
        let contact = find(CONTACT).and_then(|it| json::from_str(&it).ok());
        let (Some(token), Some(package), Some(contact)) = (find(TOKEN), find(PACKAGE), contact)
        else {
            return Ok(None);
        };
        Ok(Some(Enrolled {
            token,
            package,
            contact,
        }))
    }

    /// Keeps an enrolment.
    pub async fn enrol(
        &self,
        token: &str,
        package: &str,
        contact: Contact,
    ) -> Result<(), StoreError> {
        let token = Write::Put(DEVICE, TOKEN.to_owned(), token.to_owned());
        let [package, contact] = contact_writes(package, contact);
        self.0.write(&[token, package, contact]).await
    }

    /// Keeps a newer package.
    pub async fn renew(&self, package: &str, contact: Contact) -> Result<(), StoreError> {
        self.0.write(&contact_writes(package, contact)).await
    }

    /// Forgets the enrolment; what waits stays.
    pub async fn leave(&self) -> Result<(), StoreError> {
        let keys = [TOKEN, PACKAGE, CONTACT];
        self.0
            .write(&keys.map(|it| Write::Delete(DEVICE, it.to_owned())))
            .await
    }

    /// Records on their way, oldest first.
    pub async fn queue(&self) -> Result<Vec<(String, Waiting)>, StoreError> {
        self.rows(QUEUE).await
    }

    /// Puts a record in the queue.
    pub async fn enqueue(&self, waiting: &Waiting) -> Result<(), StoreError> {
        self.0.write(&[queue_write(waiting)]).await
    }

    /// Takes out a record that the server has acknowledged.
    pub async fn acknowledged(&self, key: &str) -> Result<(), StoreError> {
        self.0.write(&[Write::Delete(QUEUE, key.to_owned())]).await
    }

    /// Sittings in progress.
    pub async fn drafts(&self) -> Result<Vec<(String, Draft)>, StoreError> {
        self.rows(DRAFT).await
    }

    /// Keeps a sitting in progress.
    pub async fn keep_draft(&self, id: &str, draft: &Draft) -> Result<(), StoreError> {
        self.0.write(&[put(DRAFT, id, draft)]).await
    }

    /// Ends a sitting: its record is queued and its draft destroyed, both or neither.
    pub async fn end(
        &self,
        waiting: &Waiting,
        readable: Option<&Readable>,
    ) -> Result<(), StoreError> {
        let id = waiting.envelope.id.to_string();
        let mut writes = vec![queue_write(waiting), Write::Delete(DRAFT, id.clone())];
        writes.extend(readable.map(|it| put(READABLE, &id, it)));
        self.0.write(&writes).await
    }

    /// Results that staff have not reviewed yet.
    pub async fn readables(&self) -> Result<Vec<(String, Readable)>, StoreError> {
        self.rows(READABLE).await
    }

    /// Queues a review and destroys the readable copy, both or neither.
    pub async fn reviewed(&self, result: &str, review: &Waiting) -> Result<(), StoreError> {
        self.0
            .write(&[
                queue_write(review),
                Write::Delete(READABLE, result.to_owned()),
            ])
            .await
    }

    /// Destroys a readable copy.
    pub async fn destroy_readable(&self, id: &str) -> Result<(), StoreError> {
        self.0
            .write(&[Write::Delete(READABLE, id.to_owned())])
            .await
    }

    /// Wrong PINs of a member of staff.
    pub async fn pin_failures(&self, staff: &str) -> Result<PinFailures, StoreError> {
        let text = self.0.get(PIN, staff).await?;
        Ok(text
            .and_then(|it| json::from_str(&it).ok())
            .unwrap_or_default())
    }

    /// Keeps the count of wrong PINs.
    pub async fn keep_pin_failures(
        &self,
        staff: &str,
        failures: PinFailures,
    ) -> Result<(), StoreError> {
        self.0.write(&[put(PIN, staff, &failures)]).await
    }

    async fn rows<T: DeserializeOwned + 'static>(
        &self,
        table: &'static str,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let rows = self.0.all(table).await?;
        // A row of another version of this app is left where it is.
        let read = |(key, text): (String, String)| Some((key, json::from_str(&text).ok()?));
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

fn put(table: &'static str, key: &str, value: &impl Serialize) -> Write {
    // Rows hold texts, numbers and lists only: nothing that JSON could refuse.
    Write::Put(
        table,
        key.to_owned(),
        serde_json::to_string(value).unwrap_or_default(),
    )
}

/// The key begins with the time, so that the table is in order of age.
fn queue_write(waiting: &Waiting) -> Write {
    let key = format!("{:014}-{}", waiting.queued_ms, waiting.envelope.id);
    put(QUEUE, &key, waiting)
}

fn contact_writes(package: &str, contact: Contact) -> [Write; 2] {
    [
        Write::Put(DEVICE, PACKAGE.to_owned(), package.to_owned()),
        put(DEVICE, CONTACT, &contact),
    ]
}
