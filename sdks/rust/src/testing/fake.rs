use std::collections::HashMap;
use std::io;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::{Json, Sending, Transport, TransportRequest, TransportResponse};

/// What the test says of each operation.
#[derive(Debug, Clone, Default)]
pub struct Fake(pub(super) Arc<Mutex<HashMap<&'static str, Said>>>);

/// What was said of one operation, and what it was sent.
#[derive(Debug, Default)]
pub(super) struct Said {
    replies: Vec<Reply>,
    requests: Vec<Sent>,
}

#[derive(Debug, Clone)]
struct Reply {
    status: u16,
    media_type: String,
    body: Vec<u8>,
}

/// A request an operation was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The method.
    pub method: &'static str,
    /// The whole URL.
    pub url: String,
    /// The body as it went out.
    pub body: Vec<u8>,
}

impl Sent {
    /// The body as JSON, where it is that.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Says what one operation answers: with an [`Answer`], [`Nothing`], a [`Stream`], or octets.
#[derive(Debug)]
pub struct Stub<K> {
    fake: Fake,
    operation: &'static str,
    status: u16,
    kind: PhantomData<fn() -> K>,
}

/// Of an operation that answers with a value.
#[derive(Debug)]
pub struct Answer<T>(PhantomData<T>);

/// Of one that answers with nothing to read.
#[derive(Debug)]
pub struct Nothing(());

/// Of one that gives items one after the other.
#[derive(Debug)]
pub struct Stream<T>(PhantomData<T>);

/// Of one that answers with something else than JSON: `responds` says it.
#[derive(Debug)]
pub struct Octets(());

impl<K> Stub<K> {
    pub(super) fn new(fake: &Fake, operation: &'static str, status: u16) -> Self {
        Self {
            fake: fake.clone(),
            operation,
            status,
            kind: PhantomData,
        }
    }

    /// Answers a call with an error of the API. The client tries again where it would with the real one.
    pub fn fails(&self, status: u16, code: &str, message: &str) {
        let body = [("code", code), ("message", message)];
        let body: HashMap<_, _> = body.into_iter().collect();
        let body = serde_json::to_vec(&body).unwrap_or_default();
        self.responds(status, "application/json", body);
    }

    /// Answers a call with anything.
    pub fn responds(&self, status: u16, media_type: &str, body: impl Into<Vec<u8>>) {
        let reply = Reply {
            status,
            media_type: media_type.to_owned(),
            body: body.into(),
        };
        self.fake
            .said(self.operation, |said| said.replies.push(reply));
    }

    /// What the operation was sent so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Sent> {
        self.fake.said(self.operation, |said| said.requests.clone())
    }
}

impl<T: Serialize> Stub<Answer<T>> {
    /// Answers a call with this. What is said last answers all calls that follow.
    ///
    /// # Panics
    ///
    /// When it has no JSON form.
    pub fn returns(&self, value: &T) {
        self.responds(self.status, "application/json", written(value));
    }
}

impl Stub<Nothing> {
    /// Answers all calls.
    pub fn returns(&self) {
        self.responds(self.status, "", "");
    }
}

impl<T: Serialize> Stub<Stream<T>> {
    /// Gives these, and ends.
    ///
    /// # Panics
    ///
    /// When one has no JSON form.
    pub fn yields(&self, items: &[T]) {
        let (media_type, framed) = match self.status {
            0 => ("text/event-stream", items.iter().map(event).collect()),
            _ => ("application/x-ndjson", items.iter().map(line).collect()),
        };
        let framed: Vec<Vec<u8>> = framed;
        // Who asks again, after a stream that should have no end, hears that there is no more.
        self.responds(200, media_type, framed.concat());
        self.responds(204, "", "");
    }
}

fn written(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("a value that has a JSON form")
}

fn event(item: &impl Serialize) -> Vec<u8> {
    let json = Json::encode(item).ok();
    let id = json.as_ref().and_then(|json| json.get("id")?.as_str());
    let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
    let data = written(item);
    [b"retry: 1\n", id.as_bytes(), b"data: ", &data, b"\n\n"].concat()
}

fn line(item: &impl Serialize) -> Vec<u8> {
    [&written(item)[..], b"\n"].concat()
}

impl Fake {
    fn said<R>(&self, operation: &'static str, of: impl FnOnce(&mut Said) -> R) -> R {
        let mut all: MutexGuard<'_, _> = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        of(all.entry(operation).or_default())
    }

    /// The next answer; the last for all that follow.
    fn answer(&self, operation: &'static str, sent: Sent) -> Option<Reply> {
        self.said(operation, |said| {
            said.requests.push(sent);
            match said.replies.len() {
                0 => None,
                1 => said.replies.first().cloned(),
                _ => Some(said.replies.remove(0)),
            }
        })
    }
}

impl Transport for Fake {
    fn send(&self, request: TransportRequest) -> Sending<'_> {
        Box::pin(async move {
            let TransportRequest {
                operation,
                method,
                url,
                body,
                ..
            } = request;
            let body = body.bytes().await?;
            let Some(reply) = self.answer(operation, Sent { method, url, body }) else {
                let message = format!(
                    "nothing was said of `{operation}`: say what it returns before it is called"
                );
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            };
            let response = TransportResponse::new(reply.status, reply.body);
            Ok(match reply.media_type.as_str() {
                "" => response,
                media_type => response.header("content-type", media_type),
            })
        })
    }
}
