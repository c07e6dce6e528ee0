//! Files to checked releases.

use crate::bundle::{Bundle, BundledInstrument, BundledWording};
use crate::file::{SourceFile, embedded_files, read_folder};
use crate::resources::Resources;
use engine::battery::Battery;
use engine::check::Definitions;
use engine::compile::compile;
use engine::definition::{LicenceGate, RawDefinition};
use engine::instrument::Instrument;
use engine::policy::Policy;
use engine::wire::{Hash, Named, Slug, Version, WordingHash};
use engine::wording::Wording;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// Every release there is. Releases are kept for ever: a result names the one it was made with.
#[derive(Debug, Clone, Default)]
pub struct Library {
    releases: Vec<Release>,
    batteries: Vec<Battery>,
    policies: Vec<Policy>,
    resources: Option<Resources>,
}

/// One version of one instrument.
#[derive(Debug, Clone)]
pub struct Release {
    /// The checked instrument.
    pub instrument: Instrument,
    /// The definition as written.
    pub definition: RawDefinition,
    /// SHA-256 of the definition file.
    pub definition_hash: Hash,
    /// Texts by language.
    pub wordings: Vec<WordingRelease>,
    /// Worked examples (`cases.json`), as text.
    pub cases: Option<String>,
    /// Everything else that is known (`evidence.json`), as text.
    pub evidence: Option<String>,
}

/// One language of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingRelease {
    /// SHA-256 of the wording file.
    pub hash: WordingHash,
    /// The texts.
    pub wording: Wording,
}

/// Licence conditions that the operator states are met: instrument id to gate.
pub type Conditions = BTreeMap<Slug, LicenceGate>;

/// What is wrong with a library folder: the file, and everything found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// The file, or the folder.
    pub path: String,
    /// One line a problem.
    pub problems: Vec<String>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path)?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}

/// SHA-256 of a text, in the form records use.
fn hash_of(text: &str) -> String {
    let mut hash = String::from("sha256:");
    for byte in Sha256::digest(text) {
        for nibble in [byte >> 4, byte & 15] {
            hash.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    hash
}

impl Library {
    /// The library that ships with the program.
    pub fn embedded() -> Result<Self, Vec<LoadError>> {
        let mut library = Self::default();
        library.add_files(&embedded_files())?;
        Ok(library)
    }

    /// Adds every instrument, battery and policy of a folder. On any problem nothing is added.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), Vec<LoadError>> {
        let files = read_folder(folder).map_err(|(path, error)| {
            vec![LoadError {
                path,
                problems: vec![format!("cannot be read: {error}")],
            }]
        })?;
        if files.is_empty() {
            return Err(vec![LoadError {
                path: folder.display().to_string(),
                problems: vec![
                    "holds no definition (expected <id>/<version>/definition.json)".to_owned(),
                ],
            }]);
        }
        self.add_files(&files)
    }

    /// Adds files; all problems of all files are listed, and on any nothing is added.
    pub fn add_files(&mut self, files: &[SourceFile]) -> Result<(), Vec<LoadError>> {
        let mut loader = Loader {
            library: self.clone(),
            errors: Vec::new(),
        };
        // Definitions before their wordings and cases, instruments before the policies that name them.
        for file in files
            .iter()
            .filter(|it| it.path.ends_with("/definition.json"))
        {
            loader.add_definition(file);
        }
        for file in files {
            loader.add_other(file);
        }
        loader.check_whole();
        if loader.errors.is_empty() {
            *self = loader.library;
            Ok(())
        } else {
            Err(loader.errors)
        }
    }

    /// Every release, sorted by id and version.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The newest release of an instrument.
    pub fn newest(&self, id: &str) -> Option<&Release> {
        self.releases
            .iter()
            .filter(|it| it.instrument.id.as_str() == id)
            .max_by_key(|it| version_key(&it.instrument.version))
    }

    /// Batteries.
    pub fn batteries(&self) -> &[Battery] {
        &self.batteries
    }

    /// Policies; the first is the default.
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// Regions with help numbers of their own.
    pub fn regions(&self) -> Vec<&str> {
        let lines = self.resources.iter().flat_map(|it| &it.lines);
        let mut regions: Vec<&str> = lines.filter_map(|it| it.region.as_deref()).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }

    /// The newest releases, batteries, policies and help numbers as one document.
    pub fn bundle(&self, conditions: &Conditions, region: Option<&str>) -> Bundle {
        let ids: BTreeSet<&str> = self
            .releases
            .iter()
            .map(|it| it.instrument.id.as_str())
            .collect();
        let instruments = ids
            .into_iter()
            .filter_map(|id| self.newest(id))
            .map(|release| BundledInstrument {
                definition: release.definition.clone(),
                definition_hash: release.definition_hash.clone(),
                wordings: release
                    .wordings
                    .iter()
                    .map(|it| BundledWording {
                        hash: it.hash.clone(),
                        wording: it.wording.clone(),
                    })
                    .collect(),
                blocked: release.blocked_by(conditions),
            })
            .collect();
        let resources = self.resources.clone().unwrap_or_else(|| Resources {
            format: "xinhu-resources/1".to_owned(),
            id: "none".to_owned(),
            lines: Vec::new(),
        });
        Bundle {
            instruments,
            batteries: self.batteries.clone(),
            policies: self.policies.clone(),
            resources: resources.for_region(region),
        }
    }
}

impl Release {
    /// The licence gate that is still closed, as `licence:<gate>`.
    pub fn blocked_by(&self, conditions: &Conditions) -> Option<String> {
        let gate = self.instrument.gate;
        let name = match gate {
            LicenceGate::None => return None,
            LicenceGate::Noncommercial => "noncommercial",
            LicenceGate::NoModification => "no-modification",
            LicenceGate::DeploymentConditions => "deployment-conditions",
            LicenceGate::Restricted => "restricted",
        };
        let is_stated = conditions.get(&self.instrument.id) == Some(&gate);
        (!is_stated).then(|| format!("licence:{name}"))
    }
}

impl Definitions for Library {
    fn instrument(&self, id: &Slug, version: &Version, hash: &Hash) -> Option<&Instrument> {
        self.releases
            .iter()
            .find(|it| {
                it.instrument.id == *id
                    && it.instrument.version == *version
                    && it.definition_hash == *hash
            })
            .map(|it| &it.instrument)
    }

    fn policy(&self, named: &Named) -> Option<&Policy> {
        self.policies
            .iter()
            .find(|it| it.id == named.id && it.version == named.version)
    }

    fn battery(&self, named: &Named) -> Option<&Battery> {
        self.batteries
            .iter()
            .find(|it| it.id == named.id && it.version == named.version)
    }
}

/// `1.10.0` is newer than `1.9.0`.
fn version_key(version: &Version) -> Vec<u32> {
    version
        .as_str()
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

struct Loader {
    library: Library,
    errors: Vec<LoadError>,
}

impl Loader {
    fn fail(&mut self, file: &SourceFile, problems: Vec<String>) {
        self.errors.push(LoadError {
            path: file.path.clone(),
            problems,
        });
    }

    fn fail_changed(&mut self, file: &SourceFile) {
        let problem = "exists already with other contents (what is released never changes); give a changed one a new version";
        self.fail(file, vec![problem.to_owned()]);
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self, file: &SourceFile) -> Option<T> {
        match serde_json::from_str(&file.text) {
            Ok(it) => Some(it),
            Err(error) => {
                self.fail(
                    file,
                    vec![format!(
                        "{error}; restore the file from its release, or correct that place"
                    )],
                );
                None
            }
        }
    }

    fn add_definition(&mut self, file: &SourceFile) {
        let Some(definition) = self.parse::<RawDefinition>(file) else {
            return;
        };
        let expected = format!("{}/{}/definition.json", definition.id, definition.version);
        if !file.path.ends_with(&expected) {
            self.fail(
                file,
                vec![format!(
                    "the file defines {} {}; keep it as {expected}",
                    definition.id, definition.version
                )],
            );
            return;
        }
        let hash = match Hash::parse(&hash_of(&file.text)) {
            Ok(hash) => hash,
            Err(error) => return self.fail(file, vec![error.to_string()]),
        };
        let (id, version) = (definition.id.as_str(), definition.version.as_str());
        if let Some(known) = self.release(id, version) {
            // A copy of a released file adds nothing and harms nothing.
            if known.definition_hash != hash {
                let problem = format!(
                    "{id} {version} exists already with other contents (a released definition never changes); give a changed one a new version"
                );
                self.fail(file, vec![problem]);
            }
            return;
        }
        match compile(&definition) {
            Ok(instrument) => self.library.releases.push(Release {
                instrument,
                definition,
                definition_hash: hash,
                wordings: Vec::new(),
                cases: None,
                evidence: None,
            }),
            Err(defects) => {
                let problems = defects.iter().map(ToString::to_string).collect();
                self.fail(file, problems);
            }
        }
    }

    fn add_other(&mut self, file: &SourceFile) {
        let parts: Vec<&str> = file.path.split('/').collect();
        match parts.as_slice() {
            [.., "definition.json"] => {}
            ["batteries", _] => {
                let Some(it) = self.parse::<Battery>(file) else {
                    return;
                };
                let named = |known: &&Battery| known.id == it.id && known.version == it.version;
                match self.library.batteries.iter().find(named) {
                    Some(known) if *known != it => self.fail_changed(file),
                    Some(_) => {}
                    None => self.library.batteries.push(it),
                }
            }
            ["policies", _] => {
                let Some(it) = self.parse::<Policy>(file) else {
                    return;
                };
                let named = |known: &&Policy| known.id == it.id && known.version == it.version;
                match self.library.policies.iter().find(named) {
                    Some(known) if *known != it => self.fail_changed(file),
                    Some(_) => {}
                    None => self.library.policies.push(it),
                }
            }
            ["resources", _] => {
                let it = self.parse::<Resources>(file);
                self.library.resources = it.or(self.library.resources.take());
            }
            [.., id, version, "wording", _] => self.add_wording(file, id, version),
            [.., id, version, "cases.json"] => self.add_text(file, id, version, true),
            [.., id, version, "evidence.json"] => self.add_text(file, id, version, false),
            _ => self.fail(
                file,
                vec!["is no file of a library; remove it or correct its place".to_owned()],
            ),
        }
    }

    fn add_wording(&mut self, file: &SourceFile, id: &str, version: &str) {
        let Some(wording) = self.parse::<Wording>(file) else {
            return;
        };
        let Some(release) = self.release(id, version) else {
            self.fail(
                file,
                vec![format!("there is no usable definition of {id} {version}")],
            );
            return;
        };
        let problems: Vec<String> = wording
            .defects(&release.instrument)
            .iter()
            .map(ToString::to_string)
            .collect();
        match WordingHash::parse(&hash_of(&file.text)) {
            Ok(hash) if problems.is_empty() => {
                let of_language = |it: &&WordingRelease| it.wording.language == wording.language;
                match release.wordings.iter().find(of_language) {
                    Some(known) if known.hash != hash => self.fail_changed(file),
                    Some(_) => {}
                    None => release.wordings.push(WordingRelease { hash, wording }),
                }
            }
            _ => self.fail(file, problems),
        }
    }

    fn add_text(&mut self, file: &SourceFile, id: &str, version: &str, is_cases: bool) {
        if self.parse::<serde_json::Value>(file).is_none() {
            return;
        }
        let Some(release) = self.release(id, version) else {
            return;
        };
        let slot = if is_cases {
            &mut release.cases
        } else {
            &mut release.evidence
        };
        *slot = Some(file.text.clone());
    }

    fn release(&mut self, id: &str, version: &str) -> Option<&mut Release> {
        self.library
            .releases
            .iter_mut()
            .find(|it| it.instrument.id.as_str() == id && it.instrument.version.as_str() == version)
    }

    /// What can only be seen with everything loaded.
    fn check_whole(&mut self) {
        self.library.releases.sort_by(|a, b| {
            (&a.instrument.id, version_key(&a.instrument.version))
                .cmp(&(&b.instrument.id, version_key(&b.instrument.version)))
        });
        if !self.errors.is_empty() {
            return;
        }
        let library = &self.library;
        for battery in &library.batteries {
            let mut problems: Vec<String> = Vec::new();
            if battery.steps.is_empty() {
                problems.push("steps: the battery is empty (list its instruments)".to_owned());
            }
            for step in &battery.steps {
                match library.newest(step.as_str()) {
                    None => problems.push(format!(
                        "steps: '{step}' is not in the library (add it, or drop the step)"
                    )),
                    Some(release)
                        if battery.age_min < release.instrument.age_min
                            || release.instrument.age_max < battery.age_max =>
                    {
                        problems.push(format!(
                            "age: {} to {} is wider than {step} allows ({} to {})",
                            battery.age_min,
                            battery.age_max,
                            release.instrument.age_min,
                            release.instrument.age_max
                        ));
                    }
                    Some(_) => {}
                }
            }
            if !problems.is_empty() {
                self.errors.push(LoadError {
                    path: format!("batteries/{}.json", battery.id),
                    problems,
                });
            }
        }
        for (i, policy) in library.policies.iter().enumerate() {
            // Only the default policy must know every critical flag; another may be for fewer instruments.
            let defects = policy.defects(library.releases.iter().map(|it| &it.instrument));
            let problems: Vec<String> = defects
                .iter()
                .filter(|it| i == 0 || it.at != "rules")
                .map(ToString::to_string)
                .collect();
            if !problems.is_empty() {
                self.errors.push(LoadError {
                    path: format!("policies/{}.json", policy.id),
                    problems,
                });
            }
        }
    }
}
