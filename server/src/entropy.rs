//! Randomness, passed in, and the random things the server makes of it.

use crate::problem::Internal;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine::wire::{ChildCode, RecordId};

/// Where random bytes come from.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `bytes`, or says that the machine has none to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Internal>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Internal> {
        getrandom::fill(bytes).map_err(|error| Internal::new("random bytes", error))
    }
}

/// The alphabet of enrolment codes: without 0, 1, I, L, O and U, which people mistake or misread.
const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight letters in two groups, `ABCD-2345`.
pub fn make_enrolment_code(entropy: &dyn Entropy) -> Result<String, Internal> {
    let mut code = String::with_capacity(9);
    let mut byte = [0];
    while code.len() < 9 {
        entropy.fill(&mut byte)?;
        // 240 is the largest multiple of 30: what lies above would favour the first letters.
        if byte[0] < 240 {
            if code.len() == 4 {
                code.push('-');
            }
            code.push(char::from(
                CODE_ALPHABET[usize::from(byte[0]) % CODE_ALPHABET.len()],
            ));
        }
    }
    Ok(code)
}

/// What people type for a code, without the hyphen, spaces and small letters they may have used.
pub fn normalise_enrolment_code(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .take(16)
        .collect()
}

/// A bearer token: 32 random bytes in URL-safe base64.
pub fn make_token(entropy: &dyn Entropy) -> Result<String, Internal> {
    Ok(URL_SAFE_NO_PAD.encode(make_bytes::<32>(entropy)?))
}

/// A random id.
pub fn make_id(entropy: &dyn Entropy) -> Result<RecordId, Internal> {
    Ok(RecordId::from_random(make_bytes(entropy)?))
}

/// A random child code with its check digits.
pub fn make_child_code(entropy: &dyn Entropy) -> Result<ChildCode, Internal> {
    loop {
        // 2^32 rounded down to a multiple of 10^8, so that every code is equally likely.
        let number = u32::from_le_bytes(make_bytes(entropy)?);
        if number < 4_200_000_000
            && let Some(code) = ChildCode::from_payload(number % 100_000_000)
        {
            return Ok(code);
        }
    }
}

/// Random bytes.
pub fn make_bytes<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], Internal> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Counting(AtomicU64);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), Internal> {
            for byte in bytes {
                let n = self
                    .0
                    .fetch_add(1, Ordering::Relaxed)
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15);
                *byte = n.to_be_bytes()[0];
            }
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn codes_survive_how_people_type_them(seed: u64) {
            let code = make_enrolment_code(&Counting(AtomicU64::new(seed))).unwrap();
            prop_assert_eq!(code.len(), 9);
            prop_assert_eq!(code.find('-'), Some(4));
            let plain = normalise_enrolment_code(&code);
            prop_assert_eq!(plain.len(), 8);
            prop_assert!(plain.bytes().all(|b| CODE_ALPHABET.contains(&b)));
            let typed = code.to_lowercase().replace('-', " ");
            prop_assert_eq!(normalise_enrolment_code(&typed), plain);
        }

        #[test]
        fn child_codes_are_valid(seed: u64) {
            let code = make_child_code(&Counting(AtomicU64::new(seed))).unwrap();
            prop_assert!(ChildCode::parse(code.as_str()).is_ok());
        }
    }
}
