//! Whatever happens to an envelope on the way, the server never takes it for another record.

use crate::world::{RED, World, id, result, seal};
use engine::wire::ChildCode;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use server::intake::open;

/// The same cases in every run.
fn runner(n_cases: u32) -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config::with_cases(n_cases), rng)
}

#[tokio::test]
async fn a_changed_byte_never_makes_another_record() {
    let world = World::start().await;
    let child = ChildCode::from_payload(12_345_678).unwrap();
    let record = result(&id(1), child.as_str(), RED);
    let body = seal(&world.key, &record, 1).to_string().into_bytes();
    let original = open(&world.app, &body).unwrap();
    let change = (0..body.len(), any::<u8>());
    let mut runner = runner(1000);
    runner
        .run(&change, |(at, byte)| {
            let mut changed = body.clone();
            changed[at] = byte;
            if let Ok(opened) = open(&world.app, &changed) {
                prop_assert_eq!(&opened, &original);
            }
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn a_truncated_body_is_never_a_record() {
    let world = World::start().await;
    let child = ChildCode::from_payload(12_345_678).unwrap();
    let body = seal(&world.key, &result(&id(1), child.as_str(), RED), 1).to_string();
    for n_bytes in 0..body.len() {
        assert!(
            open(&world.app, &body.as_bytes()[..n_bytes]).is_err(),
            "{n_bytes}"
        );
    }
}

#[tokio::test]
async fn bytes_of_any_kind_are_refused_without_harm() {
    let world = World::start().await;
    let mut runner = runner(500);
    let inside = proptest::collection::vec(any::<u8>(), 0..3000);
    runner
        .run(&inside, |bytes| {
            prop_assert!(open(&world.app, &bytes).is_err());
            // Well sealed, but no record inside.
            let record_id = engine::wire::RecordId::from_random([1; 16]);
            let envelope =
                engine::seal::SealedEnvelope::seal(&world.key, record_id, &bytes, [1; 32]).unwrap();
            let body = serde_json::to_vec(&envelope).unwrap();
            prop_assert!(open(&world.app, &body).is_err());
            Ok(())
        })
        .unwrap();
}
