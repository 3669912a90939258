use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use sdk::{Error, Items, Json, JsonObject, Outcome};
use serde::Serialize;

use crate::api::type_of;
use crate::Refusal;

pub type Reply = JsonObject;

/// What a call that is one request and one response gave.
pub fn whole<T: Serialize>(outcome: &Outcome<T>) -> Reply {
    part(outcome, |value| value)
}

/// The same where only a part of the result is the value.
pub fn part<T, V: Serialize>(outcome: &Outcome<T>, value: impl FnOnce(&T) -> &V) -> Reply {
    let mut reply = about(outcome);
    if let Ok(result) = outcome.result() {
        match Json::encode(value(result)) {
            Ok(value) => reply.insert("value".to_owned(), value),
            Err(error) => reply.insert("error".to_owned(), told(&error)),
        };
    }
    reply
}

/// What a stream gave until it ended, or until there was enough.
pub async fn stream<T, S>(outcome: Outcome<S>, take: Option<usize>, last: Last<S>) -> Reply
where
    T: Serialize,
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    let mut reply = about(&outcome);
    if let Ok(mut items) = outcome.into_result() {
        reply.extend(collected(&mut items, take, last).await);
    }
    reply
}

/// What a list gave, page after page. Where nothing came before a failure, it is the call that failed.
pub async fn paged<T: Serialize>(mut items: Items<T>, take: usize) -> Reply {
    let given = collected(&mut items, Some(take), Items::last_outcome).await;
    let Some(last) = items.last_outcome() else {
        return given;
    };
    let mut reply = about(&last);
    let is_empty = matches!(given.get("items"), Some(Json::Array(items)) if items.is_empty());
    if last.result().is_ok() || !is_empty {
        reply.extend(given);
    }
    reply
}

/// What a stream says of the last response it read: more than an error that says all by its name.
type Last<S> = fn(&S) -> Option<Outcome<()>>;

/// The items of a stream, how it ended, and why when that was too early.
async fn collected<T, S>(items: &mut S, take: Option<usize>, last: Last<S>) -> Reply
where
    T: Serialize,
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    let mut all = Vec::new();
    let mut reply = Reply::from([("ok".to_owned(), true.into())]);
    let end = loop {
        if take.is_some_and(|most| all.len() >= most) {
            break "taken";
        }
        let next = poll_fn(|context| Pin::new(&mut *items).poll_next(context)).await;
        match next.map(|item| item.and_then(|item| Json::encode(&item))) {
            Some(Ok(item)) => all.push(item),
            None => break "complete",
            Some(Err(error)) => {
                let failed = last(items).and_then(|outcome| about(&outcome).remove("error"));
                reply.insert("error".to_owned(), failed.unwrap_or_else(|| told(&error)));
                break "interrupted";
            }
        }
    };
    reply.insert("items".to_owned(), Json::Array(all));
    reply.insert("end".to_owned(), end.into());
    reply
}

pub fn about<T>(outcome: &Outcome<T>) -> Reply {
    let mut reply = Reply::from([
        ("ok".to_owned(), outcome.result().is_ok().into()),
        ("attempts".to_owned(), outcome.attempts().into()),
    ]);
    if let Some(status) = outcome.status() {
        let headers = outcome.headers().iter();
        let headers: JsonObject = headers
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        reply.insert("status".to_owned(), status.into());
        reply.insert("headers".to_owned(), headers.into());
    }
    if let Err(error) = outcome.result() {
        // The outcome knows more than an error that says all by its name.
        let seconds = outcome
            .retry_after()
            .map(|wait| seconds(wait.as_secs_f64()));
        reply.insert(
            "error".to_owned(),
            failure(Known {
                kind: type_of(error),
                code: outcome.code(),
                message: outcome.message(),
                request_id: outcome.request_id(),
                retry_after: seconds,
                last_event_id: last_event_id(error),
                body: outcome.body(),
            }),
        );
    }
    reply
}

struct Known<'a> {
    kind: &'static str,
    code: Option<&'a str>,
    message: Option<&'a str>,
    request_id: Option<&'a str>,
    retry_after: Option<Json>,
    last_event_id: Option<&'a str>,
    body: Option<&'a Json>,
}

fn failure(known: Known<'_>) -> Json {
    let members = [
        ("type", Some(known.kind.into())),
        ("code", known.code.map(Into::into)),
        ("message", known.message.map(Into::into)),
        ("request_id", known.request_id.map(Into::into)),
        ("retry_after", known.retry_after),
        ("last_event_id", known.last_event_id.map(Into::into)),
        ("body", known.body.cloned()),
    ];
    let present = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    present.collect::<JsonObject>().into()
}

pub fn told(error: &Error) -> Json {
    failure(Known {
        kind: type_of(error),
        code: Some(error.code()),
        message: Some(error.message()),
        request_id: error.details().and_then(|details| details.request_id()),
        retry_after: error.retry_after().map(|wait| seconds(wait.as_secs_f64())),
        last_event_id: last_event_id(error),
        body: error.body(),
    })
}

fn last_event_id(error: &Error) -> Option<&str> {
    error.details()?.last_event_id()
}

/// Whole seconds without a fraction.
fn seconds(value: f64) -> Json {
    format!("{value}").parse().map_or(Json::Null, Json::Number)
}

pub fn refused(Refusal(message): &Refusal) -> Reply {
    let error = failure(Known {
        kind: crate::api::REFUSAL,
        code: Some("invalid_argument"),
        message: Some(message),
        request_id: None,
        retry_after: None,
        last_event_id: None,
        body: None,
    });
    Reply::from([
        ("ok".to_owned(), false.into()),
        ("attempts".to_owned(), 0.into()),
        ("error".to_owned(), error),
    ])
}

/// A call whose caller did not wait for it.
pub fn given_up() -> Reply {
    let error = failure(Known {
        kind: "Cancelled",
        code: Some("cancelled"),
        message: Some("the future was dropped"),
        request_id: None,
        retry_after: None,
        last_event_id: None,
        body: None,
    });
    Reply::from([("ok".to_owned(), false.into()), ("error".to_owned(), error)])
}

pub fn unsupported(why: &str) -> Reply {
    Reply::from([
        ("id".to_owned(), Json::Null),
        ("unsupported".to_owned(), why.into()),
    ])
}
