//! The closed lists. A new code is a new schema, never a new string.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every code of the list, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is written in a record.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The code written as `text`, if the list has it.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

codes! {
    /// How a sitting was held.
    Mode {
        /// A class at once, each child with a tablet.
        Class = "class",
        /// One child with a counsellor.
        Single = "single",
        /// Staff ask or fill in.
        Staff = "staff",
    }
    /// The child's sex as the roster has it.
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Not recorded.
        Unspecified = "unspecified",
    }
    /// The child's stage of schooling.
    Stage {
        /// Before primary school.
        Preschool = "preschool",
        /// Primary school (小学).
        Primary = "primary",
        /// Junior secondary (初中).
        Junior = "junior",
        /// Senior secondary, vocational included (高中、中职).
        Senior = "senior",
        /// Not at a school.
        OutOfSchool = "out_of_school",
    }
    /// Who answers.
    Informant {
        /// The child.
        Own = "self",
        /// A guardian or carer.
        Parent = "parent",
        /// A teacher.
        Teacher = "teacher",
        /// Staff of the service.
        Staff = "staff",
    }
    /// The language an instrument was answered in.
    Language {
        /// Simplified Chinese.
        ZhCn = "zh-CN",
        /// English.
        En = "en",
        /// Switched on the way.
        Mixed = "mixed",
    }
    /// How a sitting ended.
    Ended {
        /// Every due item was shown.
        Finished = "finished",
        /// The child or the counsellor stopped it.
        Stopped = "stopped",
        /// Nobody came back within the campaign's limit.
        TimedOut = "timed_out",
    }
    /// Why a scale has no score. The list is closed (DESIGN §4).
    NoScoreReason {
        /// The sitting ended before all of the scale's items were shown.
        Unfinished = "unfinished",
        /// More answers are missing than the scale's rule allows.
        Missing = "missing",
        /// A context the scale needs (age, sex, stage) was not given.
        Context = "context",
        /// The child is outside the instrument's ages.
        Age = "age",
        /// Somebody else answered than the instrument is made for.
        Informant = "informant",
        /// The scale is limited to another language.
        Language = "language",
        /// The scale rests on one item; its score would be the answer.
        BandOnly = "band_only",
    }
    /// Notes on response quality, computed on the tablet.
    Quality {
        /// Faster than the items can be read.
        Fast = "fast",
        /// The same option throughout.
        StraightLined = "straight_lined",
        /// Long pauses.
        LongPauses = "long_pauses",
        /// Many items passed over.
        ManySkipped = "many_skipped",
        /// Pairs of answers that contradict each other.
        Contradictory = "contradictory",
        /// The tablet's clock ran backwards or jumped.
        Clock = "clock",
    }
    /// How much attention a result asks for (P7). Ordered: a later one is graver.
    Tier {
        /// 常规关注
        Green = "green",
        /// 持续关注
        Yellow = "yellow",
        /// 重点关注
        Orange = "orange",
        /// 立即干预
        Red = "red",
    }
    /// On what ground a screening is held (P13).
    ConsentBasis {
        /// A guardian consented; always needed under 14.
        Guardian = "guardian",
        /// A young person of 14 to 17 consented, the guardian is informed.
        YoungPerson = "young_person",
        /// Civil affairs or a court acts as guardian.
        ActingGuardian = "acting_guardian",
        /// An emergency, by two members of staff with a reason.
        Emergency = "emergency",
    }
    /// What a consent covers.
    ConsentScope {
        /// One sitting.
        Sitting = "sitting",
        /// One campaign.
        Campaign = "campaign",
        /// The school year.
        SchoolYear = "school_year",
    }
    /// What a member of staff decided about a result.
    Decision {
        /// The result stands.
        Confirmed = "confirmed",
        /// To be taken again.
        Retest = "retest",
        /// Not to be used.
        Invalid = "invalid",
        /// Another child answered.
        WrongChild = "wrong_child",
        /// The tier was changed by a person.
        Overridden = "overridden",
    }
    /// Why, for a decision or an event.
    ReasonCode {
        /// Nothing to add.
        None = "none",
        /// Fits what staff know of the child.
        Fits = "fits",
        /// The child was interrupted.
        Interrupted = "interrupted",
        /// The items were not understood.
        NotUnderstood = "not_understood",
        /// Answered without reading.
        NotSerious = "not_serious",
        /// The child was ill or tired that day.
        Unwell = "unwell",
        /// The tablet failed.
        Device = "device",
        /// The wrong code was chosen.
        WrongCode = "wrong_code",
        /// Staff know more than the scales asked.
        OtherKnowledge = "other_knowledge",
        /// The child said no.
        ChildDeclined = "child_declined",
        /// The guardian said no.
        GuardianDeclined = "guardian_declined",
        /// The guardian has not answered.
        GuardianSilent = "guardian_silent",
        /// The child asked for help.
        ChildAsked = "child_asked",
        /// Danger that could not wait for consent.
        Danger = "danger",
        /// Made for training or by mistake.
        Training = "training",
    }
    /// What happened.
    EventKind {
        /// The child did not want to take part.
        Declined = "declined",
        /// There is no consent.
        NoConsent = "no_consent",
        /// Consent was recorded.
        ConsentRecorded = "consent_recorded",
        /// Consent was withdrawn.
        ConsentWithdrawn = "consent_withdrawn",
        /// A named person has seen a result that needs one.
        Acknowledged = "acknowledged",
        /// A waiting record was discarded.
        Discarded = "discarded",
        /// The child asked for help during the sitting.
        Help = "help",
    }
}
