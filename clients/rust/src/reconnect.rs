//! Waits between attempts to come back.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// Attempts that may find what was lost still taken: by the lost connection, of whose end the server has not heard. With
/// the defaults 6 to 11 seconds in all.
const PREDECESSOR_ATTEMPTS: u32 = 8;

/// How a channel comes back after its connection was lost: exponential backoff, each wait between half its length and its
/// length, so that many clients do not come back in step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconnect {
    /// The first wait.
    pub initial_delay: Duration,
    /// The longest wait.
    pub max_delay: Duration,
    /// Attempts in a row; `None`: without end. 0: the channel does not come back.
    pub max_attempts: Option<u32>,
}

impl Default for Reconnect {
    /// From 50 ms to 5 s, without end.
    fn default() -> Self {
        Self {
            initial_delay: Duration::from_millis(50),
            max_delay: Duration::from_secs(5),
            max_attempts: None,
        }
    }
}

impl Reconnect {
    /// The channel ends with its connection.
    pub fn never() -> Self {
        Self {
            max_attempts: Some(0),
            ..Self::default()
        }
    }

    /// The same waits for a predecessor that is not gone yet.
    pub(crate) fn patience(&self) -> Self {
        let attempts = self.max_attempts.unwrap_or(PREDECESSOR_ATTEMPTS);
        Self {
            max_attempts: Some(attempts.min(PREDECESSOR_ATTEMPTS)),
            ..self.clone()
        }
    }
}

/// Attempts that are made.
#[derive(Debug)]
pub(crate) struct Backoff {
    how: Reconnect,
    attempts: u32,
}

impl Backoff {
    pub(crate) fn new(how: Reconnect) -> Self {
        Self { how, attempts: 0 }
    }

    /// The wait before the next attempt; `None` when there have been enough.
    pub(crate) fn next_delay(&mut self) -> Option<Duration> {
        if self.how.max_attempts.is_some_and(|most| self.attempts >= most) {
            return None;
        }
        let doubled = 2u32.saturating_pow(self.attempts);
        self.attempts = self.attempts.saturating_add(1);
        let ceiling = self.how.initial_delay.saturating_mul(doubled).min(self.how.max_delay);
        Some(ceiling / 2 + ceiling.mul_f64(share()) / 2)
    }

    /// The attempt succeeded: the next wait is the first again.
    pub(crate) fn succeeded(&mut self) {
        self.attempts = 0;
    }
}

/// A number from 0 to 1, another one each time.
fn share() -> f64 {
    let bits = RandomState::new().hash_one(());
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let mut backoff = Backoff::new(Reconnect::default());
        for ceiling in [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000] {
            let wait = backoff.next_delay().unwrap();
            let ceiling = Duration::from_millis(ceiling);
            assert!(ceiling / 2 <= wait && wait <= ceiling, "{wait:?} of {ceiling:?}");
        }
        backoff.succeeded();
        assert!(backoff.next_delay().unwrap() <= Duration::from_millis(50));
    }

    #[test]
    fn attempts_end() {
        assert_eq!(Backoff::new(Reconnect::never()).next_delay(), None);
        let mut patience = Backoff::new(Reconnect::default().patience());
        let waits = std::iter::from_fn(|| patience.next_delay()).count();
        assert_eq!(waits, PREDECESSOR_ATTEMPTS as usize);
        assert_eq!(Backoff::new(Reconnect::never().patience()).next_delay(), None);
    }

    #[test]
    fn many_attempts_do_not_overflow() {
        let mut backoff = Backoff::new(Reconnect::default());
        backoff.attempts = u32::MAX;
        assert!(backoff.next_delay().unwrap() <= Duration::from_secs(5));
    }
}
