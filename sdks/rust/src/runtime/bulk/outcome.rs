use std::ops::Deref;

use crate::Error;

/// The merged result of a bulk call, with the items that failed. The result's own fields are reached directly.
#[derive(Debug, Clone)]
pub struct BulkOutcome<R, T> {
    pub(super) result: R,
    pub(super) failed: Vec<FailedItem<T>>,
    pub(super) cuts: Vec<Cut>,
}

/// How many of the failed items went together, and under which key when nothing is known of what became of them.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub count: usize,
    pub key: Option<String>,
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

    /// The items that failed, ready to be sent again: in this order after `resuming` this outcome, so that requests
    /// that may have been taken after all are sent under the keys they had.
    #[must_use]
    pub fn failed_items(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.failed
            .iter()
            .map(|failed| failed.item.clone())
            .collect()
    }
}

impl<R, T> Deref for BulkOutcome<R, T> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.result
    }
}
