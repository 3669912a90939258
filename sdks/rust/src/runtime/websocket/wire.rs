//! The only file that knows which WebSocket library is beneath.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use futures_core::Stream as _;
use futures_sink::Sink as _;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error as Fault, Message as Frame};
use tokio_tungstenite::WebSocketStream;

use super::super::transport::{Incoming, Upgraded};
use super::message::{closed, unreadable, Message};
use super::{Cause, Failure};
use crate::contract;

/// What a server that speaks the protocol adds to the client's key before it hashes it (RFC 6455).
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A request for a connection, made by the same HTTP client as all others: through its proxy, with its roots of trust.
pub(super) struct Handshake {
    key: String,
}

impl Handshake {
    pub(super) fn new() -> Result<Self, Failure> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|error| {
            Failure::local(Cause::Connection, "the system has no randomness to give")
                .caused_by(error)
        })?;
        Ok(Self {
            key: STANDARD.encode(nonce),
        })
    }

    pub(super) fn headers(&self) -> [(&str, &str); 4] {
        [
            ("connection", "Upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", &self.key),
        ]
    }

    /// The connection, if the server means the same by it.
    pub(super) async fn finish(self, incoming: Incoming) -> Result<Wire, Failure> {
        let hash = sha1_smol::Sha1::from(format!("{}{GUID}", self.key)).digest();
        let expected = STANDARD.encode(hash.bytes());
        if incoming.headers.get("sec-websocket-accept") != Some(expected.as_str()) {
            return Err(unreadable("the server did not agree to a WebSocket"));
        }
        let limit = Some(contract::MAX_MESSAGE);
        let config = WebSocketConfig::default()
            .max_message_size(limit)
            .max_frame_size(limit);
        let connection = incoming.upgraded().await?;
        let stream = WebSocketStream::from_raw_socket(connection, Role::Client, Some(config)).await;
        Ok(Wire(stream))
    }
}

/// An open connection; dropping it closes it.
pub(super) struct Wire(WebSocketStream<Upgraded>);

impl Wire {
    pub(super) async fn send(&mut self, text: &str) -> Result<(), Failure> {
        let mut sink = Pin::new(&mut self.0);
        poll_fn(|context| sink.as_mut().poll_ready(context))
            .await
            .and_then(|()| sink.as_mut().start_send(Frame::text(text)))
            .map_err(broken)?;
        poll_fn(|context| sink.as_mut().poll_flush(context))
            .await
            .map_err(broken)
    }

    /// The next message, unless none is there in this time.
    pub(super) async fn next(&mut self, silence: Duration) -> Result<Message, Failure> {
        timeout(silence, self.message()).await.unwrap_or_else(|_| {
            let seconds = silence.as_secs_f64();
            let message = format!("no message came for {seconds} s");
            Err(Failure::local(Cause::Timeout, message))
        })
    }

    /// Pings are answered below, and are no messages.
    async fn message(&mut self) -> Result<Message, Failure> {
        loop {
            let next = poll_fn(|context| Pin::new(&mut self.0).poll_next(context));
            match next.await {
                Some(Ok(Frame::Text(text))) => return Message::read(&text),
                Some(Ok(Frame::Binary(_))) => return Err(unreadable("a message is not text")),
                Some(Ok(Frame::Close(frame))) => return Err(ended(frame.as_ref())),
                Some(Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Frame(_))) => {}
                Some(Err(fault)) => return Err(broken(fault)),
                None => return Err(ended(None)),
            }
        }
    }
}

fn ended(frame: Option<&CloseFrame>) -> Failure {
    let told = frame.and_then(|frame| closed(frame.code.into(), &frame.reason));
    told.unwrap_or_else(|| Failure::local(Cause::Connection, "the server closed the connection"))
}

fn broken(fault: Fault) -> Failure {
    let cause = match &fault {
        Fault::Capacity(_) => Cause::Decode,
        _ => Cause::Connection,
    };
    Failure::local(cause, fault.to_string()).caused_by(fault)
}
