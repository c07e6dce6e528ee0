//! A running server, a desk and a tablet to talk to it with.

use engine::context::Context;
use engine::score::{Response as Answered, score};
use engine::seal::{PublicKey, SealedEnvelope};
use engine::upload::{Given, instrument_result};
use engine::wire::{Informant, Language, RecordId};
use instruments::{Conditions, Library};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::app::{App, AppState, Parts};
use server::clock::{Clock, Millis};
use server::entropy::Entropy;
use server::keys::SealingKey;
use server::problem::Internal;
use server::serving::run_until;
use server::store::{SqliteOptions, SqliteStore, Store};
use server::web::WebFiles;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::embedded().unwrap());

/// 2026-11-23 10:00 in Shanghai.
const START: Millis = 1_795_399_200_000;

#[derive(Debug)]
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn advance(&self, ms: Millis) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now_ms(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

/// The same bytes in every run.
#[derive(Debug, Default)]
struct Seeded(AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Internal> {
        for chunk in bytes.chunks_mut(32) {
            let n = self.0.fetch_add(1, Ordering::SeqCst);
            chunk.copy_from_slice(&Sha256::digest(n.to_be_bytes())[..chunk.len()]);
        }
        Ok(())
    }
}

/// A server on a port of its own.
pub(crate) struct World {
    pub(crate) origin: String,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) store: SqliteStore,
    pub(crate) key: PublicKey,
    pub(crate) folder: TempDir,
    pub(crate) app: AppState,
    client: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The JSON of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// A problem document with this status and code.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(
            self.headers["content-type"], "application/problem+json",
            "{self:?}"
        );
        let document = self.json();
        assert_eq!(document["code"], code, "{document}");
        assert_eq!(document["status"], status, "{document}");
        document
    }
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(
            tempfile::tempdir().unwrap(),
            SqliteOptions::default(),
            Seeded::default(),
        )
        .await
    }

    pub(crate) async fn start_with_pages(max_pages: u32) -> Self {
        let options = SqliteOptions {
            max_pages: Some(max_pages),
        };
        Self::start_with(tempfile::tempdir().unwrap(), options, Seeded::default()).await
    }

    /// Stops, then starts on the same folder.
    pub(crate) async fn restart(self) -> Self {
        let Self {
            folder,
            stop,
            task,
            store,
            ..
        } = self;
        stop.unwrap().send(()).unwrap();
        task.await.unwrap();
        store.close().await;
        // Other random bytes than in the first run, as in a real restart.
        let entropy = Seeded(AtomicU64::new(1 << 40));
        Self::start_with(folder, SqliteOptions::default(), entropy).await
    }

    async fn start_with(folder: TempDir, options: SqliteOptions, entropy: Seeded) -> Self {
        let store = SqliteStore::open(&folder.path().join("xinhu.sqlite"), &options)
            .await
            .unwrap();
        let clock = Arc::new(SetClock(AtomicI64::new(START)));
        let key = SealingKey::from_seed([9; 32]);
        let public = *key.public();
        let app = App::new(Parts {
            store: Arc::new(store.clone()),
            clock: clock.clone(),
            entropy: Arc::new(entropy),
            key,
            library: LIBRARY.clone(),
            conditions: Conditions::new(),
            region: None,
            web: WebFiles::Embedded,
        })
        .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let served = app.clone();
        let task = tokio::spawn(async move {
            let until = async {
                let _ = stopped.await;
            };
            run_until(listener, served, until).await.unwrap();
        });
        Self {
            origin,
            clock,
            store,
            key: public,
            folder,
            app,
            client: reqwest::Client::new(),
            stop: Some(stop),
            task,
        }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<reqwest::Body>,
    ) -> Answer {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.origin))
            .body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &[], body.to_string()).await
    }

    pub(crate) fn setup_path(&self) -> String {
        self.app.setup.url("").replace("/desk/", "/api/v1/")
    }

    /// Follows the set-up link.
    pub(crate) async fn set_up(&self) -> Desk<'_> {
        let body = json!({"district": "区", "organisation": "一中", "name": "王老师", "password": "correct horse"});
        let answer = self.post(&self.setup_path(), &body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        Desk::of(self, &answer)
    }

    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.post(
            "/api/v1/session",
            &json!({"name": name, "password": password}),
        )
        .await
    }

    /// A desk, a child and a tablet.
    pub(crate) async fn with_tablet(&self) -> (Desk<'_>, String, Tablet<'_>) {
        let desk = self.set_up().await;
        let child = desk.make_child().await;
        let tablet = desk.enrol().await;
        (desk, child, tablet)
    }
}

/// A signed-in browser.
pub(crate) struct Desk<'w> {
    world: &'w World,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
    pub(crate) staff: String,
}

impl<'w> Desk<'w> {
    #[track_caller]
    pub(crate) fn of(world: &'w World, answer: &Answer) -> Self {
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        let session = answer.json();
        Self {
            world,
            cookie: cookie.split(';').next().unwrap().to_owned(),
            csrf: session["csrf"].as_str().unwrap().to_owned(),
            staff: session["staff"]["id"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("x-xinhu-csrf", self.csrf.as_str()),
        ];
        self.world
            .send(method, path, &headers, body.to_string())
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    pub(crate) async fn make_child(&self) -> String {
        let made = self
            .post("/api/v1/children", &json!({"count": 1}))
            .await
            .expect(201);
        made["codes"][0].as_str().unwrap().to_owned()
    }

    pub(crate) async fn make_code(&self) -> String {
        let made = self
            .post("/api/v1/enrolment-codes", &json!({"label": "平板 1"}))
            .await
            .expect(201);
        made["code"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn enrol(&self) -> Tablet<'w> {
        let code = self.make_code().await;
        let enrolled = self
            .world
            .post("/api/v1/enrol", &json!({"code": code}))
            .await
            .expect(201);
        Tablet {
            world: self.world,
            id: enrolled["device"].as_str().unwrap().to_owned(),
            token: enrolled["token"].as_str().unwrap().to_owned(),
            package: enrolled["package"].clone(),
        }
    }
}

/// An enrolled tablet.
pub(crate) struct Tablet<'w> {
    world: &'w World,
    pub(crate) id: String,
    pub(crate) token: String,
    pub(crate) package: Value,
}

impl Tablet<'_> {
    /// Seals whatever it is given and delivers it.
    pub(crate) async fn deliver(&self, record: &Value) -> Answer {
        self.deliver_envelope(&seal(&self.world.key, record, 1))
            .await
    }

    pub(crate) async fn deliver_envelope(&self, envelope: &Value) -> Answer {
        self.deliver_bytes(envelope.to_string()).await
    }

    pub(crate) async fn deliver_bytes(&self, body: impl Into<reqwest::Body>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.world
            .send(
                Method::POST,
                "/api/v1/records",
                &[("authorization", &bearer)],
                body,
            )
            .await
    }

    pub(crate) async fn fetch_package(&self) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.world
            .send(
                Method::GET,
                "/api/v1/package",
                &[("authorization", &bearer)],
                "",
            )
            .await
    }
}

pub(crate) fn seal(key: &PublicKey, record: &Value, seed: u8) -> Value {
    let id = record["id"]
        .as_str()
        .and_then(|it| RecordId::parse(it).ok());
    let id = id.unwrap_or_else(|| RecordId::from_random([7; 16]));
    let envelope =
        SealedEnvelope::seal(key, id, record.to_string().as_bytes(), [seed; 32]).unwrap();
    serde_json::to_value(envelope).unwrap()
}

/// A record id made from a number.
pub(crate) fn id(n: u8) -> String {
    RecordId::from_random([n; 16]).to_string()
}

/// A result as a tablet sends it for these PHQ-9 answers and a GAD-7 of zeros.
pub(crate) fn result(record_id: &str, child: &str, phq9: [i32; 9]) -> Value {
    let gad7 = [0; 7];
    let mut given_instruments = Vec::new();
    for (id, values) in [("phq9", &phq9[..]), ("gad7", &gad7[..])] {
        let release = LIBRARY.newest(id).unwrap();
        let responses: Vec<Answered> = values.iter().map(|value| Answered::Given(*value)).collect();
        let outcome = score(&release.instrument, &responses, &Context::default());
        let given = Given {
            definition: release.definition_hash.clone(),
            wording: release.wordings[0].hash.clone(),
            language: Language::ZhCn,
            informant: Informant::Own,
            quality: Vec::new(),
        };
        given_instruments.push(instrument_result(&release.instrument, &outcome, given));
    }
    let tier = LIBRARY.policies()[0].derive(&given_instruments).tier;
    json!({
        "schema": 1, "kind": "result", "id": record_id, "child": child, "campaign": null, "mode": "single",
        "battery": {"id": "secondary", "version": "1.0.0"}, "policy": {"id": "cn-default", "version": "1.0.0"},
        "engine": "0.1.0", "taken_on": "2026-11-22", "minutes": 7, "age_years": 14, "age_months": null,
        "stage": "junior", "sex": "female", "consent": {"basis": "guardian", "notice": "1.0.0"},
        "ended": "finished", "trial": true, "instruments": given_instruments, "tier": tier,
    })
}

/// Total 2: green.
pub(crate) const CALM: [i32; 9] = [1, 1, 0, 0, 0, 0, 0, 0, 0];
/// Item 9 endorsed: red.
pub(crate) const RED: [i32; 9] = [1, 1, 1, 0, 0, 0, 0, 0, 1];

pub(crate) fn review(record_id: &str, result: &str, staff: &str, decision: &str) -> Value {
    json!({
        "schema": 1, "kind": "review", "id": record_id, "result": result, "decision": decision,
        "child": null, "tier": null, "reason": "fits", "staff": staff, "on": "2026-11-22",
    })
}

pub(crate) fn event(record_id: &str, child: &str, staff: &str) -> Value {
    json!({
        "schema": 1, "kind": "event", "id": record_id, "child": child, "campaign": null,
        "event": "help", "about": null, "consent": null, "after_minutes": null,
        "reason": "child_asked", "staff": staff, "second_staff": null, "on": "2026-11-22",
    })
}

/// Whether the audit trail of the world's district is whole.
pub(crate) async fn is_audit_whole(world: &World) -> bool {
    let home = world.store.find_home().await.unwrap().unwrap();
    world
        .store
        .verify_audit(&home.district)
        .await
        .unwrap()
        .is_none()
}
