//! HPKE envelopes (RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM).
//!
//! The purpose and the version stand in the key schedule's `info`, the record's id in the authenticated
//! data: an envelope cannot be replayed as another kind or under another id. Randomness is passed in.

use crate::wire::{RecordId, Schema1};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::fmt;

mod base64;
pub use base64::Base64;

type Suite = X25519HkdfSha256;

/// Plaintexts are padded to a multiple of this, so that a length does not tell how many flags a result has.
const PADDING: usize = 2048;

/// The public half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// The private half.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey(pub [u8; 32]);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl PublicKey {
    /// `x25519:` and the first 128 bits of the key's SHA-256 in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut text = String::from("x25519:");
        for byte in Sha256::digest(self.0).iter().take(16) {
            for nibble in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        text
    }
}

/// Derives a key pair from 32 random bytes.
pub fn derive_key_pair(seed: [u8; 32]) -> (PrivateKey, PublicKey) {
    let (private, public) = Suite::derive_keypair(&seed);
    (
        PrivateKey(private.to_bytes().into()),
        PublicKey(public.to_bytes().into()),
    )
}

/// What an envelope is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A record on its way to the server.
    Record,
    /// The key of one sitting's draft, for staff who may open the tablet.
    SittingKey,
    /// The readable copy of a result, for staff who may read results.
    ReadableResult,
}

impl Purpose {
    fn info(self) -> &'static [u8] {
        match self {
            Purpose::Record => b"xinhu/1 record",
            Purpose::SittingKey => b"xinhu/1 sitting key",
            Purpose::ReadableResult => b"xinhu/1 readable result",
        }
    }
}

/// An opened envelope's counterpart: only the holder of the private key can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// Encapsulated key, 32 bytes.
    pub enc: Base64,
    /// Ciphertext and tag.
    pub ciphertext: Base64,
}

/// Why an envelope could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPublicKey;

impl fmt::Display for BadPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a usable X25519 public key")
    }
}

impl std::error::Error for BadPublicKey {}

/// An envelope that was truncated, changed, made for another key, purpose or id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenError;

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the envelope was damaged, or sealed for another key, purpose or record")
    }
}

impl std::error::Error for OpenError {}

/// Seals `plaintext` so that only the holder of `to`'s private half can read it. `seed` must be 32 fresh
/// random bytes.
pub fn seal(
    purpose: Purpose,
    to: &PublicKey,
    id: &str,
    plaintext: &[u8],
    seed: [u8; 32],
) -> Result<Sealed, BadPublicKey> {
    let public = <Suite as Kem>::PublicKey::from_bytes(&to.0).map_err(|_| BadPublicKey)?;
    let (enc, ciphertext) = hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, Suite>(
        &OpModeS::Base,
        &public,
        purpose.info(),
        &pad(plaintext),
        id.as_bytes(),
        &mut SeedStream::new(seed),
    )
    .map_err(|_| BadPublicKey)?;
    Ok(Sealed {
        enc: Base64(enc.to_bytes().to_vec()),
        ciphertext: Base64(ciphertext),
    })
}

/// Opens an envelope made for this purpose, key and id.
pub fn open(
    purpose: Purpose,
    private: &PrivateKey,
    id: &str,
    sealed: &Sealed,
) -> Result<Vec<u8>, OpenError> {
    let private = <Suite as Kem>::PrivateKey::from_bytes(&private.0).map_err(|_| OpenError)?;
    let enc = <Suite as Kem>::EncappedKey::from_bytes(&sealed.enc.0).map_err(|_| OpenError)?;
    let padded = hpke::single_shot_open::<AesGcm256, HkdfSha256, Suite>(
        &OpModeR::Base,
        &private,
        &enc,
        purpose.info(),
        &sealed.ciphertext.0,
        id.as_bytes(),
    )
    .map_err(|_| OpenError)?;
    unpad(&padded).ok_or(OpenError)
}

/// Length (32 bits, little endian), plaintext, zeros.
fn pad(plaintext: &[u8]) -> Vec<u8> {
    let length = u32::try_from(plaintext.len()).unwrap_or(u32::MAX);
    let mut padded = length.to_le_bytes().to_vec();
    padded.extend_from_slice(plaintext);
    padded.resize(padded.len().next_multiple_of(PADDING), 0);
    padded
}

fn unpad(padded: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    rest.get(..length).map(<[u8]>::to_vec)
}

/// Stretches the caller's 32 random bytes to as many as HPKE draws: block `i` is SHA-256(seed, i).
struct SeedStream {
    seed: [u8; 32],
    block: [u8; 32],
    n_blocks: u32,
    n_used: usize,
}

impl SeedStream {
    fn new(seed: [u8; 32]) -> Self {
        Self {
            seed,
            block: [0; 32],
            n_blocks: 0,
            n_used: 32,
        }
    }

    fn next_byte(&mut self) -> u8 {
        if self.n_used == self.block.len() {
            let mut hash = Sha256::new();
            hash.update(self.seed);
            hash.update(self.n_blocks.to_le_bytes());
            self.block = hash.finalize().into();
            self.n_blocks += 1;
            self.n_used = 0;
        }
        let byte = self.block.get(self.n_used).copied().unwrap_or_default();
        self.n_used += 1;
        byte
    }
}

impl TryRng for SeedStream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(std::array::from_fn(|_| {
            self.next_byte()
        })))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(std::array::from_fn(|_| {
            self.next_byte()
        })))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        dst.fill_with(|| self.next_byte());
        Ok(())
    }
}

impl TryCryptoRng for SeedStream {}

/// The body of an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedEnvelope {
    /// Always 1.
    pub schema: Schema1,
    /// Id of the record inside.
    pub id: RecordId,
    /// Fingerprint of the key it is sealed to.
    pub key: String,
    /// Encapsulated key.
    pub enc: Base64,
    /// Ciphertext and tag.
    pub ciphertext: Base64,
}

impl SealedEnvelope {
    /// Seals a record for the server.
    pub fn seal(
        to: &PublicKey,
        id: RecordId,
        canonical: &[u8],
        seed: [u8; 32],
    ) -> Result<Self, BadPublicKey> {
        let sealed = seal(Purpose::Record, to, &id.to_string(), canonical, seed)?;
        Ok(Self {
            schema: Schema1,
            id,
            key: to.fingerprint(),
            enc: sealed.enc,
            ciphertext: sealed.ciphertext,
        })
    }

    /// Opens a record on the server.
    pub fn open(&self, private: &PrivateKey) -> Result<Vec<u8>, OpenError> {
        let sealed = Sealed {
            enc: self.enc.clone(),
            ciphertext: self.ciphertext.clone(),
        };
        open(Purpose::Record, private, &self.id.to_string(), &sealed)
    }
}
