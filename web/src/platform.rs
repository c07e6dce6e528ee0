//! Everything that touches the browser: the only place with network, storage, clock and randomness.

pub mod crypto;
pub mod http;
pub mod json;
pub mod page;
pub mod speech;
pub mod store;
pub mod tab;
pub mod time;

/// Bytes as the contracts write them.
pub use engine::seal::Base64;

/// `N` bytes from the browser's generator, for seeds, keys and ids.
///
/// # Panics
/// Where the browser has no generator: then nothing may be sealed and nothing goes on.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    assert!(filled, "the browser has no random generator");
    bytes
}
