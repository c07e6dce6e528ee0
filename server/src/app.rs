//! Everything a request handler may use, passed in once at the start.

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::keys::SealingKey;
use crate::limit::FailureLimit;
use crate::metrics::Metrics;
use crate::password::Passwords;
use crate::problem::{Internal, Problem};
use crate::setup_link::SetupLink;
use crate::store::{Home, Store};
use crate::web::WebFiles;
use instruments::{Bundle, Conditions, Library};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// Uploads looked at or waiting at a time; what comes beyond is asked to come again.
const MAX_UPLOADS: usize = 4096;

/// Shared by all requests.
pub type AppState = Arc<App>;

/// What the process is made of.
pub struct App {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The key tablets seal to.
    pub key: SealingKey,
    /// Every released definition.
    pub library: Library,
    /// The library as tablets and the desk get it.
    pub bundle: Bundle,
    /// Passwords.
    pub passwords: Passwords,
    /// The one-time link, while no account exists.
    pub setup: SetupLink,
    /// Wrong enrolment codes by address.
    pub enrol_failures: FailureLimit,
    /// Numbers for `/metrics`.
    pub metrics: Metrics,
    /// The web apps.
    pub web: WebFiles,
    /// One permit an upload.
    pub uploads: Semaphore,
    home: OnceLock<Home>,
}

/// What differs between a real process and a test.
pub struct Parts {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The key tablets seal to.
    pub key: SealingKey,
    /// Every released definition.
    pub library: Library,
    /// Licence conditions the operator states are met.
    pub conditions: Conditions,
    /// Whose local help numbers are shown besides the national ones.
    pub region: Option<String>,
    /// The web apps.
    pub web: WebFiles,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Result<AppState, Internal> {
        Ok(Arc::new(Self {
            passwords: Passwords::new(&*parts.entropy)?,
            setup: SetupLink::new(&*parts.entropy)?,
            bundle: parts
                .library
                .bundle(&parts.conditions, parts.region.as_deref()),
            store: parts.store,
            clock: parts.clock,
            entropy: parts.entropy,
            key: parts.key,
            library: parts.library,
            enrol_failures: FailureLimit::default(),
            metrics: Metrics::default(),
            web: parts.web,
            uploads: Semaphore::new(MAX_UPLOADS),
            home: OnceLock::new(),
        }))
    }

    /// The district and organisation, once set up. They never change afterwards.
    pub async fn find_home(&self) -> Result<Option<&Home>, Problem> {
        if let Some(home) = self.home.get() {
            return Ok(Some(home));
        }
        Ok(self
            .store
            .find_home()
            .await?
            .map(|home| self.home.get_or_init(|| home)))
    }
}
