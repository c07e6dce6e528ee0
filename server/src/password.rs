//! Passwords: Argon2id, off the async threads, two at a time so that memory stays bounded.

use crate::entropy::{Entropy, make_bytes};
use crate::problem::Internal;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Hashes and verifies passwords.
#[derive(Debug)]
pub struct Passwords {
    turns: Semaphore,
    /// Verified where there is no such account, so that its absence takes the same time.
    nobody: String,
}

impl Passwords {
    /// Prepares the hash that stands for an account that does not exist.
    pub fn new(entropy: &dyn Entropy) -> Result<Self, Internal> {
        let nobody = hash_now(&make_bytes::<32>(entropy)?, make_bytes(entropy)?)?;
        Ok(Self {
            turns: Semaphore::new(2),
            nobody,
        })
    }

    /// The PHC text to store for a password.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Internal> {
        let password = password.as_bytes().to_vec();
        self.off_thread(move || hash_now(&password, salt)).await?
    }

    /// Whether `password` belongs to `stored`; without a stored hash it takes as long and is false.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool, Internal> {
        let password = password.as_bytes().to_vec();
        let is_account = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.clone());
        let fits = self
            .off_thread(move || {
                let hash = PasswordHash::new(&stored)
                    .map_err(|error| Internal::new("reading a password hash", error))?;
                Ok::<_, Internal>(Argon2::default().verify_password(&password, &hash).is_ok())
            })
            .await??;
        Ok(fits && is_account)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Internal> {
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|error| Internal::new("waiting to hash", error))?;
        spawn_blocking(work)
            .await
            .map_err(|error| Internal::new("hashing a password", error))
    }
}

fn hash_now(password: &[u8], salt: [u8; 16]) -> Result<String, Internal> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password, &salt)
        .map_err(|error| Internal::new("hashing a password", error))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    #[tokio::test]
    async fn only_the_right_password_of_an_account_fits() {
        let passwords = Passwords::new(&SystemEntropy).unwrap();
        let hash = passwords.hash("correct horse", [1; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            passwords
                .verify("correct horse", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.verify("correct horsf", Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse", None).await.unwrap());
    }
}
