use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::details::{Details, Facts};

/// Why a call failed: the server said so, or the client itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    Response,
    Connection,
    Timeout,
    Decode,
    Interrupted,
    InvalidArgument,
}

/// A failed call, before it becomes one of the public errors.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub cause: Cause,
    pub details: Details,
}

impl Failure {
    pub(crate) fn new(cause: Cause, facts: Facts) -> Self {
        Self {
            cause,
            details: Details(Arc::new(facts)),
        }
    }

    /// One that comes from the client itself.
    pub(crate) fn local(cause: Cause, message: impl Into<String>) -> Self {
        let facts = Facts {
            code: cause.code().to_owned(),
            message: message.into(),
            ..Facts::default()
        };
        Self::new(cause, facts)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::local(Cause::InvalidArgument, message)
    }

    pub(crate) fn caused_by(self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.with(|facts| facts.source = Some(Arc::new(source)))
    }

    pub(crate) fn after(self, attempts: u32) -> Self {
        self.with(|facts| facts.attempts = attempts)
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(Arc::make_mut(&mut self.details.0));
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.details.fmt(f)
    }
}
