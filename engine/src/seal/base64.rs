//! Bytes written as base64 (RFC 4648 §4, standard alphabet, padded).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Bytes that are base64 in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base64(pub Vec<u8>);

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&::base64::Engine::encode(
            &::base64::engine::general_purpose::STANDARD,
            &self.0,
        ))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        ::base64::Engine::decode(
            &::base64::engine::general_purpose::STANDARD,
            text.as_bytes(),
        )
        .map(Self)
        .map_err(|_| D::Error::custom("not base64 (standard alphabet, padded)"))
    }
}
