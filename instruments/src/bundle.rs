//! What a tablet or a desk gets of the library: one JSON document, compiled where it is used.

use crate::Resources;
use engine::battery::Battery;
use engine::compile::compile;
use engine::defect::Defect;
use engine::definition::RawDefinition;
use engine::instrument::Instrument;
use engine::policy::Policy;
use engine::wire::{Hash, Language, WordingHash};
use engine::wording::Wording;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The library as one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Newest version of each instrument.
    pub instruments: Vec<BundledInstrument>,
    /// Batteries.
    pub batteries: Vec<Battery>,
    /// Policies; the first is the default.
    pub policies: Vec<Policy>,
    /// Help numbers for the region.
    pub resources: Resources,
}

/// One instrument with its texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundledInstrument {
    /// The definition.
    pub definition: RawDefinition,
    /// SHA-256 of the released file.
    pub definition_hash: Hash,
    /// Texts by language.
    pub wordings: Vec<BundledWording>,
    /// Why it may not be given: the gate that is closed, such as `licence:noncommercial`.
    pub blocked: Option<String>,
}

/// One wording with the hash of its released file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundledWording {
    /// SHA-256 of the released file.
    pub hash: WordingHash,
    /// The texts.
    pub wording: Wording,
}

/// A bundle, checked.
#[derive(Debug, Clone)]
pub struct CompiledBundle {
    /// Instruments, in the order of the bundle.
    pub instruments: Vec<CompiledInstrument>,
    /// Batteries.
    pub batteries: Vec<Battery>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Help numbers.
    pub resources: Resources,
}

/// A checked instrument with its texts.
#[derive(Debug, Clone)]
pub struct CompiledInstrument {
    /// The instrument.
    pub instrument: Arc<Instrument>,
    /// SHA-256 of the released definition.
    pub definition_hash: Hash,
    /// The owner's credit line, shown with the instrument.
    pub attribution: String,
    /// Texts by language.
    pub wordings: Vec<BundledWording>,
    /// Why it may not be given.
    pub blocked: Option<String>,
}

impl Bundle {
    /// Compiles every instrument of the bundle.
    pub fn compile(self) -> Result<CompiledBundle, Vec<Defect>> {
        let mut instruments = Vec::with_capacity(self.instruments.len());
        for it in self.instruments {
            instruments.push(CompiledInstrument {
                instrument: Arc::new(compile(&it.definition)?),
                definition_hash: it.definition_hash,
                attribution: it.definition.licence.attribution,
                wordings: it.wordings,
                blocked: it.blocked,
            });
        }
        Ok(CompiledBundle {
            instruments,
            batteries: self.batteries,
            policies: self.policies,
            resources: self.resources,
        })
    }
}

impl CompiledBundle {
    /// An instrument by id.
    pub fn instrument(&self, id: &str) -> Option<&CompiledInstrument> {
        self.instruments
            .iter()
            .find(|it| it.instrument.id.as_str() == id)
    }
}

impl CompiledInstrument {
    /// The texts in `language`.
    pub fn wording(&self, language: Language) -> Option<&BundledWording> {
        self.wordings
            .iter()
            .find(|it| it.wording.language == language)
    }
}
