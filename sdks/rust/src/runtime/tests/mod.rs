//! The runtime against a server on the loopback that does exactly what each test says, faults included.

mod bulk;
mod calls;
mod gzip;
mod json;
mod lines;
mod network;
mod packed;
mod pages;
mod parameters;
mod retry_after;
mod server;
mod sse;
mod streams;
mod telemetry;
mod unions;
mod websocket;

use std::sync::Arc;
use std::time::Duration;

use super::core::Core;
use super::{Attached, Call, Operation, ReadTimeout, Request, Retry, Secret, Settings};

const READ: Operation = Operation {
    name: "read",
    method: "GET",
    template: "/things",
    read: ReadTimeout::Query,
    retry: Retry::Always,
    key_header: None,
    security: &[&["Key"]],
    accept: "application/json",
};

static GET: Operation = READ;

static ONCE: Operation = Operation {
    method: "POST",
    retry: Retry::Never,
    ..READ
};

static KEYED: Operation = Operation {
    method: "POST",
    retry: Retry::Keyed,
    key_header: Some("idempotency-key"),
    ..READ
};

static FEED: Operation = Operation {
    read: ReadTimeout::Stream,
    accept: "text/event-stream",
    ..READ
};

fn settings(url: &str) -> Settings {
    let mut settings = Settings {
        url: Some(url.to_owned()),
        ..Settings::default()
    };
    settings.credential("Key", Attached::Header("X-Key", Secret::new("hush")));
    settings
}

fn call(url: &str) -> Call {
    call_with(settings(url))
}

fn call_with(settings: Settings) -> Call {
    Call::new(&Arc::new(Core::new(settings).expect("valid settings")))
}

fn request(operation: &'static Operation) -> Request {
    let mut request = Request::new(operation);
    request.text(operation.template);
    request
}

const SOON: Duration = Duration::from_millis(300);
