use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::contract;

/// How long to wait before retry `n`, counted from 0, when the server did not say.
pub(crate) fn delay(n: u32) -> Duration {
    let growth = contract::BACKOFF_FACTOR.powi(i32::try_from(n).unwrap_or(i32::MAX));
    let seconds =
        (contract::BACKOFF_INITIAL.as_secs_f64() * growth).min(contract::BACKOFF_MAX.as_secs_f64());
    Duration::from_secs_f64(seconds * jitter())
}

pub(crate) fn jitter() -> f64 {
    let [low, high] = contract::BACKOFF_JITTER;
    low + (high - low) * uniform()
}

/// Between 0 and 1; 1 when the system has no randomness to give.
fn uniform() -> f64 {
    getrandom::u32().map_or(1.0, |draw| f64::from(draw) / f64::from(u32::MAX))
}

/// Stops retry storms: shared by all calls of a client, spent by retries, earned back by successes.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) const fn full() -> Self {
        Self(AtomicU32::new(contract::BUDGET_CAPACITY))
    }

    /// Pays for one retry; false when there is not enough left.
    pub(crate) fn spend(&self) -> bool {
        self.update(|tokens| tokens.checked_sub(contract::BUDGET_RETRY_COST))
    }

    pub(crate) fn refund(&self) {
        self.update(|tokens| {
            Some((tokens + contract::BUDGET_SUCCESS_REFUND).min(contract::BUDGET_CAPACITY))
        });
    }

    fn update(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}
