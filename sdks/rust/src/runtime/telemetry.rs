use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::details::Details;
use super::transport::Outgoing;
use super::{Failure, Request};

/// Is told of every call and every request. The feature `otel` has one for OpenTelemetry.
pub trait Telemetry: fmt::Debug + Send + Sync {
    /// A call begins; of a stream, one connection.
    fn call(&self, about: &CallAbout<'_>) -> Box<dyn CallTrace>;
}

/// What is known of a call when it begins. Nothing of it is secret: there are no values in it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallAbout<'a> {
    /// The name the document has for it.
    pub operation: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path with its parameters unfilled.
    pub template: &'static str,
    /// Where the server is.
    pub server: &'a str,
}

/// A call under way. One that is dropped before its end was given up.
pub trait CallTrace: Send {
    /// A request is sent, the first with number 1; headers may be added.
    fn attempt(&self, number: u32, headers: &mut Vec<(String, String)>) -> Box<dyn AttemptTrace>;
    /// It is over, with what it failed by.
    fn end(&mut self, failure: Option<&Details>);
}

/// A request under way. One that is dropped before its end was given up.
pub trait AttemptTrace: Send {
    /// It is over: with the status of its answer, what it failed by, or both.
    fn end(&mut self, status: Option<u16>, failure: Option<&Details>);
}

/// What is told of one call, where somebody listens.
#[derive(Default)]
pub(crate) struct Told(Option<Mutex<Under>>);

struct Under {
    call: Box<dyn CallTrace>,
    number: u32,
    attempt: Option<Box<dyn AttemptTrace>>,
    status: Option<u16>,
}

impl Told {
    pub(crate) fn of(telemetry: &dyn Telemetry, request: &Request, server: &str) -> Self {
        let operation = request.operation;
        let call = telemetry.call(&CallAbout {
            operation: operation.name,
            method: operation.method,
            template: operation.template,
            server,
        });
        Self(Some(Mutex::new(Under {
            call,
            number: 0,
            attempt: None,
            status: None,
        })))
    }

    /// A request goes out.
    pub(crate) fn sent(&self, outgoing: &mut Outgoing) {
        self.tell(|under| {
            under.number += 1;
            under.status = None;
            let mut headers = Vec::new();
            under.attempt = Some(under.call.attempt(under.number, &mut headers));
            for (name, value) in headers {
                outgoing.set(&name, &value);
            }
        });
    }

    /// Its answer begins.
    pub(crate) fn answered(&self, status: u16) {
        self.tell(|under| under.status = Some(status));
    }

    /// It came to nothing.
    pub(crate) fn failed(&self, failure: &Failure) {
        self.tell(|under| under.ended(Some(failure)));
    }

    /// The call is over.
    pub(crate) fn end(&self, failure: Option<&Failure>) {
        self.tell(|under| {
            under.ended(failure);
            under.call.end(failure.map(|failure| &failure.details));
        });
    }

    fn tell(&self, what: impl FnOnce(&mut Under)) {
        if let Some(under) = &self.0 {
            what(&mut under.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

impl Under {
    /// Ends the request, if it is not over.
    fn ended(&mut self, failure: Option<&Failure>) {
        let details = failure.map(|failure| &failure.details);
        let status = self.status.or_else(|| details.and_then(Details::status));
        if let Some(mut attempt) = self.attempt.take() {
            attempt.end(status, details);
        }
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Told")
    }
}
