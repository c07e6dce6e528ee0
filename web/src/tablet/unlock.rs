//! A PIN opens a private key; wrong ones cost growing time, counted per person and across restarts.

use super::model::{Staff, Unlocked};
use super::vault::{PinFailures, Vault};
use crate::platform::{
    crypto::{self, CryptoError},
    time,
};
use engine::seal::PrivateKey;

/// The first wrong ones cost nothing: fingers slip.
const N_FREE: u32 = 2;

/// Why nothing was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// Not the right PIN; the next try may come after so many seconds.
    WrongPin(i64),
    /// Too soon after wrong ones: so many seconds to go.
    TooSoon(i64),
    /// The browser's cryptography or storage does not work.
    Unavailable,
}

/// Tries a PIN.
pub async fn unlock(vault: &Vault, staff: &Staff, pin: &str) -> Result<Unlocked, Locked> {
    let failures = vault
        .pin_failures(&staff.id)
        .await
        .map_err(|_| Locked::Unavailable)?;
    let rest = failures.until_ms - time::now_ms();
    // A clock that was set back must not lock anybody out for longer than the longest delay.
    if 0 < rest && rest <= delay_ms(failures.n) {
        return Err(Locked::TooSoon(seconds(rest)));
    }
    match crypto::unwrap_with_pin(pin, &staff.id, &staff.wrapped).await {
        Ok(bytes) => {
            let bytes: [u8; 32] = bytes.try_into().map_err(|_| Locked::Unavailable)?;
            // At worst an old count stays, which costs time and nothing else.
            let _ = vault
                .keep_pin_failures(&staff.id, PinFailures::default())
                .await;
            Ok(Unlocked {
                staff: staff.clone(),
                private: PrivateKey(bytes),
            })
        }
        Err(CryptoError::WrongKey) => {
            let n = failures.n.saturating_add(1);
            let delay = delay_ms(n);
            let failures = PinFailures {
                n,
                until_ms: time::now_ms() + delay,
            };
            vault
                .keep_pin_failures(&staff.id, failures)
                .await
                .map_err(|_| Locked::Unavailable)?;
            Err(Locked::WrongPin(seconds(delay)))
        }
        Err(CryptoError::Unavailable) => Err(Locked::Unavailable),
    }
}

/// 0, 0, 5 s, 10 s, 20 s … 15 minutes.
fn delay_ms(n_failures: u32) -> i64 {
    match n_failures.checked_sub(N_FREE + 1) {
        None => 0,
        Some(n) => (5_000_i64 << n.min(8)).min(15 * 60_000),
    }
}

fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_to_a_quarter_of_an_hour() {
        let delays: Vec<i64> = (0..8).map(|n| delay_ms(n) / 1_000).collect();
        assert_eq!(delays, [0, 0, 0, 5, 10, 20, 40, 80]);
        assert_eq!(delay_ms(u32::MAX), 15 * 60_000);
    }
}
