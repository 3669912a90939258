//! One call a line on standard input, one answer a line on standard output, in order.

#![allow(dead_code, unused_macros, reason = "which parts are needed depends on the API")]

mod answer;
mod api;
mod calls;
mod choice;
mod clients;
mod files;
mod input;
mod line;

use std::io::Write as _;

use sdk::Json;

use crate::answer::{refused, unsupported, Reply};
use crate::clients::Clients;
use crate::line::Line;

fn main() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let mut clients = Clients::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lines() {
        let reply = runtime.block_on(reply_to(&line?, &mut clients));
        serde_json::to_writer(&mut out, &reply)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

async fn reply_to(text: &str, clients: &mut Clients) -> Reply {
    let line: Line = match serde_json::from_str(text) {
        Ok(line) => line,
        Err(error) => return unsupported(&format!("not a request: {error}")),
    };
    let id = line.id.clone();
    let mut reply = answered(line, clients).await;
    reply.insert("id".to_owned(), id);
    reply
}

async fn answered(line: Line, clients: &mut Clients) -> Reply {
    let Some(entry) = choice::of(&line) else {
        return unsupported(&format!("no operation {}", line.operation));
    };
    let client = match clients.get(&line.client) {
        Ok(client) => client,
        Err(refusal) => return refused(&refusal),
    };
    match (entry.run)(client, line.input()).await {
        Ok(reply) => reply,
        Err(refusal) => refused(&refusal),
    }
}

/// What the driver itself, or the SDK's types, would not take.
#[derive(Debug)]
pub struct Refusal(pub String);

impl Refusal {
    fn new(what: &str, why: &impl std::fmt::Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// A value printed as JSON has it, without quotes where it is text.
fn text_of(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        json => serde_json::to_string(json).unwrap_or_default(),
    }
}
