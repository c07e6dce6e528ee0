//! Sends what waits. A record leaves the queue only after the server's acknowledgement.

use super::vault::{Stuck, Vault, Waiting};
use crate::platform::http::{self, HttpError, Problem, Request};
use std::cell::Cell;

/// One sender at a time.
#[derive(Default)]
pub struct Outbox {
    is_busy: Cell<bool>,
    n_failures: Cell<u32>,
}

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Another round was running.
    Busy,
    /// Nothing more to send now.
    Done,
    /// The server was not reached, or is not able; try again in so many milliseconds.
    Later(u32),
}

enum Fate {
    Acknowledged,
    Refused(Stuck),
    Tripped,
    Later { after_ms: Option<u32> },
}

impl Outbox {
    /// Sends all that waits. `with_stuck` tries refused records again, as when a person asks for it.
    pub async fn send(&self, vault: &Vault, token: &str, with_stuck: bool) -> Round {
        if self.is_busy.replace(true) {
            return Round::Busy;
        }
        let round = self.send_all(vault, token, with_stuck).await;
        self.is_busy.set(false);
        round
    }

    async fn send_all(&self, vault: &Vault, token: &str, with_stuck: bool) -> Round {
        let Ok(queue) = vault.queue().await else {
            return Round::Later(self.back_off());
        };
        let mut round = Round::Done;
        for (id, mut waiting) in queue {
            if waiting.stuck.is_some() && !with_stuck {
                continue;
            }
            match send_one(token, &waiting).await {
                Fate::Acknowledged => {
                    self.n_failures.set(0);
                    // If this fails the record is sent again, which is harmless.
                    let _ = vault.acknowledged(&id).await;
                }
                Fate::Refused(stuck) => {
                    waiting.n_tries += 1;
                    waiting.stuck = Some(stuck);
                    // If this fails the record stays as it was, and is tried again.
                    let _ = vault.enqueue(&waiting).await;
                }
                // One record that trips the server must not hold up the others.
                Fate::Tripped => round = Round::Later(self.back_off()),
                Fate::Later { after_ms } => {
                    let back_off = self.back_off();
                    return Round::Later(after_ms.map_or(back_off, |it| it.max(1_000)));
                }
            }
        }
        round
    }

    /// 4 s, 8 s, 16 s … 5 minutes.
    fn back_off(&self) -> u32 {
        let n = self.n_failures.get().min(7);
        self.n_failures.set(n + 1);
        (4_000 << n).min(300_000)
    }
}

async fn send_one(token: &str, waiting: &Waiting) -> Fate {
    let Ok(body) = serde_json::to_string(&waiting.envelope) else {
        return Fate::Later { after_ms: None };
    };
    let request = Request {
        bearer: Some(token),
        ..Request::post("/api/v1/records", &body)
    };
    let Ok(answer) = http::send(request).await else {
        return Fate::Later { after_ms: None };
    };
    let says_held = answer.status == 409 && answer.body.contains("\"held\"");
    if says_held {
        return Fate::Acknowledged;
    }
    match answer.ok() {
        Ok(_) => Fate::Acknowledged,
        Err(HttpError::Problem(problem)) => fate_of(&problem),
        Err(HttpError::Offline | HttpError::Unreadable) => Fate::Later { after_ms: None },
    }
}

fn fate_of(problem: &Problem) -> Fate {
    match problem.status {
        500 => Fate::Tripped,
        // Too many requests, or a server that is not able now.
        408 | 425 | 429 | 501.. => Fate::Later {
            after_ms: problem.retry_after.map(|it| it.saturating_mul(1_000)),
        },
        status => Fate::Refused(Stuck {
            status,
            reason: [problem.title.as_str(), problem.detail.as_str()]
                .join(" ")
                .trim()
                .to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_stays_below_five_minutes() {
        let outbox = Outbox::default();
        let waits: Vec<u32> = std::iter::repeat_with(|| outbox.back_off())
            .take(9)
            .collect();
        assert_eq!(waits[..3], [4_000, 8_000, 16_000]);
        assert_eq!(waits[8], 300_000);
    }

    #[test]
    fn only_refusals_wait_for_a_person() {
        let problem = |status| Problem {
            status,
            ..Problem::default()
        };
        for status in [400, 401, 409, 413, 422] {
            assert!(
                matches!(fate_of(&problem(status)), Fate::Refused(_)),
                "{status}"
            );
        }
        for status in [429, 502, 503, 507] {
            assert!(
                matches!(fate_of(&problem(status)), Fate::Later { .. }),
                "{status}"
            );
        }
    }
}
