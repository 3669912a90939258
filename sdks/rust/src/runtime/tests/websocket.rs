use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use base64::Engine as _;
use futures_core::Stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::server::{answer, header, Server};
use super::{call_with, request, settings, FEED, SOON};
use crate::runtime::{Event, EventStream, Outcome, Socket};
use crate::Error;

const SOCKET: Socket = Socket {
    heartbeat: Some(Duration::from_secs(15)),
};

/// What the server does on a connection once it has the first message.
#[derive(Clone)]
enum Step {
    Say(&'static str),
    Close(u16, &'static str),
    Wait(Duration),
}

/// What the server tells a test: the head and the first message of each connection, and that one is gone.
#[derive(Debug)]
enum Seen {
    Asked(String, String),
    Gone,
}

/// Serves one connection per script, the last for all that follow.
async fn serve(scripts: Vec<Vec<Step>>) -> (String, mpsc::UnboundedReceiver<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (seen, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut scripts = scripts.into_iter().peekable();
        let mut script = Vec::new();
        loop {
            let (socket, _) = listener.accept().await.expect("a connection");
            script = scripts.next().unwrap_or(script);
            tokio::spawn(talk(socket, script.clone(), seen.clone()));
        }
    });
    (url, told)
}

async fn talk(mut socket: TcpStream, script: Vec<Step>, seen: mpsc::UnboundedSender<Seen>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.expect("a head"));
    }
    let head = String::from_utf8(head).expect("text");
    let key = header(&head, "sec-websocket-key").expect("a key");
    let hash = sha1_smol::Sha1::from(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")).digest();
    let accept = base64::engine::general_purpose::STANDARD.encode(hash.bytes());
    let answer = format!(
        "HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n"
    );
    socket.write_all(answer.as_bytes()).await.expect("sent");
    let first = receive(&mut socket).await.expect("a first message");
    let _ = seen.send(Seen::Asked(head, first));
    for step in script {
        let (code, payload) = match step {
            Step::Say(text) => (0x81, text.as_bytes().to_vec()),
            Step::Close(code, reason) => (0x88, [&code.to_be_bytes(), reason.as_bytes()].concat()),
            Step::Wait(time) => {
                sleep(time).await;
                continue;
            }
        };
        let length = u16::try_from(payload.len()).expect("a short message");
        let frame = [&[code, 126], &length.to_be_bytes()[..], &payload].concat();
        if socket.write_all(&frame).await.is_err() {
            break;
        }
    }
    while receive(&mut socket).await.is_some() {}
    let _ = seen.send(Seen::Gone);
}

/// One short, masked frame of the client.
async fn receive(socket: &mut TcpStream) -> Option<String> {
    let mut head = [0; 2];
    socket.read_exact(&mut head).await.ok()?;
    let length = match head[1] & 0x7f {
        126 => usize::from(socket.read_u16().await.ok()?),
        short => usize::from(short),
    };
    let mut mask = [0; 4];
    socket.read_exact(&mut mask).await.ok()?;
    let mut payload = vec![0; length];
    socket.read_exact(&mut payload).await.ok()?;
    for (byte, mask) in payload.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= mask;
    }
    String::from_utf8(payload).ok()
}

#[derive(serde::Deserialize)]
struct Change {
    n: u32,
}

async fn subscribe(url: &str, after: Option<&str>) -> Outcome<EventStream<Change>> {
    let mut settings = settings(url);
    settings.idle_timeout = Some(SOON);
    let mut request = request(&FEED);
    request.told("tag", &["a"]).expect("JSON");
    let after = after.map(str::to_owned);
    SOCKET
        .open(call_with(settings), Ok(request), after, Event::json)
        .await
}

async fn next(stream: &mut EventStream<Change>) -> Option<Result<u32, Error>> {
    let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await;
    next.map(|change| change.map(|change| change.n))
}

async fn opened(url: &str) -> EventStream<Change> {
    let outcome = subscribe(url, None).await;
    assert_eq!((outcome.status(), outcome.attempts()), (Some(101), 1));
    outcome.into_result().expect("a stream")
}

async fn first_of(told: &mut mpsc::UnboundedReceiver<Seen>) -> (String, String) {
    loop {
        if let Seen::Asked(head, first) = told.recv().await.expect("a connection") {
            return (head, first);
        }
    }
}

const BEGUN: Step = Step::Say(r#"{"type":"subscribed","id":"0"}"#);
const ONE: Step = Step::Say(r#"{"type":"event","event":{"id":"1","n":1}}"#);
const TWO: Step = Step::Say(r#"{"type":"event","event":{"id":"2","n":2}}"#);

#[tokio::test]
async fn a_cut_feed_goes_on_where_it_was_and_drops_what_comes_again() {
    let first = vec![
        BEGUN,
        ONE,
        Step::Say(r#"{"type":"news"}"#),
        Step::Close(1000, ""),
    ];
    let again = vec![Step::Say(r#"{"type":"subscribed","id":"1"}"#), ONE, TWO];
    let (url, mut told) = serve(vec![first, again]).await;
    let mut stream = opened(&url).await;
    assert_eq!(stream.last_event_id().as_deref(), Some("0"));
    assert!(matches!(next(&mut stream).await, Some(Ok(1))));
    assert!(matches!(next(&mut stream).await, Some(Ok(2))));
    assert_eq!(stream.last_event_id().as_deref(), Some("2"));
    let (head, first) = first_of(&mut told).await;
    assert_eq!(header(&head, "x-key"), Some("hush"));
    assert_eq!(first, r#"{"tag":["a"],"type":"subscribe"}"#);
    let (_, again) = first_of(&mut told).await;
    assert!(again.contains(r#""last_event_id":"1""#), "{again}");
}

#[tokio::test]
async fn a_refusal_is_the_error_of_a_call() {
    let refusal = r#"{"type":"error","status":429,"error":{"code":"slow","request_id":"r","retry_after":90}}"#;
    let (url, _told) = serve(vec![vec![Step::Say(refusal)]]).await;
    let outcome = subscribe(&url, None).await;
    assert_eq!(
        (outcome.status(), outcome.code()),
        (Some(429), Some("slow"))
    );
    assert_eq!(outcome.request_id(), Some("r"));
    assert_eq!(outcome.retry_after(), Some(Duration::from_secs(90)));
    assert_eq!(outcome.attempts(), 1);
}

#[tokio::test]
async fn a_close_code_stands_for_a_status() {
    let (url, _told) = serve(vec![vec![BEGUN, Step::Close(4410, "cursor_expired")]]).await;
    let mut stream = opened(&url).await;
    let error = next(&mut stream)
        .await
        .expect("an end")
        .expect_err("an error");
    assert_eq!(
        (error.status(), error.code()),
        (Some(410), "cursor_expired")
    );
    assert!(next(&mut stream).await.is_none());
}

#[tokio::test]
async fn another_place_than_asked_for_is_a_gap() {
    let (url, _told) = serve(vec![vec![BEGUN, ONE]]).await;
    let outcome = subscribe(&url, Some("x")).await;
    assert_eq!(outcome.code(), Some("stream_interrupted"));
    let error = outcome.into_result().expect_err("a gap");
    let details = error.details().expect("details");
    assert_eq!(details.last_event_id(), Some("x"));
}

#[tokio::test]
async fn what_is_no_message_is_not_skipped() {
    for text in [
        "no",
        "[]",
        "{}",
        r#"{"type":"event"}"#,
        r#"{"type":"error"}"#,
    ] {
        let (url, _told) = serve(vec![vec![BEGUN, Step::Say(text)]]).await;
        let mut stream = opened(&url).await;
        let error = next(&mut stream)
            .await
            .expect("an end")
            .expect_err("an error");
        assert_eq!(error.code(), "decode_error", "{text}");
    }
}

#[tokio::test]
async fn silence_is_a_cut() {
    let silent = vec![BEGUN, Step::Wait(Duration::from_secs(5))];
    let (url, _told) = serve(vec![silent, vec![BEGUN, ONE]]).await;
    let mut stream = opened(&url).await;
    assert!(matches!(next(&mut stream).await, Some(Ok(1))));
}

#[tokio::test]
async fn dropping_the_stream_closes_the_connection_at_once() {
    let (url, mut told) = serve(vec![vec![BEGUN]]).await;
    let stream = opened(&url).await;
    let _ = first_of(&mut told).await;
    drop(stream);
    let gone = timeout(Duration::from_secs(1), told.recv()).await;
    assert!(matches!(gone, Ok(Some(Seen::Gone))));
}

#[tokio::test]
async fn a_refused_upgrade_is_the_answer_it_is() {
    let server = Server::start(vec![
        answer(503, "retry-after-ms: 1\r\n", ""),
        answer(403, "", "{\"code\":\"not_yours\"}"),
    ])
    .await;
    let outcome = subscribe(&server.url, None).await;
    assert_eq!(
        (outcome.status(), outcome.code()),
        (Some(403), Some("not_yours"))
    );
    assert_eq!(outcome.attempts(), 2);
}

#[tokio::test]
async fn a_server_that_does_not_switch_is_not_understood() {
    let server = Server::start(vec![answer(200, "", "hi")]).await;
    let outcome = subscribe(&server.url, None).await;
    assert_eq!(outcome.code(), Some("decode_error"));
    assert_eq!(server.requests().len(), 1);
}
