//! Shared by the engine's tests.
#![expect(unreachable_pub, reason = "a module of test binaries")]

use engine::instrument::Instrument;
use instruments::Library;
use std::sync::LazyLock;

pub static LIBRARY: LazyLock<Library> = LazyLock::new(|| match Library::embedded() {
    Ok(library) => library,
    Err(errors) => panic!("the embedded library does not load: {errors:?}"),
});

#[expect(
    clippy::allow_attributes,
    reason = "not every test binary uses it, so expecting it unused would be wrong too"
)]
#[allow(dead_code)]
#[track_caller]
pub fn instrument(id: &str) -> &'static Instrument {
    &LIBRARY.newest(id).expect("shipped").instrument
}
