use std::time::Duration;

use super::details::{Details, Headers};
use super::{Failure, Json};
use crate::Error;

/// The result of a call together with what the response said beside it, for failures too.
#[derive(Debug, Clone)]
#[must_use = "the call may have failed"]
pub struct Outcome<T> {
    result: Result<T, Error>,
    answer: Answer,
    failure: Option<Details>,
}

/// What a response says beside its body.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub status: Option<u16>,
    pub request_id: Option<String>,
    pub headers: Headers,
    pub attempts: u32,
}

impl<T> Outcome<T> {
    pub(crate) fn success(value: T, answer: Answer) -> Self {
        Self {
            result: Ok(value),
            answer,
            failure: None,
        }
    }

    pub(crate) fn failure(failure: Failure) -> Self {
        let facts = &failure.details.0;
        let answer = Answer {
            status: facts.status,
            request_id: facts.request_id.clone(),
            headers: facts.headers.clone(),
            attempts: facts.attempts,
        };
        let details = failure.details.clone();
        Self {
            result: Err(failure.into()),
            answer,
            failure: Some(details),
        }
    }

    /// The value or the error.
    pub const fn result(&self) -> &Result<T, Error> {
        &self.result
    }

    /// The value or the error, without the rest.
    ///
    /// # Errors
    ///
    /// The error of the call.
    pub fn into_result(self) -> Result<T, Error> {
        self.result
    }

    /// The HTTP status, where there was a response.
    pub const fn status(&self) -> Option<u16> {
        self.answer.status
    }

    /// The machine-readable code of the error, where there is one.
    pub fn code(&self) -> Option<&str> {
        self.failure.as_ref().map(Details::code)
    }

    /// The message of the error, where there is one.
    pub fn message(&self) -> Option<&str> {
        self.failure.as_ref().map(Details::message)
    }

    /// The id the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id.as_deref()
    }

    /// How long the server asked to wait, where it did.
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure.as_ref().and_then(Details::retry_after)
    }

    /// How many requests were sent, the first included.
    pub const fn attempts(&self) -> u32 {
        self.answer.attempts
    }

    /// The headers of the response, where there was one.
    pub const fn headers(&self) -> &Headers {
        &self.answer.headers
    }

    /// The body of a failed response, where it was JSON.
    pub fn body(&self) -> Option<&Json> {
        self.failure.as_ref().and_then(Details::body)
    }

    /// The value or the error, and all that is known but the value.
    pub(crate) fn split(self) -> (Result<T, Error>, Outcome<()>) {
        let rest = Outcome {
            result: self.result.as_ref().map(|_| ()).map_err(Clone::clone),
            answer: self.answer,
            failure: self.failure,
        };
        (self.result, rest)
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome {
            result: self.result.map(change),
            answer: self.answer,
            failure: self.failure,
        }
    }
}
