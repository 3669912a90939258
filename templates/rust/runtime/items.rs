use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::transport::{Body, Content, Source as TransportSource};
use super::unfold::BoxStream;
use super::upload::body_of;
use super::{Failure, Request};

/// Items to be sent one after the other: all of them, or a stream that is read as they go out and so can be sent only once.
pub struct Sequence<T>(Arc<Kept<T>>);

enum Kept<T> {
    Whole(Vec<T>),
    Stream(Mutex<Option<BoxStream<T>>>),
}

impl<T: Send + Sync + 'static> Sequence<T> {
    /// Items as they come. They are never held all at once, and a call that sends them is not retried.
    pub fn stream(stream: impl Stream<Item = T> + Send + 'static) -> Self {
        Self(Arc::new(Kept::Stream(Mutex::new(Some(Box::pin(stream))))))
    }

    /// Items of an iterator, taken as they go out.
    pub fn iter(items: impl Iterator<Item = T> + Send + Unpin + 'static) -> Self {
        Self::stream(Iterated(items))
    }
}

impl<T> From<Vec<T>> for Sequence<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Arc::new(Kept::Whole(items)))
    }
}

impl<T> Clone for Sequence<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Sequence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_ref() {
            Kept::Whole(items) => write!(f, "{} items", items.len()),
            Kept::Stream(_) => f.write_str("a stream of items"),
        }
    }
}

/// What stands before and after each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// A line each.
    Lines,
    /// RFC 7464: after a record separator.
    Records,
}

impl Framing {
    fn write<T>(self, item: &T, print: Print<T>) -> serde_json::Result<Vec<u8>> {
        let mut text = match self {
            Self::Lines => Vec::new(),
            Self::Records => vec![0x1e],
        };
        print(&mut text, item)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// How an item is written.
type Print<T> = fn(&mut Vec<u8>, &T) -> serde_json::Result<()>;

impl Request {
    /// A body of one JSON text after another.
    pub(crate) fn sequence<T>(
        &mut self,
        media_type: &str,
        framing: Framing,
        items: &Sequence<T>,
    ) -> Result<(), Failure>
    where
        T: Serialize + Send + Sync + 'static,
    {
        self.sequence_by(media_type, framing, items, |text, item| {
            serde_json::to_writer(text, item)
        })
    }

    /// The same, each item written as this does.
    pub(crate) fn sequence_by<T>(
        &mut self,
        media_type: &str,
        framing: Framing,
        items: &Sequence<T>,
        print: Print<T>,
    ) -> Result<(), Failure>
    where
        T: Send + Sync + 'static,
    {
        let content = match items.0.as_ref() {
            Kept::Whole(items) => {
                let texts = items.iter().map(|item| framing.write(item, print));
                let texts: Result<Vec<_>, _> = texts.collect();
                let texts = texts.map_err(|error| Failure::invalid(error.to_string()))?;
                Content::Bytes(texts.concat().into())
            }
            Kept::Stream(_) => Content::Stream(Arc::new(Written(items.clone(), framing, print))),
        };
        self.content(media_type, content);
        Ok(())
    }
}

/// A stream of items that is written as it is read.
struct Written<T>(Sequence<T>, Framing, Print<T>);

impl<T: Send + Sync + 'static> TransportSource for Written<T> {
    fn open(&self) -> Option<Body> {
        self.pieces().map(body_of)
    }

    fn pieces(&self) -> Option<BoxStream<io::Result<Bytes>>> {
        let Kept::Stream(stream) = self.0 .0.as_ref() else {
            return None;
        };
        let stream = stream
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()?;
        Some(Box::pin(Texts(stream, self.1, self.2)))
    }

    fn is_repeatable(&self) -> bool {
        false
    }
}

impl<T> fmt::Debug for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

struct Texts<T>(BoxStream<T>, Framing, Print<T>);

impl<T> Stream for Texts<T> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (framing, print) = (self.1, self.2);
        let next = self.0.as_mut().poll_next(context);
        next.map(|item| item.map(|item| Ok(framing.write(&item, print)?.into())))
    }
}

struct Iterated<I>(I);

impl<I: Iterator + Unpin> Stream for Iterated<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}
