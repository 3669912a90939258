use std::io::Read as _;

use bytes::Bytes;
use flate2::read::GzDecoder;

use super::server::{answer, header, Server};
use super::{call, request, KEYED};
use crate::contract;
use crate::runtime::{gzip, Json};

#[test]
fn only_large_bodies_are_worth_it() {
    let large = vec![b'a'; contract::GZIP_FROM];
    assert_eq!(gzip(&large[1..]), None);
    let packed = gzip(&large).expect("worth it");
    let mut text = Vec::new();
    GzDecoder::new(&packed[..])
        .read_to_end(&mut text)
        .expect("gzip");
    assert_eq!(text, large);
}

/// What is sent, and sent again, without the bytes that are no text.
fn marked(body: &[u8]) -> Option<Bytes> {
    (body.len() > 2).then(|| Bytes::from_static(b"packed"))
}

#[tokio::test]
async fn a_packed_body_says_so_on_every_attempt() {
    let again = answer(503, "retry-after-ms: 1\r\n", "");
    let server = Server::start(vec![again, answer(200, "", "{}")]).await;
    let mut large = request(&KEYED);
    large.json("application/json", &"aaaa").expect("JSON");
    large.pack = Some(marked);
    let outcome = call(&server.url).json::<Json>(Ok(large)).await;
    assert_eq!(outcome.attempts(), 2);
    for sent in server.requests() {
        assert_eq!(header(&sent, "content-encoding"), Some("gzip"));
        assert_eq!(header(&sent, "content-length"), Some("6"));
        assert!(sent.ends_with("packed"), "{sent}");
    }
}

#[tokio::test]
async fn a_small_body_goes_as_it_is() {
    let server = Server::start(vec![answer(200, "", "{}")]).await;
    let mut small = request(&KEYED);
    small.json("application/json", &7).expect("JSON");
    small.pack = Some(marked);
    let outcome = call(&server.url).json::<Json>(Ok(small)).await;
    assert!(outcome.result().is_ok());
    assert_eq!(header(&server.requests()[0], "content-encoding"), None);
}
