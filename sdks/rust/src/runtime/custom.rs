use std::fmt;
use std::future::{poll_fn, Future};
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::details::Headers;
use super::unfold::BoxStream;

/// Sends requests by other means than the client's own connections: one that logs them, sends them elsewhere, or answers
/// them in a test. It must not follow redirects.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request. Dropping the future gives it up. An error counts as one of the connection, which may be tried
    /// again, or of a deadline by the kind `TimedOut`; one of the kind `Unsupported` is final.
    fn send(&self, request: TransportRequest) -> Sending<'_>;
}

/// A request on its way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = io::Result<TransportResponse>> + Send + 'a>>;

/// One request of a call.
pub struct TransportRequest {
    /// The name the document has for the call; empty for a request of the client's own, such as one for a token.
    pub operation: &'static str,
    /// The method.
    pub method: &'static str,
    /// The whole URL.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What it carries.
    pub body: TransportBody,
    /// Whether it carries anything at all.
    pub has_body: bool,
}

/// The answer to a request.
#[derive(Debug)]
pub struct TransportResponse {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: TransportBody,
}

impl TransportResponse {
    /// One with all of its body.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Headers::default(),
            body: TransportBody::whole(Bytes::from(body.into())),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push(&name.to_ascii_lowercase(), value);
        self
    }

    /// With a body that comes in pieces.
    #[must_use]
    pub fn stream<B: Into<Vec<u8>>>(
        mut self,
        body: impl Stream<Item = io::Result<B>> + Send + 'static,
    ) -> Self {
        let mut body = Box::pin(body);
        self.body = TransportBody::streamed(Box::pin(Pieces(move |context: &mut Context<'_>| {
            let next = body.as_mut().poll_next(context);
            next.map(|item| item.map(|item| item.map(|piece| Bytes::from(piece.into()))))
        })));
        self
    }
}

/// Octets of a request or a response, in the pieces they come in. The lock is for the types alone.
pub struct TransportBody(Mutex<BoxStream<io::Result<Bytes>>>);

impl TransportBody {
    pub(crate) fn streamed(body: BoxStream<io::Result<Bytes>>) -> Self {
        Self(Mutex::new(body))
    }

    pub(crate) fn whole(bytes: Bytes) -> Self {
        let mut all = Some(bytes).filter(|bytes| !bytes.is_empty());
        Self::streamed(Box::pin(Pieces(move |_: &mut Context<'_>| {
            Poll::Ready(all.take().map(Ok))
        })))
    }

    pub(crate) async fn piece(&mut self) -> io::Result<Option<Bytes>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        poll_fn(|context| body.as_mut().poll_next(context))
            .await
            .transpose()
    }

    /// All octets that are left.
    ///
    /// # Errors
    ///
    /// When they cannot be read to their end.
    pub async fn bytes(mut self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        while let Some(piece) = self.piece().await? {
            all.extend_from_slice(&piece);
        }
        Ok(all)
    }
}

impl fmt::Debug for TransportBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("octets")
    }
}

/// Neither the URL nor values of headers: they may be secret.
impl fmt::Debug for TransportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// A stream of a function.
struct Pieces<F>(F);

impl<T, F> Stream for Pieces<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<T>> + Unpin,
{
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        (self.0)(context)
    }
}
