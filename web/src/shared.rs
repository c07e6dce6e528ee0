//! Parts that both apps share: the two languages, words for codes, the tier badge, the gauge.

pub mod gauge;
pub mod text;
pub mod tier;
pub mod words;
