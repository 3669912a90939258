//! The only file that knows which HTTP client is beneath.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;

use super::details::Headers;
use super::settings::Settings;
use super::{Cause, Failure};
use crate::contract;

pub(crate) use reqwest::Body;

#[derive(Debug, Clone)]
pub(crate) struct Transport(reqwest::Client);

/// One request as it goes out.
pub(crate) struct Outgoing {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Content>,
    /// The longest time without a byte.
    pub read: Duration,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// Made as it is sent.
    Stream(Arc<dyn Source>),
}

/// A body that is made as it is sent.
pub(crate) trait Source: fmt::Debug + Send + Sync {
    /// The body, unless it was sent already and cannot be made again.
    fn open(&self) -> Option<Body>;
    fn is_repeatable(&self) -> bool;
}

impl Outgoing {
    /// Sets a header, whatever set it before.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }

    /// Adds a pair to the query.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        let separator = if self.url.contains('?') { '&' } else { '?' };
        self.url = format!("{}{separator}{name}={value}", self.url);
    }

    /// Adds a cookie to those there are.
    pub(crate) fn cookie(&mut self, name: &str, value: &str) {
        let cookie = format!("{name}={value}");
        match self.headers.iter_mut().find(|(known, _)| known == "cookie") {
            Some((_, cookies)) => *cookies = format!("{cookies}; {cookie}"),
            None => self.set("cookie", &cookie),
        }
    }
}

/// A response whose body is still to come.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub status: u16,
    pub headers: Headers,
    body: reqwest::Response,
    read: Duration,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Failure> {
        let builder = reqwest::Client::builder()
            // A redirect could carry credentials to another host: it is an answer like any other.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .user_agent(contract::USER_AGENT)
            .connect_timeout(
                settings
                    .connect_timeout
                    .unwrap_or(contract::CONNECT_TIMEOUT),
            )
            .pool_max_idle_per_host(contract::MAX_IDLE_PER_HOST)
            .pool_idle_timeout(contract::POOL_IDLE_TIMEOUT);
        match builder.build() {
            Ok(client) => Ok(Self(client)),
            Err(error) => Err(Failure::local(Cause::Connection, chain(&error)).caused_by(error)),
        }
    }

    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        let read = outgoing.read;
        let request = self.request(outgoing)?;
        let body = within(read, self.0.execute(request)).await?;
        let mut headers = Headers::default();
        for (name, value) in body.headers() {
            headers.push(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        Ok(Incoming {
            status: body.status().as_u16(),
            headers,
            body,
            read,
        })
    }

    fn request(&self, outgoing: Outgoing) -> Result<reqwest::Request, Failure> {
        let method = outgoing.method.parse::<reqwest::Method>();
        let method = method.map_err(|error| Failure::invalid(error.to_string()))?;
        let mut request = self.0.request(method, outgoing.url);
        for (name, value) in outgoing.headers {
            let value =
                reqwest::header::HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
                    Failure::invalid(format!("header {name}: not a value a header can have"))
                })?;
            request = request.header(name, value);
        }
        match outgoing.body {
            Some(Content::Bytes(body)) => request = request.body(body),
            Some(Content::Stream(source)) => {
                let body = source.open();
                let sent = || Failure::invalid("the body is a stream, and was sent already");
                request = request.body(body.ok_or_else(sent)?);
            }
            None => {}
        }
        request
            .build()
            .map_err(|error| Failure::invalid(chain(&error.without_url())))
    }
}

/// A connection that is no longer HTTP's.
pub(crate) use reqwest::Upgraded;

impl Incoming {
    /// The connection itself, where the server switched protocols. Dropping it closes it.
    pub(crate) async fn upgraded(self) -> Result<Upgraded, Failure> {
        self.body.upgrade().await.map_err(fault)
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.status == 204 || self.headers.get("content-length") == Some("0")
    }

    /// The next bytes of the body; `None` where it ends as HTTP ends it.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        within(self.read, self.body.chunk()).await
    }

    pub(crate) async fn bytes(&mut self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

async fn within<T>(
    read: Duration,
    step: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, Failure> {
    match timeout(read, step).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(fault(error)),
        Err(_) => Err(Failure::local(
            Cause::Timeout,
            format!("no byte came for {} s", read.as_secs_f64()),
        )),
    }
}

/// Without the URL: credentials may be part of it.
fn fault(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let cause = if error.is_timeout() {
        Cause::Timeout
    } else {
        Cause::Connection
    };
    Failure::local(cause, chain(&error)).caused_by(error)
}

/// An error with what caused it, on one line.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.ends_with(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        source = inner.source();
    }
    text
}
