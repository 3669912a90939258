use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::time::{sleep, timeout_at, Instant};

use super::backoff::{delay, Budget};
use super::base::checked;
use super::outcome::Answer;
use super::problem::{failure_of, failure_read, request_id};
use super::request::{ErrorBody, Operation, ReadTimeout, Request, Retry};
use super::settings::{Attached, Settings};
use super::style::encode;
use super::telemetry::{Telemetry, Told};
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
    /// Whether lists of floats go and come as base64.
    pub packed_floats: bool,
    budget: Budget,
    telemetry: Option<Arc<dyn Telemetry>>,
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

/// What decides whether and when a call is sent again.
pub(crate) struct Plan<'a> {
    pub request: &'a Request,
    pub options: &'a Options,
    pub key: Option<&'a str>,
    pub deadline: Option<Instant>,
}

/// A successful response, its body read when that was asked for.
#[derive(Debug)]
pub(crate) struct Received {
    pub incoming: Incoming,
    pub body: Vec<u8>,
    pub attempts: u32,
    /// Wants to hear what becomes of it.
    pub told: Told,
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
            packed_floats: settings.packed_floats,
            budget: Budget::full(),
            telemetry: settings.telemetry,
        })
    }

    /// A whole call: its body read, its retries made, all before its deadline.
    pub(crate) async fn call(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        let limit = options.timeout.unwrap_or(self.timeout);
        self.exchanged(request, options, Some(limit), true).await
    }

    /// A stream's opening: retried like a call, without a deadline unless the caller gave one.
    pub(crate) async fn open(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        let limit = options.timeout;
        let received = self.exchanged(request, options, limit, false).await?;
        received.told.end(None);
        Ok(received)
    }

    /// One attempt at opening a stream again.
    pub(crate) async fn reopen(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<Received, Failure> {
        let told = self.told(request);
        let attempt = self.attempt(request, options, None, None, false, &told);
        let result = attempt.await;
        told.end(result.as_ref().err());
        result
    }

    /// Says that a call begins, where somebody listens.
    pub(crate) fn told(&self, request: &Request) -> Told {
        match (&self.telemetry, self.base_of(request)) {
            (Some(telemetry), Ok(server)) => Told::of(telemetry.as_ref(), request, server),
            _ => Told::default(),
        }
    }

    async fn exchanged(
        &self,
        request: &Request,
        options: &Options,
        limit: Option<Duration>,
        whole: bool,
    ) -> Result<Received, Failure> {
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let packed = request.packed().await;
        let request = packed.as_ref().unwrap_or(request);
        let key = key_of(request, options);
        let key = key.as_deref();
        let told = self.told(request);
        let attempt = || self.attempt(request, options, key, deadline, whole, &told);
        let plan = Plan {
            request,
            options,
            key,
            deadline,
        };
        match self.retried(&plan, attempt).await {
            Ok((received, attempts)) => Ok(Received {
                attempts,
                told,
                ..received
            }),
            Err(failure) => {
                told.end(Some(&failure));
                Err(failure)
            }
        }
    }

    /// Attempts until one succeeds or the next may not be made; says how many there were.
    pub(crate) async fn retried<T, F>(
        &self,
        plan: &Plan<'_>,
        attempt: impl Fn() -> F,
    ) -> Result<(T, u32), Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let Plan { request, .. } = plan;
        let most = plan.options.max_retries.unwrap_or(self.max_retries);
        let mut may_refresh = true;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let failure = match attempt().await {
                Ok(value) => {
                    self.budget.refund();
                    return Ok((value, attempts));
                }
                Err(failure) => failure.after(attempts),
            };
            let may_repeat = request.is_repeatable();
            let is_refused = failure.details.status() == Some(401);
            let may_ask_anew = is_refused && may_repeat && std::mem::take(&mut may_refresh);
            if may_ask_anew && self.forget_tokens(request).await {
                continue;
            }
            let may_retry =
                attempts <= most && may_repeat && may_retry(request.operation, plan.key);
            match wait_after(&failure, attempts - 1, plan.deadline) {
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
        told: &Told,
    ) -> Result<Received, Failure> {
        let sent = async {
            let mut outgoing = self.outgoing(request, options, key).await?;
            told.sent(&mut outgoing);
            self.exchange(outgoing, whole, request.error_body, told)
                .await
        };
        let result = before(deadline, sent).await;
        if let Err(failure) = &result {
            told.failed(failure);
        }
        result
    }

    async fn exchange(
        &self,
        outgoing: Outgoing,
        whole: bool,
        error_body: Option<ErrorBody>,
        told: &Told,
    ) -> Result<Received, Failure> {
        let mut incoming = self.transport.send(outgoing).await?;
        told.answered(incoming.status);
        if !(200..300).contains(&incoming.status) {
            // What the status says holds even where the body is cut.
            let body = incoming.bytes().await.unwrap_or_default();
            let (status, headers) = (incoming.status, incoming.headers);
            return Err(failure_read(status, headers, &body, error_body));
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
            told: Told::default(),
        })
    }

    async fn outgoing(
        &self,
        request: &Request,
        options: &Options,
        key: Option<&str>,
    ) -> Result<Outgoing, Failure> {
        let chosen = auth::chosen(&self.credentials, request.operation.security);
        self.signed(&chosen, request, options, key).await
    }

    /// The request with these credentials.
    async fn signed(
        &self,
        chosen: &[&Attached],
        request: &Request,
        options: &Options,
        key: Option<&str>,
    ) -> Result<Outgoing, Failure> {
        let mut outgoing = Outgoing {
            operation: request.operation.name,
            method: request.operation.method,
            url: format!("{}{}", self.base_of(request)?, request.target()),
            headers: self.headers.clone(),
            body: request.body.clone(),
            read: self.read_of(request.operation.read),
        };
        if let Some(preference) = request.preference {
            outgoing.set_new("prefer", preference);
        }
        for (name, value) in &request.headers {
            outgoing.set(name, value);
        }
        if let (Some(header), Some(key)) = (request.operation.key_header, key) {
            outgoing.set(header, key);
        }
        for (name, value) in &options.query {
            outgoing.query(&encode(name), &encode(value));
        }
        auth::attach(chosen, &self.transport, &mut outgoing).await?;
        for (name, value) in &options.headers {
            outgoing.set(name, value);
        }
        Ok(outgoing)
    }

    /// Asks for the connection itself, by these headers. What a query would say comes back with it: that goes into a
    /// message, because URLs end in logs.
    pub(crate) async fn dial(
        &self,
        request: &Request,
        options: &Options,
        upgrade: &[(&str, &str)],
        call: &Told,
    ) -> Result<(Incoming, Vec<(String, String)>), Failure> {
        let mut told = options.query.clone();
        let mut chosen = auth::chosen(&self.credentials, request.operation.security);
        chosen.retain(|attached| match attached {
            Attached::Query(name, secret) => {
                told.push(((*name).to_owned(), secret.reveal().to_owned()));
                false
            }
            _ => true,
        });
        let options = Options {
            query: Vec::new(),
            ..options.clone()
        };
        let mut outgoing = self.signed(&chosen, request, &options, None).await?;
        for (name, value) in upgrade {
            outgoing.set(name, value);
        }
        call.sent(&mut outgoing);
        let mut incoming = self.transport.connect(outgoing).await?;
        if incoming.status == 101 {
            return Ok((incoming, told));
        }
        let body = incoming.bytes().await.unwrap_or_default();
        let failure = failure_of(incoming.status, incoming.headers, &body);
        if !(200..300).contains(&incoming.status) {
            return Err(failure);
        }
        let unwanted = Failure::local(Cause::Decode, "the server did not switch protocols");
        Err(unwanted.with(|facts| {
            facts.status = failure.details.status();
            facts.request_id = failure.details.request_id().map(str::to_owned);
        }))
    }

    /// The longest silence of a stream: the caller's, else this.
    pub(crate) fn idle_or(&self, usual: Duration) -> Duration {
        self.idle_timeout.unwrap_or(usual)
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

/// The same, unless it comes too late.
pub(crate) async fn before<T>(
    deadline: Option<Instant>,
    sent: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
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
