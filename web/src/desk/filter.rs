//! What the list of results shows, and how a fresh first page joins the pages loaded before.

use super::model::Summary;
use engine::wire::Tier;

/// The chips above the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Tiers; none chosen means all.
    pub tiers: Vec<Tier>,
    /// Only those that wait for a person, or only those that do not.
    pub held: Option<bool>,
    /// Only reviewed, or only unreviewed.
    pub reviewed: Option<bool>,
}

impl Filter {
    /// Chooses a tier, or gives it up.
    pub fn toggle(&mut self, tier: Tier) {
        if let Some(at) = self.tiers.iter().position(|it| *it == tier) {
            self.tiers.remove(at);
        } else {
            self.tiers.push(tier);
        }
    }

    /// Whether anything is chosen.
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }

    /// The query of `GET /results`.
    pub fn query(&self, limit: usize, before: Option<&str>) -> String {
        let mut query = format!("limit={limit}");
        if !self.tiers.is_empty() {
            let tiers: Vec<&str> = self.tiers.iter().map(|it| it.as_str()).collect();
            query.push_str("&tier=");
            query.push_str(&tiers.join(","));
        }
        if let Some(held) = self.held {
            query.push_str(if held { "&state=held" } else { "&state=stored" });
        }
        if let Some(reviewed) = self.reviewed {
            query.push_str(if reviewed {
                "&reviewed=yes"
            } else {
                "&reviewed=no"
            });
        }
        if let Some(cursor) = before {
            query.push_str("&before=");
            query.extend(cursor.bytes().map(percent_encoded));
        }
        query
    }
}

fn percent_encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Puts a fresh first page before the older rows that were loaded already. `None` when the two do not
/// touch: then only the fresh page is known to be true.
pub fn refreshed(fresh: &[Summary], older: &[Summary]) -> Option<Vec<Summary>> {
    let last = fresh.last()?;
    let at = older.iter().position(|it| it.id == last.id)?;
    Some(fresh.iter().chain(older.get(at + 1..)?).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        let mut filter = Filter::default();
        assert_eq!(filter.query(50, None), "limit=50");
        filter.toggle(Tier::Red);
        filter.toggle(Tier::Orange);
        filter.held = Some(true);
        filter.reviewed = Some(false);
        assert_eq!(
            filter.query(50, Some("1795:a/b")),
            "limit=50&tier=red,orange&state=held&reviewed=no&before=1795%3Aa%2Fb"
        );
        filter.toggle(Tier::Red);
        assert_eq!(filter.tiers, [Tier::Orange]);
    }

    fn rows(ids: &[&str]) -> Vec<Summary> {
        let child = engine::wire::ChildCode::from_payload(12_345_678).unwrap();
        let row = |id: &&str| {
            serde_json::from_value(
                serde_json::json!({"id": id, "child": child, "taken_on": "2026-11-22",
                "received_at_ms": 0, "tier": null, "effective_tier": null, "held": [], "trial": false,
                "ended": "finished", "battery": "b", "instruments": [], "flags": [], "review": null}),
            )
        };
        ids.iter().map(row).collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_fresh_page_keeps_what_was_loaded_below_it() {
        let older = rows(&["c", "b", "a"]);
        assert_eq!(
            refreshed(&rows(&["d", "c", "b"]), &older),
            Some(rows(&["d", "c", "b", "a"]))
        );
        // "b" left the list meanwhile, "a" moved up.
        assert_eq!(
            refreshed(&rows(&["d", "c", "a"]), &older),
            Some(rows(&["d", "c", "a"]))
        );
        assert_eq!(refreshed(&rows(&["f", "e"]), &older), None);
        assert_eq!(refreshed(&[], &older), None);
    }
}
