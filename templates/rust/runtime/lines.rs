use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::transport::Incoming;
use super::unfold::{unfold, BoxStream};
use super::{Call, Cause, Failure, Outcome, Request};
use crate::Error;

/// Items as they come, one JSON text after another. A connection that is lost before the end is an error: it never
/// just ends.
#[must_use = "streams do nothing unless polled"]
pub struct Lines<T>(BoxStream<Result<T, Error>>);

impl<T> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// What ends a text: a line, or the record separator before the next (RFC 7464).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    Line,
    Record,
}

/// How an item is read.
type Read<T> = fn(&[u8]) -> Result<T, String>;

impl Call {
    /// Sends, and gives the answer's items as they come.
    pub(crate) async fn lines<T: DeserializeOwned + Send + 'static>(
        &self,
        request: Result<Request, Failure>,
        ends: Ends,
    ) -> Outcome<Lines<T>> {
        let read = |text: &[u8]| serde_json::from_slice(text).map_err(|error| error.to_string());
        self.lines_by(request, ends, read).await
    }

    /// The same, each item read as this does.
    pub(crate) async fn lines_by<T: Send + 'static>(
        &self,
        request: Result<Request, Failure>,
        ends: Ends,
        read: Read<T>,
    ) -> Outcome<Lines<T>> {
        let received = match self.opened(request).await {
            Ok(received) => received,
            Err(failure) => return Outcome::failure(failure),
        };
        let answer = received.answer();
        let reader = Reader {
            incoming: Some(received.incoming),
            splitter: Splitter::new(ends),
            waiting: VecDeque::new(),
            line: 0,
            read,
        };
        Outcome::success(Lines(unfold(reader, Reader::step)), answer)
    }
}

struct Reader<T> {
    incoming: Option<Incoming>,
    splitter: Splitter,
    waiting: VecDeque<Vec<u8>>,
    line: usize,
    read: Read<T>,
}

impl<T> Reader<T> {
    async fn step(mut self) -> Option<(Result<T, Error>, Self)> {
        let text = match self.next().await? {
            Ok(text) => text,
            Err(failure) => return Some((Err(self.stop(failure)), self)),
        };
        let item = (self.read)(&text).map_err(|error| {
            let message = format!("item {} cannot be read: {error}", self.line);
            self.stop(Failure::local(Cause::Decode, message))
        });
        Some((item, self))
    }

    /// The next text that is not blank.
    async fn next(&mut self) -> Option<Result<Vec<u8>, Failure>> {
        loop {
            if let Some(text) = self.waiting.pop_front() {
                self.line += 1;
                if text.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                return Some(Ok(text));
            }
            match self.incoming.as_mut()?.chunk().await {
                Ok(Some(bytes)) => self.waiting.extend(self.splitter.push(&bytes)),
                Ok(None) => {
                    self.incoming = None;
                    self.waiting.extend(self.splitter.rest());
                }
                Err(cut) => {
                    let message = format!("the stream was cut: {cut}");
                    return Some(Err(Failure::local(Cause::Interrupted, message)));
                }
            }
        }
    }

    fn stop(&mut self, failure: Failure) -> Error {
        self.incoming = None;
        self.waiting.clear();
        failure.into()
    }
}

/// Cuts octets into texts, however they come.
#[derive(Debug)]
pub(crate) struct Splitter {
    ends: u8,
    text: Vec<u8>,
}

impl Splitter {
    pub(crate) fn new(ends: Ends) -> Self {
        let ends = match ends {
            Ends::Line => b'\n',
            Ends::Record => 0x1e,
        };
        Self {
            ends,
            text: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut texts = Vec::new();
        for part in bytes.split_inclusive(|byte| *byte == self.ends) {
            match part.strip_suffix(&[self.ends]) {
                Some(end) => {
                    self.text.extend_from_slice(end);
                    texts.push(std::mem::take(&mut self.text));
                }
                None => self.text.extend_from_slice(part),
            }
        }
        texts
    }

    /// A last text that nothing ends.
    pub(crate) fn rest(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.text)).filter(|text| !text.is_empty())
    }
}
