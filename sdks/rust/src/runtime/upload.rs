use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

use super::transport::{Body, Content, Source};
use super::unfold::BoxStream;

/// Octets to be sent: all of them, or a stream that is read as they go out and so can be sent only once.
#[derive(Clone)]
pub struct Upload(Octets);

#[derive(Clone)]
enum Octets {
    Whole(Bytes),
    Stream(Once),
}

impl Upload {
    /// Octets as they come. They are never held all at once, and a call that sends them is not retried.
    pub fn stream<S, B>(stream: S) -> Self
    where
        S: Stream<Item = io::Result<B>> + Send + 'static,
        B: Into<Vec<u8>>,
    {
        Self(Octets::Stream(Once::new(Box::pin(Chunks(Box::pin(
            stream,
        ))))))
    }

    /// The octets, where they are all there.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match &self.0 {
            Octets::Whole(bytes) => Some(bytes),
            Octets::Stream(_) => None,
        }
    }

    /// The stream, unless it was taken before.
    pub(crate) fn take(&self) -> Option<BoxStream<io::Result<Bytes>>> {
        match &self.0 {
            Octets::Whole(_) => None,
            Octets::Stream(once) => once.take(),
        }
    }
}

impl From<Upload> for Content {
    fn from(upload: Upload) -> Self {
        match upload.0 {
            Octets::Whole(bytes) => Self::Bytes(bytes),
            Octets::Stream(once) => Self::Stream(Arc::new(once)),
        }
    }
}

macro_rules! from_whole {
    ($($whole:ty),*) => {
        $(impl From<$whole> for Upload {
            fn from(whole: $whole) -> Self {
                Self(Octets::Whole(whole.into()))
            }
        })*
    };
}

from_whole!(Vec<u8>, String, &'static str, &'static [u8]);

/// Whole octets are equal where they are the same, streams never.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        match (self.whole(), other.whole()) {
            (Some(one), Some(two)) => one == two,
            _ => false,
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole() {
            Some(bytes) => write!(f, "{} bytes", bytes.len()),
            None => f.write_str("a stream"),
        }
    }
}

/// A stream that is given away once.
#[derive(Clone)]
pub(crate) struct Once(Arc<Mutex<Option<BoxStream<io::Result<Bytes>>>>>);

impl Once {
    pub(crate) fn new(stream: BoxStream<io::Result<Bytes>>) -> Self {
        Self(Arc::new(Mutex::new(Some(stream))))
    }

    fn take(&self) -> Option<BoxStream<io::Result<Bytes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Source for Once {
    fn open(&self) -> Option<Body> {
        self.take().map(body_of)
    }

    fn pieces(&self) -> Option<BoxStream<io::Result<Bytes>>> {
        self.take()
    }

    fn is_repeatable(&self) -> bool {
        false
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stream")
    }
}

pub(crate) fn body_of(stream: BoxStream<io::Result<Bytes>>) -> Body {
    Body::wrap(Frames(Mutex::new(stream)))
}

/// A stream as the transport reads it. It is only ever read from one place: the lock is for the types alone.
struct Frames(Mutex<BoxStream<io::Result<Bytes>>>);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let stream = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = stream.as_mut().poll_next(context);
        next.map(|item| item.map(|item| item.map(Frame::data)))
    }
}

/// A caller's stream, its chunks as the transport wants them.
struct Chunks<S>(Pin<Box<S>>);

impl<S, B> Stream for Chunks<S>
where
    S: Stream<Item = io::Result<B>>,
    B: Into<Vec<u8>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|item| item.map(|item| item.map(|chunk| Bytes::from(chunk.into()))))
    }
}
