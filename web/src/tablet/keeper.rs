//! Keeps a sitting safe while it runs and hands it over when it ends (DESIGN §1.7, §1.8).
//!
//! One keeper a sitting, one write at a time: a newer draft replaces one that still waits, and nothing
//! is written after the end, so that no late draft can come back to life.

use super::model::{Device, Package, public_key};
use super::sitting::{Running, SavedRunning};
use super::vault::{Draft, Readable, StaffCopy, Vault, Waiting};
use crate::platform::json;
use crate::platform::{crypto::AesKey, random, time};
use crate::shared::text::Lang;
use engine::seal::{PrivateKey, Purpose, SealedEnvelope, open, seal};
use engine::wire::{Ended, Record, RecordId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

const RETRY_MS: u32 = 3_000;

/// Saves one sitting.
pub struct Keeper {
    id: RecordId,
    vault: Vault,
    device: Rc<Device>,
    key: AesKey,
    key_copies: Vec<StaffCopy>,
    next: RefCell<Option<Job>>,
    is_busy: Cell<bool>,
    is_over: Cell<bool>,
    /// Told when the sitting's end is safe on this tablet.
    on_end: Callback<RecordId>,
}

enum Job {
    Save(Rc<Running>, Lang),
    End(Rc<Running>, Lang, Ended),
}

/// The sitting's record could not be sealed or stored.
struct Failed;

impl Keeper {
    /// Makes a sitting key and seals it to everybody who may open this tablet.
    pub async fn make(
        id: RecordId,
        vault: Vault,
        device: Rc<Device>,
        on_end: Callback<RecordId>,
    ) -> Option<Rc<Self>> {
        let bytes: [u8; 32] = random();
        let key_copies = seal_to_staff(&device.package, Purpose::SittingKey, id, &bytes, false);
        let key = AesKey::import(&bytes).await.ok()?;
        Some(Self::with_key(id, vault, device, key, key_copies, on_end))
    }

    /// Opens the draft of a sitting with the private key of a member of staff.
    pub async fn reopen(
        id: RecordId,
        draft: &Draft,
        staff: &str,
        private: &PrivateKey,
        vault: Vault,
        device: Rc<Device>,
        on_end: Callback<RecordId>,
    ) -> Option<(Rc<Self>, SavedRunning)> {
        let copy = draft.copies.iter().find(|it| it.staff == staff)?;
        let bytes = open(Purpose::SittingKey, private, &id.to_string(), &copy.sealed).ok()?;
        let key = AesKey::import(bytes.as_slice().try_into().ok()?)
            .await
            .ok()?;
        let answers = key.decrypt(&id.to_string(), &draft.answers).await.ok()?;
        let saved = json::from_str(str::from_utf8(&answers).ok()?).ok()?;
        let keeper = Self::with_key(id, vault, device, key, draft.copies.clone(), on_end);
        Some((keeper, saved))
    }

    fn with_key(
        id: RecordId,
        vault: Vault,
        device: Rc<Device>,
        key: AesKey,
        key_copies: Vec<StaffCopy>,
        on_end: Callback<RecordId>,
    ) -> Rc<Self> {
        Rc::new(Self {
            id,
            vault,
            device,
            key,
            key_copies,
            next: RefCell::default(),
            is_busy: Cell::default(),
            is_over: Cell::default(),
            on_end,
        })
    }

    /// Saves the sitting as it stands, soon.
    pub fn save(self: &Rc<Self>, running: &Rc<Running>, lang: Lang) {
        if !self.is_over.get() {
            self.do_next(Job::Save(running.clone(), lang));
        }
    }

    /// Saves the sitting as it stands; says whether this tablet can.
    pub async fn save_now(&self, running: &Running, lang: Lang) -> bool {
        self.write_draft(running, lang).await.is_ok()
    }

    /// Queues the result, destroys the draft, leaves a copy that staff can read. Tries until it works.
    pub fn end(self: &Rc<Self>, running: &Rc<Running>, lang: Lang, ended: Ended) {
        if !self.is_over.replace(true) {
            self.do_next(Job::End(running.clone(), lang, ended));
        }
    }

    fn do_next(self: &Rc<Self>, job: Job) {
        *self.next.borrow_mut() = Some(job);
        if self.is_busy.replace(true) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            loop {
                let job = keeper.next.borrow_mut().take();
                match job {
                    None => break,
                    Some(Job::Save(running, lang)) => {
                        // The next item is painted first; sealing takes a few milliseconds.
                        time::sleep(0).await;
                        // A draft that could not be written is written with the next answer.
                        let _ = keeper.write_draft(&running, lang).await;
                    }
                    Some(Job::End(running, lang, ended)) => {
                        while keeper.write_end(&running, lang, ended).await.is_err() {
                            time::sleep(RETRY_MS).await;
                        }
                        keeper.on_end.emit(keeper.id);
                    }
                }
            }
            keeper.is_busy.set(false);
        });
    }

    async fn write_draft(&self, running: &Running, lang: Lang) -> Result<(), Failed> {
        let record = running
            .record(&self.device, Ended::TimedOut, lang)
            .ok_or(Failed)?;
        let id = self.id.to_string();
        let plaintext = serde_json::to_vec(&running.save(lang)).map_err(|_| Failed)?;
        let draft = Draft {
            updated_ms: self.device.now_ms(),
            copies: self.key_copies.clone(),
            answers: self
                .key
                .encrypt(&id, &plaintext)
                .await
                .map_err(|_| Failed)?,
            so_far: seal_record(&self.device.package, &Record::Result(Box::new(record)))
                .ok_or(Failed)?,
        };
        self.vault.keep_draft(&id, &draft).await.map_err(|_| Failed)
    }

    async fn write_end(&self, running: &Running, lang: Lang, ended: Ended) -> Result<(), Failed> {
        let record = running.record(&self.device, ended, lang).ok_or(Failed)?;
        let record = Record::Result(Box::new(record));
        let now = self.device.now_ms();
        let package = &self.device.package;
        let readable = Readable {
            expires_ms: time::end_of_day_ms(now, package.utc_offset_minutes),
            copies: seal_to_staff(
                package,
                Purpose::ReadableResult,
                self.id,
                &record.to_canonical_bytes(),
                true,
            ),
        };
        let waiting = waiting(package, &record, now).ok_or(Failed)?;
        self.vault
            .end(&waiting, Some(&readable))
            .await
            .map_err(|_| Failed)
    }
}

/// Seals a record to the server.
pub fn seal_record(package: &Package, record: &Record) -> Option<SealedEnvelope> {
    let to = public_key(&package.sealing_key.public)?;
    SealedEnvelope::seal(&to, record.id(), &record.to_canonical_bytes(), random()).ok()
}

/// A sealed record for the queue.
pub fn waiting(package: &Package, record: &Record, now_ms: i64) -> Option<Waiting> {
    Some(Waiting {
        queued_ms: now_ms,
        n_tries: 0,
        stuck: None,
        envelope: seal_record(package, record)?,
    })
}

fn seal_to_staff(
    package: &Package,
    purpose: Purpose,
    id: RecordId,
    plaintext: &[u8],
    readers_only: bool,
) -> Vec<StaffCopy> {
    let id = id.to_string();
    package
        .staff
        .iter()
        .filter(|it| it.may_read || !readers_only)
        .filter_map(|it| {
            let to = public_key(&it.public)?;
            Some(StaffCopy {
                staff: it.id.clone(),
                sealed: seal(purpose, &to, &id, plaintext, random()).ok()?,
            })
        })
        .collect()
}
