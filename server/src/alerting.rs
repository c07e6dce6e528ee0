//! What the checks of a record mean: whether it is held, and whether somebody must be alerted.

use crate::store::State;
use engine::policy::Urgency;
use engine::wire::Tier;

/// Why a review or event is held, beside the engine's reasons: no account has this id.
pub const UNKNOWN_STAFF: &str = "unknown_staff";

/// The outcome of all checks of one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Why held; empty where it stands.
    pub held: Vec<String>,
    /// The tier that follows from bands and flags.
    pub derived_tier: Option<Tier>,
    /// The higher of the sent and the derived tier.
    pub effective_tier: Option<Tier>,
    /// The alert to raise.
    pub alert: Option<AlertDraft>,
}

/// An alert to raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertDraft {
    /// The higher of the sent and the derived tier.
    pub tier: Option<Tier>,
    /// How soon.
    pub urgency: Urgency,
    /// Flags, then held codes.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// For a record that is no result: held or not, without an alert.
    pub fn of_other(held: Vec<String>) -> Self {
        Self {
            held,
            ..Self::default()
        }
    }

    /// For a result: one that is red or held raises an alert at the higher of its two tiers.
    pub fn of_result(
        held: Vec<String>,
        sent: Option<Tier>,
        derived: Option<Tier>,
        urgency: Option<Urgency>,
        flags: impl IntoIterator<Item = String>,
    ) -> Self {
        // `None` sorts before every tier.
        let effective_tier = sent.max(derived);
        let is_alert = effective_tier == Some(Tier::Red) || !held.is_empty();
        let alert = is_alert.then(|| AlertDraft {
            tier: effective_tier,
            urgency: urgency.unwrap_or(Urgency::Today),
            reasons: flags.into_iter().chain(held.iter().cloned()).collect(),
        });
        Self {
            held,
            derived_tier: derived,
            effective_tier,
            alert,
        }
    }

    /// Stored or held.
    pub fn state(&self) -> State {
        if self.held.is_empty() {
            State::Stored
        } else {
            State::Held
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tier() -> impl Strategy<Value = Option<Tier>> {
        proptest::option::of(proptest::sample::select(Tier::ALL))
    }

    proptest! {
        #[test]
        fn red_or_held_always_alerts_at_the_higher_tier(sent in tier(), derived in tier(), is_held: bool) {
            let held = if is_held { vec!["conflict".to_owned()] } else { vec![] };
            let verdict = Verdict::of_result(held, sent, derived, None, ["suicide_item".to_owned()]);
            let is_red = sent == Some(Tier::Red) || derived == Some(Tier::Red);
            prop_assert_eq!(verdict.alert.is_some(), is_red || is_held);
            prop_assert!(verdict.effective_tier >= sent && verdict.effective_tier >= derived);
            prop_assert!(verdict.effective_tier == sent || verdict.effective_tier == derived);
            prop_assert_eq!(verdict.state() == State::Held, is_held);
            if let Some(alert) = verdict.alert {
                prop_assert_eq!(alert.tier, verdict.effective_tier);
            }
        }
    }
}
