use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::core::Received;
use super::unfold::{unfold, BoxStream};
use super::{Call, Failure, Outcome, Request};
use crate::Error;

/// An answer's octets as they come. Dropping it ends the transfer.
#[must_use = "nothing is read before it is polled"]
pub struct Download {
    chunks: BoxStream<Result<Vec<u8>, Error>>,
    content_type: Option<String>,
}

impl Download {
    pub(crate) fn of(received: Received) -> Self {
        let content_type = received.incoming.headers.get("content-type");
        Self {
            content_type: content_type.map(str::to_owned),
            chunks: unfold(Some(received.incoming), |incoming| async {
                let mut incoming = incoming?;
                match incoming.chunk().await {
                    Ok(chunk) => Some((Ok(chunk?.to_vec()), Some(incoming))),
                    Err(failure) => Some((Err(failure.into()), None)),
                }
            }),
        }
    }

    /// The media type the server says they have.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The next octets; `None` after the last.
    ///
    /// # Errors
    ///
    /// When the connection is lost before the end, or silent for too long.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let next = std::future::poll_fn(|context| self.chunks.as_mut().poll_next(context));
        next.await.transpose()
    }

    /// All octets that are left.
    ///
    /// # Errors
    ///
    /// When the connection is lost before the end, or silent for too long.
    pub async fn bytes(mut self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

impl Stream for Download {
    type Item = Result<Vec<u8>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.as_mut().poll_next(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl Call {
    /// Sends, and gives the answer's octets as they come.
    pub(crate) async fn download(&self, request: Result<Request, Failure>) -> Outcome<Download> {
        match self.opened(request).await {
            Ok(received) => {
                let answer = received.answer();
                Outcome::success(Download::of(received), answer)
            }
            Err(failure) => Outcome::failure(failure),
        }
    }
}
