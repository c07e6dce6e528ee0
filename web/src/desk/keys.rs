//! The key pair of a member of staff: made here, in the browser; its private half never leaves it in clear.

use super::model::KeyPair;
use crate::platform::{Base64, crypto, random};

/// Makes a pair and wraps the private half under the PIN. `staff` binds it to its owner.
pub async fn make(pin: &str, staff: &str) -> Result<KeyPair, crypto::CryptoError> {
    let (private, public) = engine::seal::derive_key_pair(random());
    Ok(KeyPair {
        public: Base64(public.0.to_vec()),
        wrapped: crypto::wrap_with_pin(pin, staff, &private.0).await?,
    })
}
