//! AES-GCM and the slow derivation of a key from a PIN, both by WebCrypto.

use super::{Base64, random};
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Rounds of PBKDF2-HMAC-SHA-256 between a PIN and its key.
pub const PIN_ITERATIONS: u32 = 600_000;

/// Why a cryptographic step gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CryptoError {
    /// The key (or the PIN behind it) is not the right one, or the ciphertext was changed.
    WrongKey,
    /// The browser offers no cryptography here.
    Unavailable,
}

/// AES-256-GCM ciphertext with its nonce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encrypted {
    /// Nonce, random for each encryption.
    pub iv: Base64,
    /// Ciphertext and tag.
    pub ciphertext: Base64,
}

/// A private key wrapped under a PIN, as the server keeps it for tablets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    /// Salt of the derivation.
    pub salt: Base64,
    /// Rounds of the derivation.
    pub iterations: u32,
    /// Nonce.
    pub iv: Base64,
    /// Ciphertext and tag.
    pub ciphertext: Base64,
}

/// An AES-256-GCM key that the browser holds.
#[derive(Debug, Clone)]
pub struct AesKey(CryptoKey);

impl AesKey {
    /// Takes over 32 bytes.
    pub async fn import(bytes: &[u8; 32]) -> Result<Self, CryptoError> {
        import("AES-GCM", bytes, &["encrypt", "decrypt"])
            .await
            .map(Self)
    }

    /// Encrypts; `aad` must be given again to decrypt.
    pub async fn encrypt(&self, aad: &str, plaintext: &[u8]) -> Result<Encrypted, CryptoError> {
        let iv: [u8; 12] = random();
        let promise = subtle()?
            .encrypt_with_object_and_u8_array(&gcm(&iv, aad)?, &self.0, plaintext)
            .map_err(unavailable)?;
        let ciphertext = JsFuture::from(promise).await.map_err(unavailable)?;
        Ok(Encrypted {
            iv: Base64(iv.to_vec()),
            ciphertext: Base64(Uint8Array::new(&ciphertext).to_vec()),
        })
    }

    /// Decrypts what [`Self::encrypt`] made.
    pub async fn decrypt(&self, aad: &str, sealed: &Encrypted) -> Result<Vec<u8>, CryptoError> {
        let promise = subtle()?
            .decrypt_with_object_and_u8_array(
                &gcm(&sealed.iv.0, aad)?,
                &self.0,
                &sealed.ciphertext.0,
            )
            .map_err(unavailable)?;
        let plaintext = JsFuture::from(promise)
            .await
            .map_err(|_| CryptoError::WrongKey)?;
        Ok(Uint8Array::new(&plaintext).to_vec())
    }
}

/// Wraps a private key under a PIN. `aad` is the id of the member of staff.
pub async fn wrap_with_pin(
    pin: &str,
    aad: &str,
    private: &[u8],
) -> Result<WrappedKey, CryptoError> {
    let salt: [u8; 16] = random();
    let key = derive_from_pin(pin, &salt, PIN_ITERATIONS).await?;
    let Encrypted { iv, ciphertext } = key.encrypt(aad, private).await?;
    Ok(WrappedKey {
        salt: Base64(salt.to_vec()),
        iterations: PIN_ITERATIONS,
        iv,
        ciphertext,
    })
}

/// Unwraps a private key; a wrong PIN is [`CryptoError::WrongKey`].
pub async fn unwrap_with_pin(
    pin: &str,
    aad: &str,
    wrapped: &WrappedKey,
) -> Result<Vec<u8>, CryptoError> {
    let key = derive_from_pin(pin, &wrapped.salt.0, wrapped.iterations).await?;
    let sealed = Encrypted {
        iv: wrapped.iv.clone(),
        ciphertext: wrapped.ciphertext.clone(),
    };
    key.decrypt(aad, &sealed).await
}

async fn derive_from_pin(pin: &str, salt: &[u8], iterations: u32) -> Result<AesKey, CryptoError> {
    let material = import("PBKDF2", pin.as_bytes(), &["deriveKey"]).await?;
    let derivation = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", iterations.into()),
    ])?;
    let wanted = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let promise = subtle()?
        .derive_key_with_object_and_object(
            &derivation,
            &material,
            &wanted,
            false,
            &usages(&["encrypt", "decrypt"]),
        )
        .map_err(unavailable)?;
    let key = JsFuture::from(promise).await.map_err(unavailable)?;
    Ok(AesKey(key.unchecked_into()))
}

async fn import(name: &str, bytes: &[u8], uses: &[&str]) -> Result<CryptoKey, CryptoError> {
    let promise = subtle()?
        .import_key_with_object(
            "raw",
            &Uint8Array::from(bytes),
            &object(&[("name", name.into())])?,
            false,
            &usages(uses),
        )
        .map_err(unavailable)?;
    let key = JsFuture::from(promise).await.map_err(unavailable)?;
    Ok(key.unchecked_into())
}

fn gcm(iv: &[u8], aad: &str) -> Result<Object, CryptoError> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(aad.as_bytes()).into()),
    ])
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, CryptoError> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), value).map_err(unavailable)?;
    }
    Ok(object)
}

fn usages(uses: &[&str]) -> Array {
    uses.iter().map(|it| JsValue::from_str(it)).collect()
}

fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let crypto = web_sys::window()
        .and_then(|it| it.crypto().ok())
        .ok_or(CryptoError::Unavailable)?;
    let subtle = crypto.subtle();
    // Absent outside secure contexts, whatever the type says.
    if subtle.is_undefined() {
        return Err(CryptoError::Unavailable);
    }
    Ok(subtle)
}

fn unavailable(_: JsValue) -> CryptoError {
    CryptoError::Unavailable
}
