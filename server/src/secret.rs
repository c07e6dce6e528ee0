//! Tokens and codes are kept as hashes: who copies the database cannot sign in with it.

use crate::store::SecretHash;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// What is stored of a token or code. They are random and long, so no slow hash is needed.
pub fn hash_secret(secret: &str) -> SecretHash {
    Sha256::digest(secret).into()
}

/// The value a page must send with every change: it follows from the session's token, which scripts
/// cannot read.
pub fn csrf_of(session_token: &str) -> String {
    let mut hash = Sha256::new();
    hash.update("xinhu csrf 1 ");
    hash.update(session_token);
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
