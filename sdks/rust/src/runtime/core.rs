use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::time::{sleep, timeout_at, Instant};

use super::backoff::{delay, Budget};
use super::base::checked;
use super::outcome::Answer;
use super::problem::{failure_of, request_id};
use super::request::{Operation, ReadTimeout, Request, Retry};
use super::settings::{Attached, Settings};
use super::style::encode;
use super::transport::{Incoming, Outgoing, Transport};
use super::{auth, Cause, Failure, JsonObject};
use crate::contract;

/// What a client and everything made from it share.
pub(crate) struct Core {
    /// Where the server is, and whether the caller said so.
    base: Option<String>,
    is_given: bool,
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
    pub(crate) fn status(&self) -> u16 {
        self.incoming.status
    }

    /// The body as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, String> {
        // One kind of source for all, so that types are compiled once.
        let text = self.text()?;
        serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
            .map_err(|error| error.to_string())
    }

    /// The same where there may be none.
    pub(crate) fn json_or_nothing<T: DeserializeOwned>(&self) -> Result<Option<T>, String> {
        if self.body.is_empty() {
            return Ok(None);
        }
        self.json()
    }

    /// This, unless there is nothing to read.
    pub(crate) fn unless_empty<T>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        if self.body.is_empty() {
            return Ok(None);
        }
        read(self).map(Some)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str, String> {
        std::str::from_utf8(&self.body).map_err(|error| error.to_string())
    }

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
            base: settings.url.as_deref().map(checked).transpose()?,
            is_given: settings.is_given,
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
        self.attempt(request, options, None, None, false).await
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
        let key = key.as_deref();
        let most = options.max_retries.unwrap_or(self.max_retries);
        let mut may_refresh = true;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let sent = self.attempt(request, options, key, deadline, whole).await;
            let failure = match sent {
                Ok(received) => {
                    self.budget.refund();
                    return Ok(Received {
                        attempts,
                        ..received
                    });
                }
                Err(failure) => failure.after(attempts),
            };
            let may_repeat = request.is_repeatable();
            let is_refused = failure.details.status() == Some(401);
            let may_ask_anew = is_refused && may_repeat && std::mem::take(&mut may_refresh);
            if may_ask_anew && self.forget_tokens(request).await {
                continue;
            }
            let may_retry = attempts <= most && may_repeat && may_retry(request.operation, key);
            match wait_after(&failure, attempts - 1, deadline) {
                Some(wait) if may_retry && self.budget.spend() => sleep(wait).await,
                _ => return Err(failure),
            }
        }
    }

    /// Drops the tokens this request went out with, where there were any.
    async fn forget_tokens(&self, request: &Request) -> bool {
        let mut forgot = false;
        for attached in auth::chosen(&self.credentials, request.operation.security) {
            if let Attached::Fetched(tokens) = attached {
                forgot |= tokens.forget().await;
            }
        }
        forgot
    }

    async fn attempt(
        &self,
        request: &Request,
        options: &Options,
        key: Option<&str>,
        deadline: Option<Instant>,
        whole: bool,
    ) -> Result<Received, Failure> {
        let sent = async {
            let outgoing = self.outgoing(request, options, key).await?;
            self.exchange(outgoing, whole).await
        };
        let Some(deadline) = deadline else {
            return sent.await;
        };
        let late = || Failure::local(Cause::Timeout, "the call did not end before its deadline");
        // The timer ticks in milliseconds: what is late already must not win a race against it.
        if Instant::now() >= deadline {
            return Err(late());
        }
        timeout_at(deadline, sent)
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

    async fn outgoing(
        &self,
        request: &Request,
        options: &Options,
        key: Option<&str>,
    ) -> Result<Outgoing, Failure> {
        let mut outgoing = Outgoing {
            method: request.operation.method,
            url: format!("{}{}", self.base_of(request)?, request.target()),
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
        let chosen = auth::chosen(&self.credentials, request.operation.security);
        auth::attach(&chosen, &self.transport, &mut outgoing).await?;
        for (name, value) in &options.headers {
            outgoing.set(name, value);
        }
        Ok(outgoing)
    }

    /// The URL the caller gave, else the operation's own, else the client's.
    fn base_of(&self, request: &Request) -> Result<&str, Failure> {
        let own = request.server.filter(|_| !self.is_given);
        own.or(self.base.as_deref())
            .ok_or_else(|| Failure::invalid("the client needs the server's URL"))
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
