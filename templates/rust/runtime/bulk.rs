use std::collections::VecDeque;
use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;
use tokio::task::JoinSet;

use super::outcome::Answer;
use super::{Call, Cause, Failure, Outcome, Request};
use crate::{contract, Error};

/// The result of one part, which becomes that of the whole.
pub(crate) trait Mergeable: DeserializeOwned + Send + 'static {
    /// Adds the result of a part that comes after those so far.
    fn merge(&mut self, other: Self);
    /// Moves positions in a part to positions in the whole.
    fn shift(&mut self, by: usize);
    /// Items the server took no part of, by position in this part.
    fn failures(&self) -> Vec<ItemFailure>;
}

/// What the server says of one item it did not take.
#[derive(Debug, Clone)]
pub(crate) struct ItemFailure {
    pub index: usize,
    pub code: String,
    pub message: String,
}

/// Items to be sent in parts, taken from the caller's iterator only as connections come free.
pub(crate) struct Bulk<'a, T> {
    items: Box<dyn Iterator<Item = T> + Send + 'a>,
    /// Taken, but not sent: too large for one request together.
    waiting: VecDeque<T>,
    pub parallelism: usize,
}

/// What one request may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub items: usize,
    pub bytes: Option<usize>,
}

/// The merged result of a bulk call, with the items that failed. The result's own fields are reached directly.
#[derive(Debug, Clone)]
pub struct BulkOutcome<R, T> {
    result: R,
    failed: Vec<FailedItem<T>>,
}

/// An item that was not taken, as it was given.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FailedItem<T> {
    /// Its position among all items given, from 0.
    pub index: usize,
    /// The item itself, to be sent again.
    pub item: T,
    /// Why: its own error, or that of the request it was part of.
    pub error: Error,
}

impl<R, T> BulkOutcome<R, T> {
    /// The merged result.
    pub const fn result(&self) -> &R {
        &self.result
    }

    /// What failed, in the order the items were given.
    pub fn failed(&self) -> &[FailedItem<T>] {
        &self.failed
    }

    /// The items that failed, ready to be sent again.
    pub fn into_failed_items(self) -> Vec<T> {
        self.failed.into_iter().map(|failed| failed.item).collect()
    }
}

impl<R, T> Deref for BulkOutcome<R, T> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.result
    }
}

/// One part on its way.
struct Sent<R, T> {
    start: usize,
    items: Vec<T>,
    outcome: Result<(R, Answer), Failure>,
}

impl<'a, T: Send + 'static> Bulk<'a, T> {
    pub(crate) fn new<I>(items: I) -> Self
    where
        I: IntoIterator<IntoIter: Send + 'a, Item: Into<T> + 'a>,
    {
        Self {
            items: Box::new(items.into_iter().map(Into::into)),
            waiting: VecDeque::new(),
            parallelism: contract::BULK_PARALLELISM,
        }
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
        let mut running = JoinSet::new();
        let mut sent: Vec<Sent<R, T>> = Vec::new();
        let mut start = 0;
        loop {
            while running.len() < self.parallelism.max(1) {
                let Some((request, items)) = self.next(limits, &mut prepare) else {
                    break;
                };
                let position = start;
                start += items.len();
                running.spawn(part(call.for_part(position), request, position, items));
            }
            match running.join_next().await {
                Some(Ok(part)) => sent.push(part),
                Some(Err(error)) => match error.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(error) => {
                        let failure = Failure::local(Cause::Connection, error.to_string());
                        return Outcome::failure(failure);
                    }
                },
                None => break,
            }
        }
        sent.sort_by_key(|part| part.start);
        gather(sent, empty)
    }

    /// The next part: as many items as a request may have, halved until its body is small enough.
    fn next(
        &mut self,
        limits: Limits,
        mut prepare: impl FnMut(Vec<T>) -> (Result<Request, Failure>, Vec<T>),
    ) -> Option<(Result<Request, Failure>, Vec<T>)> {
        let missing = limits.items.saturating_sub(self.waiting.len());
        self.waiting.extend(self.items.by_ref().take(missing));
        let mut count = self.waiting.len().min(limits.items);
        while count > 0 {
            let (request, mut items) = prepare(self.waiting.drain(..count).collect());
            let fits = request
                .as_ref()
                .map_or(true, |request| request.fits(limits.bytes));
            if fits || count == 1 {
                return Some((request, items));
            }
            items.extend(self.waiting.drain(..));
            self.waiting = items.into();
            count /= 2;
        }
        None
    }
}

async fn part<R: Mergeable, T>(
    call: Call,
    request: Result<Request, Failure>,
    start: usize,
    items: Vec<T>,
) -> Sent<R, T> {
    let outcome = call.json_or_failure(request).await;
    Sent {
        start,
        items,
        outcome,
    }
}

/// One result out of those of the parts. Only when none came through is the first failure that of the whole.
fn gather<R: Mergeable, T>(sent: Vec<Sent<R, T>>, empty: &str) -> Outcome<BulkOutcome<R, T>> {
    let mut merged: Option<(R, Answer)> = None;
    let mut failed = Vec::new();
    let mut first_failure = None;
    let mut attempts = 0;
    for Sent {
        start,
        items,
        outcome,
    } in sent
    {
        match outcome {
            Ok((mut result, answer)) => {
                attempts += answer.attempts;
                failed.extend(refused(&result, &answer, start, items));
                result.shift(start);
                match &mut merged {
                    Some((whole, _)) => whole.merge(result),
                    None => merged = Some((result, answer)),
                }
            }
            Err(failure) => {
                attempts += failure.details.attempts();
                let error = Error::from(failure.clone());
                first_failure.get_or_insert(failure);
                failed.extend(
                    items
                        .into_iter()
                        .enumerate()
                        .map(|(position, item)| FailedItem {
                            index: start + position,
                            item,
                            error: error.clone(),
                        }),
                );
            }
        }
    }
    match (merged, first_failure) {
        (Some((result, answer)), _) => Outcome::success(
            BulkOutcome { result, failed },
            Answer { attempts, ..answer },
        ),
        (None, Some(failure)) => Outcome::failure(failure),
        (None, None) => match serde_json::from_str(empty) {
            Ok(result) => Outcome::success(BulkOutcome { result, failed }, Answer::default()),
            Err(_) => Outcome::failure(Failure::invalid("there is nothing to send")),
        },
    }
}

/// The items of a part that was taken, but without these.
fn refused<R: Mergeable, T>(
    result: &R,
    answer: &Answer,
    start: usize,
    items: Vec<T>,
) -> Vec<FailedItem<T>> {
    let mut failures = result.failures();
    failures.sort_by_key(|failure| failure.index);
    let mut failures = failures.into_iter().peekable();
    let mut failed = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        if let Some(failure) = failures.next_if(|failure| failure.index == index) {
            let error = Failure::local(Cause::Response, failure.message).with(|facts| {
                facts.code = failure.code;
                facts.request_id.clone_from(&answer.request_id);
                facts.attempts = answer.attempts;
            });
            failed.push(FailedItem {
                index: start + index,
                item,
                error: error.into(),
            });
        }
    }
    failed
}

impl<'a, T: 'a> Default for Bulk<'a, T> {
    fn default() -> Self {
        Self {
            items: Box::new(std::iter::empty()),
            waiting: VecDeque::new(),
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
