use serde::de::DeserializeOwned;

use super::outcome::{BulkOutcome, Cut, FailedItem};
use crate::runtime::outcome::Answer;
use crate::runtime::{Cause, Failure, Outcome};
use crate::Error;

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

/// One part on its way.
pub(super) struct Sent<R, T> {
    pub start: usize,
    pub items: Vec<T>,
    pub key: Option<String>,
    pub outcome: Result<(R, Answer), Failure>,
}

/// One result out of those of the parts. Only when none came through is the first failure that of the whole.
pub(super) fn gather<R: Mergeable, T>(
    sent: Vec<Sent<R, T>>,
    empty: &str,
) -> Outcome<BulkOutcome<R, T>> {
    let mut merged: Option<(R, Answer)> = None;
    let mut failed = Vec::new();
    let mut cuts = Vec::new();
    let mut first_failure = None;
    for part in sent {
        let before = failed.len();
        let mut unknown = None;
        match part.outcome {
            Ok((mut result, answer)) => {
                failed.extend(refused(&result, &answer, part.start, part.items));
                result.shift(part.start);
                match &mut merged {
                    Some((whole, _)) => whole.merge(result),
                    None => merged = Some((result, answer)),
                }
            }
            Err(failure) => {
                let error = Error::from(failure.clone());
                first_failure.get_or_insert(failure);
                failed.extend(lost(&error, part.start, part.items));
                unknown = part.key;
            }
        }
        cuts.push(Cut {
            count: failed.len() - before,
            key: unknown,
        });
    }
    let whole = |result| BulkOutcome {
        result,
        failed,
        cuts,
    };
    match (merged, first_failure) {
        (Some((result, answer)), _) => Outcome::success(whole(result), answer),
        (None, Some(failure)) => Outcome::failure(failure),
        (None, None) => match serde_json::from_str(empty) {
            Ok(result) => Outcome::success(whole(result), Answer::default()),
            Err(_) => Outcome::failure(Failure::invalid("there is nothing to send")),
        },
    }
}

/// All items of a part that failed as a whole.
fn lost<T>(
    error: &Error,
    start: usize,
    items: Vec<T>,
) -> impl Iterator<Item = FailedItem<T>> + use<'_, T> {
    items
        .into_iter()
        .zip(start..)
        .map(|(item, index)| FailedItem {
            index,
            item,
            error: error.clone(),
        })
}

/// The items of a part that the server refused, each for a reason of its own.
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
