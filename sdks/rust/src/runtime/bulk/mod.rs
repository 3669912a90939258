//! Many items in as few requests as they fit in, several of them under way at a time.

mod gather;
mod outcome;

use std::collections::VecDeque;
use std::fmt;

use tokio::task::{JoinError, JoinSet};

use self::gather::{gather, Sent};
use self::outcome::Cut;
use super::{Call, Cause, Failure, Outcome, Request};
use crate::contract;

pub(crate) use self::gather::{ItemFailure, Mergeable};
pub use self::outcome::{BulkOutcome, FailedItem};

/// Items to be sent in parts, taken from the caller's iterator only as connections come free.
pub(crate) struct Bulk<'a, T> {
    items: Box<dyn Iterator<Item = T> + Send + 'a>,
    /// Taken, but not sent yet.
    waiting: VecDeque<T>,
    /// How the first items went together in an earlier call.
    cuts: VecDeque<Cut>,
    pub parallelism: usize,
}

/// What one request may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub items: usize,
    pub bytes: Option<usize>,
}

/// What is sent together.
struct Part<T> {
    items: Vec<T>,
    request: Result<Request, Failure>,
    key: Option<String>,
}

impl<'a, T: Send + 'static> Bulk<'a, T> {
    pub(crate) fn new<I>(items: I) -> Self
    where
        I: IntoIterator<IntoIter: Send + 'a, Item: Into<T> + 'a>,
    {
        Self {
            items: Box::new(items.into_iter().map(Into::into)),
            ..Self::default()
        }
    }

    /// Keeps together what went together, under the keys it had.
    pub(crate) fn resume<R>(&mut self, outcome: &BulkOutcome<R, T>) {
        self.cuts = outcome.cuts.iter().cloned().collect();
    }

    /// Sends parts within the limits, `parallelism` of them at a time. `prepare` makes the request of a part and hands
    /// its items back; `empty` is the result of no part at all.
    pub(crate) async fn send<R: Mergeable>(
        mut self,
        call: &Call,
        limits: Limits,
        empty: &str,
        mut prepare: impl FnMut(Vec<T>) -> (Result<Request, Failure>, Vec<T>),
    ) -> Outcome<BulkOutcome<R, T>> {
        let limits = self.evenly(limits);
        let mut running = JoinSet::new();
        let mut sent: Vec<Sent<R, T>> = Vec::new();
        let mut start = 0;
        loop {
            while running.len() < self.parallelism.max(1) {
                let Some(part) = self.next(limits, &mut prepare) else {
                    break;
                };
                let position = start;
                start += part.items.len();
                running.spawn(send_part(call.clone(), part, position));
            }
            match running.join_next().await {
                Some(Ok(part)) => sent.push(part),
                Some(Err(error)) => return Outcome::failure(stopped(error)),
                None => break,
            }
        }
        sent.sort_by_key(|part| part.start);
        gather(sent, empty)
    }

    /// Parts of a size that gives every connection something to do, where the end of the list can be seen from its start.
    fn evenly(&mut self, limits: Limits) -> Limits {
        if !self.cuts.is_empty() {
            return limits;
        }
        let parallelism = self.parallelism.max(1);
        let ahead = limits.items.saturating_mul(parallelism);
        self.waiting.extend(self.items.by_ref().take(ahead));
        let even = self.waiting.len().div_ceil(parallelism).max(1);
        Limits {
            items: limits.items.min(even),
            ..limits
        }
    }

    /// The next part: what went together before, or else as many items as a request may have, halved until its body
    /// is small enough.
    fn next(
        &mut self,
        limits: Limits,
        mut prepare: impl FnMut(Vec<T>) -> (Result<Request, Failure>, Vec<T>),
    ) -> Option<Part<T>> {
        let cut = self.next_cut();
        let (most, key) = cut.map_or((limits.items, None), |cut| (cut.count, cut.key));
        let missing = most.saturating_sub(self.waiting.len());
        self.waiting.extend(self.items.by_ref().take(missing));
        let mut count = self.waiting.len().min(most);
        while count > 0 {
            let (request, mut items) = prepare(self.waiting.drain(..count).collect());
            let fits = request.as_ref().is_ok_and(|one| one.fits(limits.bytes));
            if fits || count == 1 {
                // An item that is too large, or has no JSON form, is alone at last: it fails, and no other with it.
                let request = request.and_then(|one| if fits { Ok(one) } else { Err(too_large()) });
                return Some(Part {
                    items,
                    request,
                    key,
                });
            }
            items.extend(self.waiting.drain(..));
            self.waiting = items.into();
            count /= 2;
        }
        None
    }

    fn next_cut(&mut self) -> Option<Cut> {
        while let Some(cut) = self.cuts.pop_front() {
            if cut.count > 0 {
                return Some(cut);
            }
        }
        None
    }
}

fn too_large() -> Failure {
    Failure::invalid("the item alone is larger than a request may be")
}

async fn send_part<R: Mergeable, T>(mut call: Call, part: Part<T>, start: usize) -> Sent<R, T> {
    let key = part.key.or_else(|| call.part_key(start));
    call.options.idempotency_key.clone_from(&key);
    Sent {
        start,
        items: part.items,
        key,
        outcome: call.json_or_failure(part.request).await,
    }
}

/// A task that panicked panics here; one that was stopped, with its runtime, is a lost connection.
fn stopped(error: JoinError) -> Failure {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(error) => Failure::local(Cause::Connection, error.to_string()),
    }
}

impl<'a, T: 'a> Default for Bulk<'a, T> {
    fn default() -> Self {
        Self {
            items: Box::new(std::iter::empty()),
            waiting: VecDeque::new(),
            cuts: VecDeque::new(),
            parallelism: contract::BULK_PARALLELISM,
        }
    }
}

impl<T> fmt::Debug for Bulk<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("parallelism", &self.parallelism)
            .finish_non_exhaustive()
    }
}
