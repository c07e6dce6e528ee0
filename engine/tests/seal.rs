//! Envelopes: what opens them, and above all what does not. The pinned envelope must open for ever.
#![cfg(feature = "seal")]

use engine::seal::{Purpose, Sealed, SealedEnvelope, derive_key_pair, open, seal};
use engine::wire::RecordId;

const ID: &str = "3f0c5a52-7c1e-4d8a-9b6f-2a4e8d1c7b90";

#[test]
fn only_the_right_key_purpose_and_id_open_an_envelope() {
    let (private, public) = derive_key_pair([1; 32]);
    let (other, _) = derive_key_pair([2; 32]);
    let sealed = seal(Purpose::Record, &public, ID, b"hello", [9; 32]).unwrap();
    assert_eq!(
        open(Purpose::Record, &private, ID, &sealed).unwrap(),
        b"hello"
    );
    assert!(open(Purpose::Record, &other, ID, &sealed).is_err());
    assert!(open(Purpose::SittingKey, &private, ID, &sealed).is_err());
    assert!(open(Purpose::Record, &private, "another id", &sealed).is_err());
}

#[test]
fn every_changed_or_missing_byte_is_noticed() {
    let (private, public) = derive_key_pair([1; 32]);
    let sealed = seal(Purpose::Record, &public, ID, b"hello", [9; 32]).unwrap();
    for i in (0..sealed.ciphertext.0.len()).step_by(97) {
        let mut changed = sealed.clone();
        changed.ciphertext.0[i] ^= 1;
        assert!(open(Purpose::Record, &private, ID, &changed).is_err());
        let mut truncated = sealed.clone();
        truncated.ciphertext.0.truncate(i);
        assert!(open(Purpose::Record, &private, ID, &truncated).is_err());
    }
    let mut changed = sealed.clone();
    changed.enc.0[0] ^= 1;
    assert!(open(Purpose::Record, &private, ID, &changed).is_err());
    changed.enc.0.pop();
    assert!(open(Purpose::Record, &private, ID, &changed).is_err());
}

#[test]
fn length_says_nothing_about_the_contents() {
    let (_, public) = derive_key_pair([1; 32]);
    let length = |n: usize| {
        let sealed = seal(Purpose::Record, &public, ID, &vec![b'x'; n], [9; 32]).unwrap();
        sealed.ciphertext.0.len()
    };
    assert_eq!(length(900), length(1900));
    assert_ne!(length(1900), length(2100));
}

#[test]
fn the_same_record_sealed_twice_differs() {
    let (_, public) = derive_key_pair([1; 32]);
    let a = seal(Purpose::Record, &public, ID, b"hello", [8; 32]).unwrap();
    let b = seal(Purpose::Record, &public, ID, b"hello", [9; 32]).unwrap();
    assert_ne!(a.ciphertext, b.ciphertext);
    assert_ne!(a.enc, b.enc);
}

/// Sealed once with this code and kept. If it no longer opens, tablets in the field are cut off.
#[test]
fn the_pinned_envelope_opens_for_ever() {
    let (private, public) = derive_key_pair([42; 32]);
    assert_eq!(
        public.fingerprint(),
        include_str!("pinned/fingerprint.txt").trim()
    );
    let envelope: SealedEnvelope =
        serde_json::from_str(include_str!("pinned/envelope.json")).unwrap();
    assert_eq!(envelope.id, RecordId::parse(ID).unwrap());
    assert_eq!(envelope.open(&private).unwrap(), b"{\"schema\":1}");
    let again = SealedEnvelope::seal(&public, envelope.id, b"{\"schema\":1}", [43; 32]).unwrap();
    assert_eq!(again, envelope, "the same seed gives the same bytes");
    let _: Sealed = Sealed {
        enc: envelope.enc,
        ciphertext: envelope.ciphertext,
    };
}
