//! The one-time link that makes the first account. Its token lives in memory only.

use crate::entropy::{Entropy, make_token};
use crate::problem::Internal;
use crate::secret::hash_secret;

/// The link of this run of the server.
#[derive(Debug)]
pub struct SetupLink {
    token: String,
}

impl SetupLink {
    /// A fresh link.
    pub fn new(entropy: &dyn Entropy) -> Result<Self, Internal> {
        Ok(Self {
            token: make_token(entropy)?,
        })
    }

    /// Where to go, for example `http://127.0.0.1:8080/desk/setup/…`.
    pub fn url(&self, origin: &str) -> String {
        format!("{origin}/desk/setup/{}", self.token)
    }

    /// Whether `token` is this run's. Hashes are compared, so that the time says nothing of the token.
    pub fn fits(&self, token: &str) -> bool {
        hash_secret(token) == hash_secret(&self.token)
    }
}
