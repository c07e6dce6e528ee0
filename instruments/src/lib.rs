//! The instrument library: definitions, wordings, batteries, policies and help numbers as data, each with
//! its licence and provenance, embedded in the program or read from a folder.
//!
//! Folder format: `<id>/<version>/{definition.json, wording/<lang>.json, cases.json, evidence.json,
//! SOURCE.md}`, `batteries/<id>.json`, `policies/<id>.json`, `resources/<id>.json`.
#![warn(missing_docs)]

mod bundle;
mod file;
mod library;
mod resources;

pub use bundle::{Bundle, BundledInstrument, BundledWording, CompiledBundle, CompiledInstrument};
pub use file::{SourceFile, embedded_files};
pub use library::{Conditions, Library, LoadError, Release, WordingRelease};
pub use resources::{HelpLine, LineKind, Resources};
