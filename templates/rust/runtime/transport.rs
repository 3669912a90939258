//! The only file that knows which HTTP client is beneath.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;

use super::custom::{Sending, TransportBody, TransportRequest, TransportResponse};
use super::details::Headers;
use super::settings::Settings;
use super::unfold::{unfold, BoxStream};
use super::{Cause, Failure};
use crate::contract;

pub(crate) use reqwest::Body;

/// What requests go through: connections of our own, or what the caller gave, or put around those.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    own: Option<Own>,
    given: Option<Arc<dyn super::custom::Transport>>,
}

/// Connections of our own.
#[derive(Debug, Clone)]
struct Own(reqwest::Client);

/// One request as it goes out.
pub(crate) struct Outgoing {
    /// The operation's name; empty for requests of the client's own.
    pub operation: &'static str,
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
    /// The same as it is.
    fn pieces(&self) -> Option<BoxStream<io::Result<Bytes>>>;
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

    /// Sets a header, unless something set it before.
    pub(crate) fn set_new(&mut self, name: &str, value: &str) {
        let mut known = self.headers.iter().map(|(known, _)| known);
        if !known.any(|known| known.eq_ignore_ascii_case(name)) {
            self.set(name, value);
        }
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
    body: Answering,
    read: Duration,
}

/// A body as it comes.
#[derive(Debug)]
enum Answering {
    Own(reqwest::Response),
    Given(TransportBody),
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Failure> {
        let mut given = settings.transport.clone();
        let own = match &given {
            Some(_) => None,
            None => Some(Own(own(settings)?)),
        };
        for around in &settings.around {
            let inner = given
                .or_else(|| own.clone().map(|own| Arc::new(own) as Arc<_>))
                .ok_or_else(|| Failure::invalid("there is nothing that sends requests"))?;
            given = Some(around(inner));
        }
        Ok(Self { own, given })
    }

    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        match (&self.given, &self.own) {
            (Some(given), _) => hand_over(given.as_ref(), outgoing).await,
            (None, Some(Own(client))) => send(client, outgoing).await,
            (None, None) => Err(Failure::invalid("there is nothing that sends requests")),
        }
    }

    /// Sends a request for the connection itself, which goes past what is put around ours.
    pub(crate) async fn connect(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        match &self.own {
            Some(Own(client)) => send(client, outgoing).await,
            None => self.send(outgoing).await,
        }
    }
}

/// A client of the library's, as the contract has it.
fn own(settings: &Settings) -> Result<reqwest::Client, Failure> {
    let mut builder = reqwest::Client::builder()
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
    if let Some(url) = &settings.proxy {
        // Without repeating it: it may hold a password.
        let refuse = |_| Failure::invalid("the URL of the proxy must be like http://host:port");
        builder = builder.proxy(reqwest::Proxy::all(url.reveal()).map_err(refuse)?);
    }
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    for pem in &settings.roots {
        let refuse = |_| Failure::invalid("a root certificate is not PEM");
        let roots = reqwest::Certificate::from_pem_bundle(pem).map_err(refuse)?;
        if roots.is_empty() {
            return Err(Failure::invalid("a root certificate is not PEM"));
        }
        builder = builder.tls_certs_merge(roots);
    }
    match builder.build() {
        Ok(client) => Ok(client),
        Err(error) => Err(Failure::local(Cause::Connection, chain(&error)).caused_by(error)),
    }
}

/// What others put something around. Bodies that are streams are read whole before they are sent.
impl super::custom::Transport for Own {
    fn send(&self, request: TransportRequest) -> Sending<'_> {
        Box::pin(async move {
            let body = request.body.bytes().await?;
            let outgoing = Outgoing {
                operation: request.operation,
                method: request.method,
                url: request.url,
                headers: request.headers,
                body: Some(Content::Bytes(body.into())).filter(|_| request.has_body),
                // Who waits is the client around it.
                read: Duration::MAX,
            };
            let incoming = send(&self.0, outgoing)
                .await
                .map_err(|failure| told(&failure))?;
            let (status, headers) = (incoming.status, incoming.headers.clone());
            let pieces = unfold(Some(incoming), |incoming| async {
                let mut incoming = incoming?;
                match incoming.chunk().await {
                    Ok(chunk) => Some((Ok(chunk?), Some(incoming))),
                    Err(failure) => Some((Err(told(&failure)), None)),
                }
            });
            Ok(TransportResponse {
                status,
                headers,
                body: TransportBody::streamed(pieces),
            })
        })
    }
}

/// A failure as a transport tells it.
fn told(failure: &Failure) -> io::Error {
    let kind = match failure.cause {
        Cause::Timeout => io::ErrorKind::TimedOut,
        Cause::InvalidArgument => io::ErrorKind::Unsupported,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, failure.details.message())
}

async fn send(client: &reqwest::Client, outgoing: Outgoing) -> Result<Incoming, Failure> {
    let read = outgoing.read;
    let request = request(client, outgoing)?;
    let body = within(read, client.execute(request), fault).await?;
    let mut headers = Headers::default();
    for (name, value) in body.headers() {
        headers.push(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
    }
    Ok(Incoming {
        status: body.status().as_u16(),
        headers,
        body: Answering::Own(body),
        read,
    })
}

/// The same by what the caller gave.
async fn hand_over(
    transport: &dyn super::custom::Transport,
    outgoing: Outgoing,
) -> Result<Incoming, Failure> {
    let has_body = outgoing.body.is_some();
    let body = match outgoing.body {
        None => TransportBody::whole(Bytes::new()),
        Some(Content::Bytes(body)) => TransportBody::whole(body),
        Some(Content::Stream(source)) => {
            TransportBody::streamed(source.pieces().ok_or_else(spent)?)
        }
    };
    let request = TransportRequest {
        operation: outgoing.operation,
        method: outgoing.method,
        url: outgoing.url,
        headers: outgoing.headers,
        body,
        has_body,
    };
    let response = within(outgoing.read, transport.send(request), broken).await?;
    Ok(Incoming {
        status: response.status,
        headers: response.headers,
        body: Answering::Given(response.body),
        read: outgoing.read,
    })
}

fn spent() -> Failure {
    Failure::invalid("the body is a stream, and was sent already")
}

fn request(client: &reqwest::Client, outgoing: Outgoing) -> Result<reqwest::Request, Failure> {
    let method = outgoing.method.parse::<reqwest::Method>();
    let method = method.map_err(|error| Failure::invalid(error.to_string()))?;
    let mut request = client.request(method, outgoing.url);
    for (name, value) in outgoing.headers {
        let value = reqwest::header::HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            Failure::invalid(format!("header {name}: not a value a header can have"))
        })?;
        request = request.header(name, value);
    }
    match outgoing.body {
        Some(Content::Bytes(body)) => request = request.body(body),
        Some(Content::Stream(source)) => {
            let body = source.open();
            request = request.body(body.ok_or_else(spent)?);
        }
        None => {}
    }
    request
        .build()
        .map_err(|error| Failure::invalid(chain(&error.without_url())))
}

/// A connection that is no longer HTTP's.
pub(crate) use reqwest::Upgraded;

impl Incoming {
    /// The connection itself, where the server switched protocols. Dropping it closes it.
    pub(crate) async fn upgraded(self) -> Result<Upgraded, Failure> {
        match self.body {
            Answering::Own(response) => response.upgrade().await.map_err(fault),
            Answering::Given(_) => Err(Failure::invalid(
                "the transport the client was given has no connections to take over",
            )),
        }
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.status == 204 || self.headers.get("content-length") == Some("0")
    }

    /// The next bytes of the body; `None` where it ends as HTTP ends it.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        match &mut self.body {
            Answering::Own(response) => within(self.read, response.chunk(), fault).await,
            Answering::Given(body) => within(self.read, body.piece(), broken).await,
        }
    }

    pub(crate) async fn bytes(&mut self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

async fn within<T, E>(
    read: Duration,
    step: impl Future<Output = Result<T, E>>,
    fault: fn(E) -> Failure,
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

fn broken(error: io::Error) -> Failure {
    let cause = match error.kind() {
        io::ErrorKind::TimedOut => Cause::Timeout,
        io::ErrorKind::Unsupported => Cause::InvalidArgument,
        _ => Cause::Connection,
    };
    Failure::local(cause, chain(&error)).caused_by(error)
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
