//! IndexedDB as tables of JSON texts, with one rule: a transaction never waits for anything else.
//!
//! Callers read, then encrypt or fetch, then write all at once. Written durably (`strict`): a record
//! that the child believes finished must survive a flat battery.

use js_sys::{Array, Object, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventTarget, IdbDatabase, IdbFactory, IdbTransaction};

/// Storage could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// The browser has none, or refuses it.
    Unavailable,
    /// No room is left.
    Full,
}

/// One change.
#[derive(Debug, Clone)]
pub enum Write {
    /// Puts or replaces.
    Put(&'static str, String, String),
    /// Removes.
    Delete(&'static str, String),
}

/// A database of this site. Clones share one connection.
#[derive(Clone)]
pub struct Store {
    name: &'static str,
    tables: &'static [&'static str],
    connection: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Store {
    /// A database that is opened when it is first needed.
    pub fn new(name: &'static str, tables: &'static [&'static str]) -> Self {
        Self {
            name,
            tables,
            connection: Rc::default(),
        }
    }

    /// One value.
    pub async fn get(&self, table: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        let read = async || {
            let transaction = self.transaction("readonly").await?;
            let request = transaction
                .object_store(table)?
                .get(&JsValue::from_str(key))?;
            settled(&request, "success", "error").await?;
            Ok(request.result()?.as_string())
        };
        self.twice(read).await
    }

    /// All keys and values of a table, by key.
    pub async fn all(&self, table: &'static str) -> Result<Vec<(String, String)>, StoreError> {
        let read = async || {
            let transaction = self.transaction("readonly").await?;
            let store = transaction.object_store(table)?;
            // Both are asked for before the first is waited for: the transaction stays open.
            let keys = store.get_all_keys()?;
            let values = store.get_all()?;
            settled(&values, "success", "error").await?;
            let texts = |it: JsValue| {
                Array::from(&it)
                    .iter()
                    .filter_map(|it| it.as_string())
                    .collect()
            };
            let (keys, values): (Vec<_>, Vec<_>) = (texts(keys.result()?), texts(values.result()?));
            Ok(keys.into_iter().zip(values).collect())
        };
        self.twice(read).await
    }

    /// Does all of it or nothing; returns when it is on disk.
    pub async fn write(&self, writes: &[Write]) -> Result<(), StoreError> {
        let write = async || {
            let transaction = self.transaction("readwrite").await?;
            for write in writes {
                match write {
                    Write::Put(table, key, value) => transaction
                        .object_store(table)?
                        .put_with_key(&JsValue::from_str(value), &JsValue::from_str(key))?,
                    Write::Delete(table, key) => transaction
                        .object_store(table)?
                        .delete(&JsValue::from_str(key))?,
                };
            }
            settled(&transaction, "complete", "abort").await?;
            Ok(())
        };
        self.twice(write).await
    }

    /// Runs `work`; if it fails, drops the connection (iPads kill it in the background) and tries once more.
    async fn twice<T>(&self, work: impl AsyncFn() -> Result<T, JsValue>) -> Result<T, StoreError> {
        if let Ok(value) = work().await {
            return Ok(value);
        }
        if let Some(dead) = self.connection.take() {
            dead.close();
        }
        work().await.map_err(|error| {
            let name = Reflect::get(&error, &"name".into())
                .ok()
                .and_then(|it| it.as_string());
            match name.as_deref() {
                Some("QuotaExceededError") => StoreError::Full,
                _ => StoreError::Unavailable,
            }
        })
    }

    async fn transaction(&self, mode: &str) -> Result<IdbTransaction, JsValue> {
        let database = self.open().await?;
        let tables: Array = self.tables.iter().map(|it| JsValue::from_str(it)).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        // The typed binding for options is not stable; older engines ignore the third argument.
        let open =
            Reflect::get(&database, &"transaction".into())?.dyn_into::<js_sys::Function>()?;
        open.call3(&database, &tables, &JsValue::from_str(mode), &options)?
            .dyn_into()
    }

    async fn open(&self) -> Result<IdbDatabase, JsValue> {
        if let Some(database) = self.connection.borrow().as_ref() {
            return Ok(database.clone());
        }
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let factory: IdbFactory = window.indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(self.name, 1)?;
        let tables = self.tables;
        let upgraded = request.clone();
        let upgrade = Closure::once(move |_: Event| {
            if let Ok(database) = upgraded.result()
                && let Ok(database) = database.dyn_into::<IdbDatabase>()
            {
                for table in tables {
                    // A table that could not be made shows as a failing transaction.
                    let _ = database.create_object_store(table);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        settled(&request, "success", "error").await?;
        let database: IdbDatabase = request.result()?.dyn_into()?;
        *self.connection.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

/// Waits for one of two events on a request or a transaction.
async fn settled(target: &EventTarget, good: &str, bad: &str) -> Result<(), JsValue> {
    let mut listeners = None;
    let promise = Promise::new(&mut |resolve, reject| {
        let done = Closure::once(move |_: Event| resolve.call0(&JsValue::NULL));
        let failed = Closure::once(move |event: Event| {
            let target = event.target().map(JsValue::from).unwrap_or_default();
            let error = Reflect::get(&target, &"error".into()).unwrap_or_default();
            reject.call1(&JsValue::NULL, &error)
        });
        let added = target
            .add_event_listener_with_callback(good, done.as_ref().unchecked_ref())
            .and_then(|()| {
                target.add_event_listener_with_callback(bad, failed.as_ref().unchecked_ref())
            });
        debug_assert!(added.is_ok());
        listeners = Some((done, failed));
    });
    let outcome = JsFuture::from(promise).await;
    if let Some((done, failed)) = &listeners {
        // Both are dropped below and must not be called again.
        let _ = target.remove_event_listener_with_callback(good, done.as_ref().unchecked_ref());
        let _ = target.remove_event_listener_with_callback(bad, failed.as_ref().unchecked_ref());
    }
    outcome.map(drop)
}
