//! What a tablet knows: its enrolment, the package from the server, the child's particulars, a sitting.

use crate::platform::{Base64, crypto::WrappedKey};
use crate::shared::text::Lang;
use engine::battery::Battery;
use engine::context::Context;
use engine::seal::{PrivateKey, PublicKey};
use engine::wire::{
    ChildCode, ConsentBasis, Day, Informant, Language, Mode, Named, Sex, Slug, Stage, Version,
};
use instruments::{Bundle, CompiledBundle, CompiledInstrument};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// What the server gives an enrolled tablet. Written by the server, read here.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Name of the school, station or home.
    pub organisation: String,
    /// How far its clocks stand ahead of UTC.
    pub utc_offset_minutes: i32,
    /// The server's clock when it answered.
    pub server_time_ms: i64,
    /// Where records are sealed to.
    pub sealing_key: SealingKey,
    /// Who may open this tablet.
    pub staff: Vec<Staff>,
    /// Codes of the children.
    #[serde(default)]
    pub children: Vec<String>,
    /// Version of the notice that guardians were given.
    pub notice_version: Version,
    /// After this long without an answer a sitting is over.
    pub away_limit_minutes: u32,
    /// The campaign, if one is open.
    #[serde(default)]
    pub campaign: Option<Slug>,
    /// Instruments, batteries, policies, help numbers.
    #[serde(deserialize_with = "compiled")]
    pub library: CompiledBundle,
}

fn compiled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CompiledBundle, D::Error> {
    let bundle = Bundle::deserialize(deserializer)?;
    bundle
        .compile()
        .map_err(|_| D::Error::custom("an instrument of the package has defects"))
}

/// The server's public key.
#[derive(Debug, Deserialize)]
pub struct SealingKey {
    /// The key.
    pub public: Base64,
}

/// A member of staff with both halves of the key pair, the private one wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Staff {
    /// Id.
    pub id: String,
    /// Name, as colleagues know it.
    pub name: String,
    /// Public half.
    pub public: Base64,
    /// Private half under the PIN.
    pub wrapped: WrappedKey,
    /// Whether results may be read.
    pub may_read: bool,
}

/// A public key, if the bytes are one.
pub fn public_key(bytes: &Base64) -> Option<PublicKey> {
    Some(PublicKey(bytes.0.as_slice().try_into().ok()?))
}

/// An enrolled tablet.
#[derive(Debug)]
pub struct Device {
    /// Bearer token.
    pub token: String,
    /// What the server gave.
    pub package: Package,
    /// Server's clock minus this one's, at the last contact.
    pub clock_offset_ms: i64,
    /// When the server was last reached, by its clock.
    pub last_contact_ms: i64,
    /// Whether the browser promised to keep the storage; `None` where it was not asked or cannot say.
    pub is_storage_kept: Option<bool>,
    /// Whether this clock ran backwards since the last contact.
    pub is_clock_doubtful: bool,
}

impl Device {
    /// The help numbers, batteries and instruments.
    pub fn library(&self) -> &CompiledBundle {
        &self.package.library
    }

    /// Milliseconds since 1970 by the server's clock, as well as it is known.
    pub fn now_ms(&self) -> i64 {
        crate::platform::time::now_ms() + self.clock_offset_ms
    }

    /// The civil day, in the organisation's time zone.
    pub fn today(&self) -> String {
        self.civil(self.now_ms()).date()
    }

    /// A moment in the organisation's time zone.
    pub fn civil(&self, ms: i64) -> crate::platform::time::Civil {
        crate::platform::time::Civil::of(ms, self.package.utc_offset_minutes)
    }

    /// A battery by id.
    pub fn battery(&self, id: &str) -> Option<&Battery> {
        self.library()
            .batteries
            .iter()
            .find(|it| it.id.as_str() == id)
    }

    /// The instruments of a battery; `None` if one is not here.
    pub fn steps<'a>(&'a self, battery: &'a Battery) -> Option<Vec<&'a CompiledInstrument>> {
        let find = |id: &Slug| self.library().instrument(id.as_str());
        battery.steps.iter().map(find).collect()
    }
}

/// A member of staff who gave the right PIN. Dropping it wipes the private key.
#[derive(Debug)]
pub struct Unlocked {
    /// Who.
    pub staff: Staff,
    /// The private key.
    pub private: PrivateKey,
}

impl Drop for Unlocked {
    fn drop(&mut self) {
        self.private.0.fill(0);
        // Keeps the compiler from leaving out a write that nobody reads.
        std::hint::black_box(&self.private);
    }
}

/// What staff state before a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The child's code.
    pub child: ChildCode,
    /// Age in whole years.
    pub age_years: u8,
    /// Stage of schooling.
    pub stage: Stage,
    /// Sex.
    pub sex: Sex,
    /// What is given.
    pub battery: Named,
    /// On what ground.
    pub basis: ConsentBasis,
    /// Version of the notice.
    pub notice: Version,
    /// The campaign.
    pub campaign: Option<Slug>,
    /// Class or single.
    pub mode: Mode,
    /// Civil day.
    pub taken_on: Day,
    /// Whether the day had to be confirmed by a person.
    pub is_clock_doubtful: bool,
    /// Whether items may be read aloud.
    pub may_read_aloud: bool,
    /// Whether a "next" button replaces going on by itself.
    pub has_next_button: bool,
}

impl Setup {
    /// The context the engine scores in.
    pub fn context(&self) -> Context {
        Context {
            age_years: Some(self.age_years),
            age_months: None,
            sex: Some(self.sex),
            stage: Some(self.stage),
            informant: Some(Informant::Own),
        }
    }
}

/// The wire's name for an interface language.
pub fn wire_language(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::ZhCn,
        Lang::En => Language::En,
    }
}

/// The texts of an instrument in `lang`, or in the other language where those may not be shown.
pub fn wording_for(
    instrument: &CompiledInstrument,
    lang: Lang,
) -> Option<(&instruments::BundledWording, Lang)> {
    [lang, lang.other()].into_iter().find_map(|it| {
        let found = instrument.wording(wire_language(it))?;
        found.wording.may_be_shown().then_some((found, it))
    })
}
