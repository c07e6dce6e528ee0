//! The description of this API. The file is kept by hand; a test compares it with the addresses served.

use super::Endpoint;
use axum::http::header;
use axum::response::IntoResponse;

/// The document.
const DOCUMENT: &str = include_str!("../../openapi.json");

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("/api/openapi.json", handle)
}

async fn handle() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn the_document_lists_exactly_what_is_served() {
        let document: serde_json::Value = serde_json::from_str(super::DOCUMENT).unwrap();
        let described: BTreeSet<String> = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, verbs)| {
                verbs
                    .as_object()
                    .unwrap()
                    .keys()
                    .map(move |verb| format!("{} {path}", verb.to_uppercase()))
            })
            .collect();
        let served: BTreeSet<String> = crate::route::endpoints()
            .iter()
            .map(|it| format!("{} {}", it.method, it.path))
            .collect();
        assert_eq!(described, served);
        assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
