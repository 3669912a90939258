use std::future::Future;
use std::pin::Pin;

use sdk::{Json, Maybe};

use crate::answer::Reply;
use crate::api::Client;
use crate::calls::CALLS;
use crate::input::Input;
use crate::line::Line;
use crate::{text_of, Refusal};

pub type Answering = Pin<Box<dyn Future<Output = Result<Reply, Refusal>> + Send>>;

/// One way to call an operation.
pub struct Call {
    /// The operation's own name; alternatives share it.
    pub operation: &'static str,
    pub name: &'static str,
    pub route: &'static str,
    pub content_type: Option<&'static str>,
    pub accept: &'static str,
    pub is_stream: bool,
    /// Members the SDK sets itself, as JSON.
    pub fixed: &'static [(&'static str, &'static str)],
    pub run: fn(Client, Input) -> Answering,
    /// The same by WebSocket.
    pub subscribe: Option<fn(Client, Input) -> Answering>,
}

/// The way to call that a request means: by its content type, the answer it accepts, and whether it wants a stream.
pub fn of(line: &Line) -> Option<&'static Call> {
    let named = |call: &&Call| {
        call.operation == line.operation
            || call.route == line.operation
            || call.name == line.operation
    };
    let mut calls: Vec<&Call> = CALLS.iter().filter(named).collect();
    if let Some(exact) = calls
        .iter()
        .position(|call| call.name == line.operation && call.operation != line.operation)
    {
        return Some(calls[exact]);
    }
    let own = calls.first()?.content_type;
    let wanted = line.content_type.as_deref().map(essence);
    let sends = |call: &&Call| call.content_type.map(essence) == wanted;
    if calls.iter().any(sends) {
        calls.retain(sends);
    } else {
        calls.retain(|call| call.content_type == own);
    }
    let accepted = line.header("accept").map(text_of);
    let answers = |call: &&&Call| accepted.as_deref() == Some(call.accept);
    let streams =
        |call: &&&Call| call.is_stream && (line.take.is_some() || is_asked_for(call, line));
    let mut all = calls.iter();
    let found = all
        .clone()
        .find(answers)
        .or_else(|| all.clone().find(streams));
    found.or_else(|| all.next()).copied()
}

fn is_asked_for(call: &Call, line: &Line) -> bool {
    let Maybe::Value(body) = &line.body else {
        return false;
    };
    let is_set = |(name, value): &(&str, &str)| {
        body.get(name).is_some_and(|given: &Json| {
            serde_json::to_string(given).is_ok_and(|text| text == *value)
        })
    };
    !call.fixed.is_empty() && call.fixed.iter().all(is_set)
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
