use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// What the server does with one connection after it has read the request.
#[derive(Clone)]
pub(super) enum Step {
    /// Writes these bytes as they are.
    Send(Vec<u8>),
    Wait(Duration),
}

pub(super) struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves one connection per script, in order, then none: the last script serves all that follow.
    pub(super) async fn start(scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut scripts = scripts.into_iter().peekable();
            while let Some(script) = scripts.next() {
                if scripts.peek().is_none() {
                    loop {
                        serve(&listener, &seen, script.clone()).await;
                    }
                }
                serve(&listener, &seen, script).await;
            }
        });
        Self { url, requests }
    }

    /// The requests so far, heads and bodies as they came.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }
}

async fn serve(listener: &TcpListener, seen: &Mutex<Vec<String>>, script: Vec<Step>) {
    let (mut socket, _) = listener.accept().await.expect("a connection");
    let request = read(&mut socket).await;
    seen.lock().expect("no panic").push(request);
    tokio::spawn(async move {
        for step in script {
            match step {
                Step::Send(bytes) if socket.write_all(&bytes).await.is_err() => return,
                Step::Send(_) => {}
                Step::Wait(time) => sleep(time).await,
            }
        }
    });
}

/// The head, and as much body as it announces.
async fn read(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text
                .split("content-length: ")
                .nth(1)
                .and_then(|rest| rest.lines().next());
            let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                return String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&bytes).into_owned(),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A whole response on a connection that closes after it.
pub(super) fn answer(status: u16, headers: &str, body: &str) -> Vec<Step> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n"
    );
    vec![Step::Send((head + body).into_bytes())]
}

/// A response of events in chunks; without `end` the wire is cut after them.
pub(super) fn events(chunks: &[&str], end: bool) -> Vec<Step> {
    let head =
        "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let mut text = head.to_owned();
    for chunk in chunks {
        let length = chunk.len();
        let _ = write!(text, "{length:x}\r\n{chunk}\r\n");
    }
    if end {
        text.push_str("0\r\n\r\n");
    }
    vec![Step::Send(text.into_bytes())]
}

/// The value of a header of a recorded request.
pub(super) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}
