//! Slowing down whoever guesses.

use crate::clock::Millis;
use crate::store::SignInFailures;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Wrong sign-ins under one name before the first delay.
const FREE_SIGN_INS: u32 = 5;
const FIRST_DELAY_MS: Millis = 5_000;
const LONGEST_DELAY_MS: Millis = 15 * 60_000;

/// The state after one more failed sign-in: from the fifth on each delay is twice the one before.
pub fn after_failed_sign_in(before: SignInFailures, now: Millis) -> SignInFailures {
    let count = before.count.saturating_add(1);
    let delay = count.checked_sub(FREE_SIGN_INS).map_or(0, |n_delays| {
        FIRST_DELAY_MS
            .saturating_mul(1 << n_delays.min(20))
            .min(LONGEST_DELAY_MS)
    });
    SignInFailures {
        count,
        blocked_until: now.saturating_add(delay),
    }
}

const WINDOW_MS: Millis = 60_000;
const MAX_FAILURES: u32 = 10;
/// More addresses than a school has; when full, those whose window has passed are dropped.
const MAX_ADDRESSES: usize = 10_000;

/// Wrong enrolment codes by address, over a minute. Right ones never count: a class enrols at once.
#[derive(Debug, Default)]
pub struct FailureLimit {
    by_address: Mutex<BTreeMap<IpAddr, (Millis, u32)>>,
}

impl FailureLimit {
    /// How long this address has to wait; `None` if it may try.
    pub fn wait_ms(&self, address: IpAddr, now: Millis) -> Option<Millis> {
        let by_address = self
            .by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        by_address
            .get(&address)
            .filter(|(began, n)| *n >= MAX_FAILURES && now < began + WINDOW_MS)
            .map(|(began, _)| began + WINDOW_MS - now)
    }

    /// Notes a wrong code.
    pub fn add_failure(&self, address: IpAddr, now: Millis) {
        let mut by_address = self
            .by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if by_address.len() >= MAX_ADDRESSES {
            by_address.retain(|_, (began, _)| now < *began + WINDOW_MS);
        }
        let entry = by_address.entry(address).or_insert((now, 0));
        if now >= entry.0 + WINDOW_MS {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::Ipv4Addr;

    proptest! {
        #[test]
        fn delays_only_grow(n in 0u32..200, now in 0i64..4_000_000_000_000) {
            let delay = |n| {
                let before = SignInFailures { count: n, blocked_until: 0 };
                after_failed_sign_in(before, now).blocked_until - now
            };
            prop_assert!(delay(n) <= delay(n + 1));
            prop_assert!(delay(n) <= LONGEST_DELAY_MS);
            prop_assert_eq!(delay(n) > 0, n + 1 >= FREE_SIGN_INS);
        }
    }

    #[test]
    fn an_address_waits_after_ten_wrong_codes_and_others_do_not() {
        let limit = FailureLimit::default();
        let (bad, good) = (
            Ipv4Addr::new(10, 0, 0, 1).into(),
            Ipv4Addr::new(10, 0, 0, 2).into(),
        );
        for _ in 0..10 {
            assert_eq!(limit.wait_ms(bad, 1000), None);
            limit.add_failure(bad, 1000);
        }
        assert_eq!(limit.wait_ms(bad, 2000), Some(59_000));
        assert_eq!(limit.wait_ms(good, 2000), None);
        assert_eq!(limit.wait_ms(bad, 61_000), None);
    }
}
