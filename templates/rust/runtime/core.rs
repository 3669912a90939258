use std::fmt;
use std::time::Duration;

use tokio::time::{sleep, timeout_at, Instant};

use super::backoff::{delay, Budget};
use super::outcome::Answer;
use super::problem::{failure_of, request_id};
use super::request::{encode, Operation, ReadTimeout, Request, Retry};
use super::settings::{Attached, Settings};
use super::transport::{Incoming, Outgoing, Transport};
use super::{auth, Cause, Failure, JsonObject};
use crate::contract;

/// What a client and everything made from it share.
pub(crate) struct Core {
    base: String,
    transport: Transport,
    credentials: Vec<(&'static str, Attached)>,
    headers: Vec<(String, String)>,
    read_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    timeout: Duration,
    max_retries: u32,
    budget: Budget,
}

/// What a caller sets for one call.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub timeout: Option<Duration>,
    pub max_retries: Option<u32>,
    pub headers: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    /// Members of the body that it does not have of its own.
    pub members: JsonObject,
    pub idempotency_key: Option<String>,
}

/// A successful response, its body read when that was asked for.
#[derive(Debug)]
pub(crate) struct Received {
    pub incoming: Incoming,
    pub body: Vec<u8>,
    pub attempts: u32,
}

impl Received {
    pub(crate) fn answer(&self) -> Answer {
        Answer {
            status: Some(self.incoming.status),
            request_id: request_id(&self.incoming.headers),
            headers: self.incoming.headers.clone(),
            attempts: self.attempts,
        }
    }
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Result<Self, Failure> {
        let transport = Transport::new(&settings)?;
        Ok(Self {
            base: super::base::checked(settings.url.as_deref())?,
            transport,
            credentials: settings.credentials,
            headers: settings.headers,
            read_timeout: settings.read_timeout,
            idle_timeout: settings.idle_timeout,
            timeout: settings.timeout.unwrap_or(contract::TOTAL_TIMEOUT),
            max_retries: settings.max_retries.unwrap_or(contract::MAX_RETRIES),
            budget: Budget::full(),
        })
    }

    /// A whole call: its body read, its retries made, all before its deadline.
    pub(crate) async fn call(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        let limit = options.timeout.unwrap_or(self.timeout);
        self.retried(request, options, Some(limit), true).await
    }

    /// A stream's opening: retried like a call, without a deadline unless the caller gave one.
    pub(crate) async fn open(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        self.retried(request, options, options.timeout, false).await
    }

    /// One attempt at opening a stream again.
    pub(crate) async fn reopen(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        let outgoing = self.outgoing(request, options, None);
        self.attempt(outgoing, None, false).await
    }

    async fn retried(
        &self,
        request: &Request,
        options: &Options,
        limit: Option<Duration>,
        whole: bool,
    ) -> Result<Received, Failure> {
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let key = key_of(request, options);
        let most = options.max_retries.unwrap_or(self.max_retries);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let outgoing = self.outgoing(request, options, key.as_deref());
            let failure = match self.attempt(outgoing, deadline, whole).await {
                Ok(received) => {
                    self.budget.refund();
                    return Ok(Received {
                        attempts,
                        ..received
                    });
                }
                Err(failure) => failure.after(attempts),
            };
            let may_retry = attempts <= most && may_retry(request.operation, key.as_deref());
            match wait_after(&failure, attempts - 1, deadline) {
                Some(wait) if may_retry && self.budget.spend() => sleep(wait).await,
                _ => return Err(failure),
            }
        }
    }

    async fn attempt(
        &self,
        outgoing: Outgoing,
        deadline: Option<Instant>,
        whole: bool,
    ) -> Result<Received, Failure> {
        let Some(deadline) = deadline else {
            return self.exchange(outgoing, whole).await;
        };
        let late = || Failure::local(Cause::Timeout, "the call did not end before its deadline");
        // The timer ticks in milliseconds: what is late already must not win a race against it.
        if Instant::now() >= deadline {
            return Err(late());
        }
        timeout_at(deadline, self.exchange(outgoing, whole))
            .await
            .unwrap_or_else(|_| Err(late()))
    }

    async fn exchange(&self, outgoing: Outgoing, whole: bool) -> Result<Received, Failure> {
        let mut incoming = self.transport.send(outgoing).await?;
        if !(200..300).contains(&incoming.status) {
            // What the status says holds even where the body is cut.
            let body = incoming.bytes().await.unwrap_or_default();
            return Err(failure_of(incoming.status, incoming.headers, &body));
        }
        let body = if whole {
            incoming.bytes().await?
        } else {
            Vec::new()
        };
        Ok(Received {
            incoming,
            body,
            attempts: 1,
        })
    }

    fn outgoing(&self, request: &Request, options: &Options, key: Option<&str>) -> Outgoing {
        let mut outgoing = Outgoing {
            method: request.operation.method,
            url: format!("{}{}", self.base, request.target()),
            headers: self.headers.clone(),
            body: request.body.clone(),
            read: self.read_of(request.operation.read),
        };
        for (name, value) in &request.headers {
            outgoing.set(name, value);
        }
        if let (Some(header), Some(key)) = (request.operation.key_header, key) {
            outgoing.set(header, key);
        }
        for (name, value) in &options.query {
            outgoing.query(&encode(name), &encode(value));
        }
        auth::attach(&self.credentials, request.operation.security, &mut outgoing);
        for (name, value) in &options.headers {
            outgoing.set(name, value);
        }
        outgoing
    }

    fn read_of(&self, kind: ReadTimeout) -> Duration {
        match kind {
            ReadTimeout::Query => self.read_timeout.unwrap_or(contract::READ_TIMEOUT_QUERY),
            ReadTimeout::Write => self.read_timeout.unwrap_or(contract::READ_TIMEOUT_WRITE),
            ReadTimeout::Stream => self.idle_timeout.unwrap_or(contract::READ_TIMEOUT_STREAM),
        }
    }
}

/// One key for everything that is done to make this one request succeed.
fn key_of(request: &Request, options: &Options) -> Option<String> {
    request.operation.key_header?;
    options.idempotency_key.clone().or_else(super::unique::key)
}

fn may_retry(operation: &Operation, key: Option<&str>) -> bool {
    match operation.retry {
        Retry::Always => true,
        Retry::Keyed => key.is_some(),
        Retry::Never => false,
    }
}

/// How long to wait before the next attempt; `None` when there must not be one.
fn wait_after(failure: &Failure, retry: u32, deadline: Option<Instant>) -> Option<Duration> {
    let wait = match failure.details.retry_after() {
        _ if !retryable(failure) => return None,
        Some(wish) if wish > contract::MAX_RETRY_AFTER => return None,
        Some(wish) => wish,
        None => delay(retry),
    };
    let fits = deadline.is_none_or(|deadline| Instant::now() + wait < deadline);
    fits.then_some(wait)
}

pub(crate) fn retryable(failure: &Failure) -> bool {
    match failure.cause {
        Cause::Response => failure
            .details
            .status()
            .is_some_and(|status| contract::RETRYABLE.contains(&status)),
        Cause::Connection | Cause::Timeout => true,
        Cause::Decode | Cause::Interrupted | Cause::InvalidArgument => false,
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("url", &self.base)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}
