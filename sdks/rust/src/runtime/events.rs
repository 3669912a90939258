use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio::time::sleep;

use super::backoff::jitter;
use super::call::unreadable;
use super::core::{retryable, Received};
use super::outcome::Answer;
use super::shared::Shared;
use super::sse::{Decoder, Event};
use super::transport::Incoming;
use super::unfold::{unfold, BoxStream};
use super::{Call, Cause, Failure, Outcome, Request};
use crate::{contract, Error};

/// Events as they happen. A wire that is cut is connected again where the stream left off; where that cannot be done
/// the stream says so with an error, and never just ends.
#[must_use = "streams do nothing unless polled"]
pub struct EventStream<T> {
    events: BoxStream<Result<T, Error>>,
    cursor: Shared<Option<String>>,
    last: Shared<Outcome<()>>,
}

impl<T> EventStream<T> {
    pub(super) const fn new(
        events: BoxStream<Result<T, Error>>,
        cursor: Shared<Option<String>>,
        last: Shared<Outcome<()>>,
    ) -> Self {
        Self {
            events,
            cursor,
            last,
        }
    }

    /// The id of the last event this stream gave: pass it on to continue after it later.
    #[must_use]
    pub fn last_event_id(&self) -> Option<String> {
        self.cursor.get()
    }

    /// What the last connection came to: what its response said beside its events, and once the stream has failed,
    /// all that is known of that.
    pub fn last_outcome(&self) -> Outcome<()> {
        self.last.get()
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("last_event_id", &self.last_event_id())
            .finish_non_exhaustive()
    }
}

/// What the document says about a stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feed {
    /// A clean end is a cut as well.
    pub endless: bool,
    /// It may be asked to go on after an event.
    pub resumable: bool,
    /// Data that says the stream is complete.
    pub sentinel: Option<&'static str>,
}

/// What makes an item of an event.
pub(crate) type Read<T> = fn(&Event) -> Result<T, String>;

impl Event {
    /// The data as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_json::from_str(&self.data).map_err(|error| error.to_string())
    }

    /// The data as it is.
    pub(crate) fn text(&self) -> Result<String, String> {
        Ok(self.data.clone())
    }
}

impl Feed {
    /// Opens the stream, after the event of this id if there is one.
    pub(crate) async fn open<T: Send + 'static>(
        self,
        call: Call,
        request: Result<Request, Failure>,
        last_event_id: Option<String>,
        read: Read<T>,
    ) -> Outcome<EventStream<T>> {
        let opened = match request {
            Ok(request) => Subscription::open(self, call, request, last_event_id).await,
            Err(failure) => Err(failure),
        };
        let (mut subscription, received) = match opened {
            Ok(opened) => opened,
            Err(failure) => return Outcome::failure(failure),
        };
        let cursor = subscription.cursor.clone();
        let last = subscription.last.clone();
        let answer = received.answer();
        subscription.read_from(received);
        let events = unfold(subscription, move |state| state.step(read));
        Outcome::success(EventStream::new(events, cursor, last), answer)
    }
}

struct Subscription {
    feed: Feed,
    call: Call,
    request: Request,
    cursor: Shared<Option<String>>,
    last: Shared<Outcome<()>>,
    decoder: Decoder,
    incoming: Option<Incoming>,
    waiting: VecDeque<Event>,
    /// Attempts to connect again since the last event.
    reconnects: u32,
}

impl Subscription {
    async fn open(
        feed: Feed,
        call: Call,
        request: Request,
        last_event_id: Option<String>,
    ) -> Result<(Self, Received), Failure> {
        let mut subscription = Self {
            feed,
            call,
            request,
            cursor: Shared::new(last_event_id.clone()),
            last: Shared::new(Outcome::success((), Answer::default())),
            decoder: Decoder::after(last_event_id),
            incoming: None,
            waiting: VecDeque::new(),
            reconnects: 0,
        };
        subscription.seed();
        let received = subscription
            .call
            .core
            .open(&subscription.request, &subscription.call.options)
            .await?;
        let received = expect_events(received)?;
        Ok((subscription, received))
    }

    /// Where the next connection goes on.
    fn seed(&mut self) {
        let header = contract::LAST_EVENT_ID_HEADER;
        let headers = &mut self.request.headers;
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case(header));
        headers.extend(
            self.decoder
                .last_id()
                .map(|id| (header.to_owned(), id.to_owned())),
        );
    }

    /// Reads on from this response. 204 says there is nothing to read, ever.
    fn read_from(&mut self, received: Received) {
        self.last.set(Outcome::success((), received.answer()));
        self.incoming = Some(received.incoming).filter(|incoming| incoming.status != 204);
    }

    async fn step<T>(mut self, read: Read<T>) -> Option<(Result<T, Error>, Self)> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                if self.feed.sentinel == Some(event.data.as_str()) {
                    return None;
                }
                return Some((self.give(event, read), self));
            }
            let read = self.incoming.as_mut()?.chunk().await;
            let cut = match read {
                Ok(Some(bytes)) => {
                    self.waiting.extend(self.decoder.push(&bytes));
                    continue;
                }
                Ok(None) if !self.feed.endless => return None,
                Ok(None) => Failure::local(Cause::Connection, "the stream ended"),
                Err(failure) => failure,
            };
            if let Err(failure) = self.reconnect(cut).await {
                return Some((Err(self.stop(failure)), self));
            }
        }
    }

    fn give<T>(&mut self, event: Event, read: Read<T>) -> Result<T, Error> {
        self.reconnects = 0;
        let value = read(&event);
        self.cursor.set(event.id);
        value.map_err(|error| {
            let message = format!("an event cannot be read: {error}");
            self.stop(Failure::local(Cause::Decode, message))
        })
    }

    /// There is nothing more to come, and this is why.
    fn stop(&mut self, failure: Failure) -> Error {
        self.incoming = None;
        self.waiting.clear();
        self.last.set(Outcome::failure(failure.clone()));
        failure.into()
    }

    async fn reconnect(&mut self, mut cut: Failure) -> Result<(), Failure> {
        self.incoming = None;
        let resumable = self.feed.resumable && self.decoder.last_id().is_some();
        while resumable && self.reconnects < contract::MAX_RECONNECTS {
            sleep(self.delay(&cut)).await;
            self.reconnects += 1;
            self.seed();
            match self
                .call
                .core
                .reopen(&self.request, &self.call.options)
                .await
            {
                Ok(received) => {
                    let received = expect_events(received)?;
                    self.decoder = self.decoder.again();
                    self.read_from(received);
                    return Ok(());
                }
                Err(failure) if !retryable(&failure) || asks_too_much(&failure) => {
                    return Err(failure)
                }
                Err(failure) => cut = failure,
            }
        }
        Err(interrupted(&cut, self.cursor.get(), self.reconnects + 1))
    }

    /// The server's wish for the first attempt, doubled for each after it.
    fn delay(&self, cut: &Failure) -> Duration {
        let base = self.decoder.retry();
        let factor = if base.is_some() { 1.0 } else { jitter() };
        let first = base.unwrap_or(contract::RECONNECT_DELAY);
        let grown = first.saturating_mul(2_u32.saturating_pow(self.reconnects));
        let capped = grown.min(contract::MAX_RECONNECT_DELAY.max(first));
        capped
            .mul_f64(factor)
            .max(cut.details.retry_after().unwrap_or_default())
    }
}

/// What a stream that cannot go on ends with.
pub(super) fn interrupted(cut: &Failure, cursor: Option<String>, attempts: u32) -> Failure {
    let message = format!("the stream was cut and could not be resumed: {cut}");
    Failure::local(Cause::Interrupted, message).with(|facts| {
        facts.last_event_id = cursor;
        facts.attempts = attempts;
        facts.request_id = cut.details.request_id().map(str::to_owned);
    })
}

pub(super) fn asks_too_much(failure: &Failure) -> bool {
    failure
        .details
        .retry_after()
        .is_some_and(|wish| wish > contract::MAX_RETRY_AFTER)
}

fn expect_events(received: Received) -> Result<Received, Failure> {
    let media_type = received
        .incoming
        .headers
        .get("content-type")
        .unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if received.incoming.status == 204 || essence.eq_ignore_ascii_case("text/event-stream") {
        return Ok(received);
    }
    Err(unreadable(
        &received,
        &format!("`{media_type}` is not a stream of events"),
    ))
}
