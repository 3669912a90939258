//! What is said on the connection, as JSON.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::details::Headers;
use super::super::problem::failure_of;
use super::super::Number;
use super::{Cause, Failure, Json, Request};

/// What a server says.
#[derive(Debug)]
pub(super) enum Message {
    /// The feed begins here.
    Subscribed {
        id: Option<String>,
    },
    /// Its JSON, and its id.
    Event {
        id: Option<String>,
        data: String,
    },
    Heartbeat,
    /// Of a newer server.
    Other,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    id: Option<Json>,
    #[serde(default)]
    status: Option<Json>,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

impl Message {
    /// What a text says; an error is one.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let envelope: Envelope<'_> = serde_json::from_str(text)
            .map_err(|error| unreadable(&format!("a message cannot be read: {error}")))?;
        match envelope.kind.as_str() {
            "subscribed" => Ok(Self::Subscribed {
                id: text_of(envelope.id),
            }),
            "heartbeat" => Ok(Self::Heartbeat),
            "event" => match envelope.event {
                Some(event) => Ok(Self::Event {
                    id: id_of(event),
                    data: event.get().to_owned(),
                }),
                None => Err(unreadable("a message has no event")),
            },
            "error" => Err(refusal(&envelope)),
            _ => Ok(Self::Other),
        }
    }
}

/// The first message: what the query of the stream would say, and where to go on.
pub(super) fn subscribe(
    request: &Request,
    told: Vec<(String, String)>,
    after: Option<&str>,
) -> Result<String, Failure> {
    let mut members = request.members.clone();
    members.extend(told.into_iter().map(|(name, value)| (name, value.into())));
    members.insert("type".to_owned(), "subscribe".into());
    members.extend(after.map(|id| ("last_event_id".to_owned(), id.into())));
    serde_json::to_string(&members).map_err(|error| Failure::invalid(error.to_string()))
}

/// What a close code says that stands for a status, and the code of the error that is its reason.
pub(super) fn closed(code: u16, reason: &str) -> Option<Failure> {
    let status = code.checked_sub(4000)?;
    if !(400..600).contains(&status) {
        return None;
    }
    let failure = failure_of(status, Headers::default(), b"");
    if reason.is_empty() {
        return Some(failure);
    }
    Some(failure.with(|facts| reason.clone_into(&mut facts.code)))
}

pub(super) fn unreadable(why: &str) -> Failure {
    Failure::local(Cause::Decode, why)
}

fn refusal(envelope: &Envelope<'_>) -> Failure {
    let status = envelope.status.as_ref().and_then(number);
    let Some(status) = status.and_then(|number| u16::try_from(number.as_u64()?).ok()) else {
        return unreadable("an error has no status");
    };
    let body = envelope.error.map_or("", RawValue::get);
    let failure = failure_of(status, Headers::default(), body.as_bytes());
    let body = failure.details.body();
    let wish = body.and_then(|body| number(body.get("retry_after")?));
    let wish = wish.and_then(|number| Duration::try_from_secs_f64(number.as_f64()).ok());
    failure.with(|facts| facts.retry_after = wish)
}

fn number(json: &Json) -> Option<&Number> {
    match json {
        Json::Number(number) => Some(number),
        _ => None,
    }
}

fn id_of(event: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    struct Identified {
        #[serde(default)]
        id: Option<Json>,
    }
    let event: Identified = serde_json::from_str(event.get()).ok()?;
    text_of(event.id)
}

fn text_of(id: Option<Json>) -> Option<String> {
    id?.as_str().map(str::to_owned)
}
