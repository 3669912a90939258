use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;

use super::server::{answer, events, header, Server, Step};
use super::{call_with, request, settings, FEED, SOON};
use crate::runtime::{Event, EventStream, Feed, Outcome};
use crate::Error;

const ENDLESS: Feed = Feed {
    endless: true,
    resumable: true,
    sentinel: None,
};

const FINITE: Feed = Feed {
    endless: false,
    resumable: true,
    sentinel: None,
};

async fn subscribe(feed: Feed, server: &Server, after: Option<&str>) -> Outcome<EventStream<u32>> {
    let mut settings = settings(&server.url);
    settings.idle_timeout = Some(SOON);
    feed.open(
        call_with(settings),
        Ok(request(&FEED)),
        after.map(str::to_owned),
        Event::json,
    )
    .await
}

async fn next(stream: &mut EventStream<u32>) -> Option<Result<u32, Error>> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

async fn all(feed: Feed, server: &Server) -> (Vec<u32>, Option<Error>) {
    let mut stream = subscribe(feed, server, None)
        .await
        .into_result()
        .expect("a stream");
    let mut values = Vec::new();
    loop {
        match next(&mut stream).await {
            Some(Ok(value)) => values.push(value),
            Some(Err(error)) => return (values, Some(error)),
            None => return (values, None),
        }
    }
}

#[tokio::test]
async fn a_cut_is_resumed_after_the_last_event() {
    let first = events(
        &[
            "retry: 1\nid: a\ndata: 1\n\n",
            "id: b\ndata: 2\n\ndata: lost",
        ],
        false,
    );
    let second = events(&["id: c\ndata: 3\n\n"], true);
    let server = Server::start(vec![first, second]).await;
    let (values, error) = all(FINITE, &server).await;
    assert_eq!(values, [1, 2, 3]);
    assert!(error.is_none());
    assert_eq!(header(&server.requests()[0], "last-event-id"), None);
    assert_eq!(header(&server.requests()[1], "last-event-id"), Some("b"));
}

#[tokio::test]
async fn a_second_cut_before_any_event_keeps_the_place() {
    let first = events(&["retry: 1\nid: a\ndata: 1\n\n"], false);
    let last = events(&["id: b\ndata: 2\n\n"], true);
    let server = Server::start(vec![
        first,
        events(&[": hello\n\n"], false),
        answer(503, "", ""),
        last,
    ])
    .await;
    let (values, error) = all(FINITE, &server).await;
    assert_eq!(values, [1, 2]);
    assert!(error.is_none());
    assert_eq!(header(&server.requests()[3], "last-event-id"), Some("a"));
}

#[tokio::test]
async fn an_endless_stream_takes_a_clean_end_for_a_cut_and_gives_up_at_last() {
    let first = events(&["retry: 1\nid: a\ndata: 1\n\n"], true);
    let server = Server::start(vec![first, events(&[": hello\n\n"], true)]).await;
    let (values, error) = all(ENDLESS, &server).await;
    let error = error.expect("an interruption");
    assert_eq!(
        (values.as_slice(), error.code()),
        ([1].as_slice(), "stream_interrupted")
    );
    assert_eq!(
        error.details().and_then(|details| details.last_event_id()),
        Some("a")
    );
    assert_eq!(server.requests().len(), 6, "the first and five more");
}

#[tokio::test]
async fn a_cut_before_any_id_cannot_be_resumed() {
    let server = Server::start(vec![events(&["data: 1\n\n"], false)]).await;
    let (values, error) = all(FINITE, &server).await;
    assert_eq!(
        (values.as_slice(), error.expect("an error").code()),
        ([1].as_slice(), "stream_interrupted")
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_place_the_server_no_longer_keeps_is_raised() {
    let first = events(&["retry: 1\nid: a\ndata: 1\n\n"], false);
    let server = Server::start(vec![
        first,
        answer(410, "", "{\"code\":\"cursor_expired\"}"),
    ])
    .await;
    let (_, error) = all(ENDLESS, &server).await;
    assert_eq!(error.expect("an error").status(), Some(410));
}

#[tokio::test]
async fn what_the_last_connection_came_to_is_known_whatever_the_error_carries() {
    let first = events(&["retry: 1\nid: a\ndata: 1\n\n"], false);
    let refused = answer(401, "x-request-id: r-2\r\n", "");
    let server = Server::start(vec![first, refused]).await;
    let mut stream = subscribe(FINITE, &server, None)
        .await
        .into_result()
        .expect("a stream");
    assert_eq!(stream.last_outcome().status(), Some(200));
    assert!(matches!(next(&mut stream).await, Some(Ok(1))));
    assert!(matches!(next(&mut stream).await, Some(Err(_))));
    let last = stream.last_outcome();
    assert_eq!(
        (last.status(), last.code(), last.request_id()),
        (Some(401), Some("http_401"), Some("r-2"))
    );
}

#[tokio::test]
async fn comments_keep_a_quiet_stream_alive_and_silence_ends_it() {
    let beat = || [Step::Wait(SOON / 2), Step::Send(b"3\r\n:\n\n\r\n".to_vec())];
    let mut script = events(&["data: 1\n\n"], false);
    script.extend((0..4).flat_map(|_| beat()));
    script.push(Step::Send(b"9\r\ndata: 2\n\n\r\n".to_vec()));
    script.push(Step::Wait(Duration::from_secs(5)));
    let server = Server::start(vec![script]).await;
    let (values, error) = all(FINITE, &server).await;
    assert_eq!(values, [1, 2]);
    assert!(error.expect("an error").message().contains("no byte came"));
}

#[tokio::test]
async fn a_stream_goes_on_after_a_given_event_and_says_where_it_is() {
    let server = Server::start(vec![events(
        &["id: y\ndata: 1\n\nid: z\ndata: 2\n\n"],
        true,
    )])
    .await;
    let mut stream = subscribe(FINITE, &server, Some("x"))
        .await
        .into_result()
        .expect("a stream");
    assert_eq!(stream.last_event_id().as_deref(), Some("x"));
    assert!(matches!(next(&mut stream).await, Some(Ok(1))));
    assert_eq!(stream.last_event_id().as_deref(), Some("y"));
    assert_eq!(header(&server.requests()[0], "last-event-id"), Some("x"));
}

#[tokio::test]
async fn no_content_is_a_stream_without_events() {
    let server = Server::start(vec![answer(204, "", "")]).await;
    assert!(matches!(all(ENDLESS, &server).await, (values, None) if values.is_empty()));
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_an_error_and_the_end() {
    let server = Server::start(vec![events(&["data: x\n\ndata: 2\n\n"], true)]).await;
    let (values, error) = all(FINITE, &server).await;
    assert_eq!(
        (values.len(), error.expect("an error").code()),
        (0, "decode_error")
    );
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_refused() {
    let server = Server::start(vec![answer(200, "content-type: text/html\r\n", "hi")]).await;
    let outcome = subscribe(FINITE, &server, None).await;
    assert_eq!(
        (outcome.code(), outcome.status()),
        (Some("decode_error"), Some(200))
    );
}

#[test]
fn streams_can_be_sent_and_moved() {
    const fn check<T: Send + Unpin>() {}
    check::<EventStream<u32>>();
}
