//! A stream's events by WebSocket: the same events, the same places to go on from, the same errors.

mod message;
mod recent;
mod wire;

use std::time::Duration;

use tokio::time::{sleep, timeout, Instant};

use self::message::Message;
use self::recent::Recent;
use self::wire::Wire;
use super::backoff::jitter;
use super::core::{before, retryable, Plan};
use super::events::{asks_too_much, interrupted, Read};
use super::outcome::Answer;
use super::problem::request_id;
use super::shared::Shared;
use super::telemetry::Told;
use super::unfold::unfold;
use super::{Call, Cause, Event, EventStream, Failure, Json, Outcome, Request};
use crate::{contract, Error};

/// What the document says about a feed by WebSocket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Socket {
    /// How often the server says that it is there.
    pub heartbeat: Option<Duration>,
}

impl Request {
    /// A member of the first message; absent when its value is.
    pub(crate) fn told(
        &mut self,
        name: &str,
        value: &impl serde::Serialize,
    ) -> Result<(), Failure> {
        let json = Json::encode(value).map_err(|error| Failure::invalid(error.message()))?;
        if json != Json::Null {
            self.members.insert(name.to_owned(), json);
        }
        Ok(())
    }
}

impl Socket {
    /// Subscribes, after the event of this id if there is one.
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
        let (subscription, answer) = match opened {
            Ok(opened) => opened,
            Err(failure) => return Outcome::failure(failure),
        };
        let cursor = subscription.cursor.clone();
        let last = subscription.last.clone();
        let events = unfold(subscription, move |state| state.step(read));
        Outcome::success(EventStream::new(events, cursor, last), answer)
    }

    fn silence(self) -> Duration {
        self.heartbeat
            .map_or(contract::READ_TIMEOUT_STREAM, |beat| {
                beat * contract::MISSED_HEARTBEATS
            })
    }
}

struct Subscription {
    call: Call,
    request: Request,
    cursor: Shared<Option<String>>,
    last: Shared<Outcome<()>>,
    recent: Recent,
    wire: Option<Wire>,
    /// The longest silence.
    idle: Duration,
    /// What the connection was opened with.
    answer: Answer,
    /// Attempts to connect again since the last progress.
    reconnects: u32,
}

/// A connection the server has said yes on.
struct Opened {
    wire: Wire,
    answer: Answer,
    /// Where the feed starts.
    start: Option<String>,
}

impl Subscription {
    async fn open(
        socket: Socket,
        call: Call,
        mut request: Request,
        last_event_id: Option<String>,
    ) -> Result<(Self, Answer), Failure> {
        // It says what answers may be, and there is none.
        request.headers.retain(|(name, _)| name != "accept");
        let limit = call.options.timeout;
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let plan = Plan {
            request: &request,
            options: &call.options,
            key: None,
            deadline,
        };
        let after = last_event_id.as_deref();
        let told = call.core.told(&request);
        let dial = || before(deadline, subscribed(&call, &request, after, &told));
        let result = call.core.retried(&plan, dial).await;
        told.end(result.as_ref().err());
        let (opened, attempts) = result?;
        let answer = Answer {
            attempts,
            ..opened.answer
        };
        let idle = call.core.idle_or(socket.silence());
        let subscription = Self {
            call,
            request,
            cursor: Shared::new(last_event_id.or(opened.start)),
            last: Shared::new(Outcome::success((), answer.clone())),
            recent: Recent::default(),
            wire: Some(opened.wire),
            idle,
            answer: answer.clone(),
            reconnects: 0,
        };
        Ok((subscription, answer))
    }

    async fn step<T>(mut self, read: Read<T>) -> Option<(Result<T, Error>, Self)> {
        loop {
            let message = self.wire.as_mut()?.next(self.idle).await;
            let failure = match message {
                Ok(Message::Heartbeat) => {
                    self.reconnects = 0;
                    continue;
                }
                Ok(Message::Event { id, .. }) if self.recent.has(id.as_deref()) => continue,
                Ok(Message::Event { id, data }) => match self.give(id, data, read) {
                    Ok(value) => return Some((Ok(value), self)),
                    Err(failure) => failure,
                },
                Ok(Message::Subscribed { .. } | Message::Other) => continue,
                Err(failure) => match self.reconnect(failure).await {
                    Ok(()) => continue,
                    Err(failure) => failure,
                },
            };
            let failure = over(failure, &self.answer);
            self.wire = None;
            self.last.set(Outcome::failure(failure.clone()));
            return Some((Err(failure.into()), self));
        }
    }

    fn give<T>(&mut self, id: Option<String>, data: String, read: Read<T>) -> Result<T, Failure> {
        let event = Event {
            name: String::new(),
            data,
            id,
        };
        let value = read(&event).map_err(|error| {
            Failure::local(Cause::Decode, format!("an event cannot be read: {error}"))
        })?;
        self.reconnects = 0;
        if let Some(id) = event.id {
            self.recent.add(id.clone());
            self.cursor.set(Some(id));
        }
        Ok(value)
    }

    async fn reconnect(&mut self, mut cut: Failure) -> Result<(), Failure> {
        self.wire = None;
        loop {
            if !retryable(&cut) || asks_too_much(&cut) {
                return Err(cut);
            }
            let after = self.cursor.get();
            if after.is_none() || self.reconnects >= contract::MAX_RECONNECTS {
                return Err(interrupted(&cut, after, self.reconnects + 1));
            }
            sleep(self.delay(&cut)).await;
            self.reconnects += 1;
            let told = self.call.core.told(&self.request);
            let result = subscribed(&self.call, &self.request, after.as_deref(), &told).await;
            told.end(result.as_ref().err());
            match result {
                Ok(opened) => {
                    self.answer = opened.answer.clone();
                    self.last.set(Outcome::success((), opened.answer));
                    self.wire = Some(opened.wire);
                    return Ok(());
                }
                Err(failure) => cut = failure,
            }
        }
    }

    /// The server's wish, else longer each time.
    fn delay(&self, cut: &Failure) -> Duration {
        let grown = contract::RECONNECT_DELAY.saturating_mul(2_u32.saturating_pow(self.reconnects));
        let usual = grown.min(contract::MAX_RECONNECT_DELAY).mul_f64(jitter());
        cut.details.retry_after().unwrap_or(usual)
    }
}

/// One attempt: connected, and told by the server that the feed begins.
async fn subscribed(
    call: &Call,
    request: &Request,
    after: Option<&str>,
    told: &Told,
) -> Result<Opened, Failure> {
    let dialled = dialled(call, request, after, told);
    let opened = timeout(contract::OPEN_TIMEOUT, dialled).await;
    let result = opened.unwrap_or_else(|_| {
        let limit = contract::OPEN_TIMEOUT.as_secs_f64();
        let message = format!("the server did not begin the feed within {limit} s");
        Err(Failure::local(Cause::Timeout, message))
    });
    match &result {
        Ok(_) => told.answered(101),
        Err(failure) => told.failed(failure),
    }
    result
}

async fn dialled(
    call: &Call,
    request: &Request,
    after: Option<&str>,
    listener: &Told,
) -> Result<Opened, Failure> {
    let handshake = wire::Handshake::new()?;
    let (incoming, told) = call
        .core
        .dial(request, &call.options, &handshake.headers(), listener)
        .await?;
    let answer = Answer {
        status: Some(incoming.status),
        request_id: request_id(&incoming.headers),
        headers: incoming.headers.clone(),
        attempts: 1,
    };
    let mut wire = handshake.finish(incoming).await?;
    wire.send(&message::subscribe(request, told, after)?)
        .await?;
    loop {
        let next = wire.next(contract::OPEN_TIMEOUT).await;
        match next.map_err(|failure| over(failure, &answer))? {
            Message::Subscribed { id } => {
                return match (after, id) {
                    (Some(asked), Some(start)) if asked != start => Err(gap(asked, &start)),
                    (_, start) => Ok(Opened {
                        wire,
                        answer,
                        start,
                    }),
                }
            }
            Message::Event { .. } => {
                let message = "an event came before the feed began";
                return Err(over(Failure::local(Cause::Decode, message), &answer));
            }
            Message::Heartbeat | Message::Other => {}
        }
    }
}

/// Of a message that cannot be read, the answer that opened the connection is the answer.
fn over(failure: Failure, answer: &Answer) -> Failure {
    if failure.cause != Cause::Decode || failure.details.status().is_some() {
        return failure;
    }
    failure.with(|facts| {
        facts.status = answer.status;
        facts.request_id.clone_from(&answer.request_id);
    })
}

/// The server goes on elsewhere than it was asked to: what lies between would be lost unseen.
fn gap(asked: &str, start: &str) -> Failure {
    let message = format!("the server goes on after {start}, not after {asked}");
    Failure::local(Cause::Interrupted, message).with(|facts| {
        facts.last_event_id = Some(asked.to_owned());
        facts.attempts = 1;
    })
}
