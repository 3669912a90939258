use std::time::{Duration, Instant};

use super::server::{answer, header, Server, Step};
use super::{call, call_with, request, settings, GET, KEYED, ONCE, SOON};
use crate::runtime::{Json, Outcome};
use crate::Error;

const BUSY: &str = "retry-after-ms: 1\r\nx-request-id: r-1\r\n";

async fn get(server: &Server) -> Outcome<Json> {
    call(&server.url).json(Ok(request(&GET))).await
}

#[tokio::test]
async fn a_retryable_status_is_tried_three_times_and_told_as_it_was() {
    let body = r#"{"code":"busy","message":"later","request_id":"r-2"}"#;
    let server = Server::start(vec![answer(503, BUSY, body)]).await;
    let outcome = get(&server).await;
    assert_eq!((outcome.status(), outcome.attempts()), (Some(503), 3));
    assert_eq!(
        (outcome.code(), outcome.message(), outcome.request_id()),
        (Some("busy"), Some("later"), Some("r-2"))
    );
    assert_eq!(outcome.retry_after(), Some(Duration::from_millis(1)));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_retry_that_succeeds_gives_the_value() {
    let server = Server::start(vec![answer(503, BUSY, ""), answer(200, "", "{\"a\":1}")]).await;
    let outcome = get(&server).await;
    assert_eq!(outcome.attempts(), 2);
    assert_eq!(
        outcome.into_result().expect("a value").get("a"),
        Some(&Json::from(1))
    );
}

#[tokio::test]
async fn a_connection_that_closes_without_a_word_is_tried_again() {
    let server = Server::start(vec![Vec::new(), answer(200, "", "1")]).await;
    assert_eq!(get(&server).await.attempts(), 2);
}

#[tokio::test]
async fn a_body_cut_short_is_tried_again() {
    let cut = vec![Step::Send(
        b"HTTP/1.1 200 X\r\ncontent-length: 10\r\n\r\n{".to_vec(),
    )];
    let server = Server::start(vec![cut, answer(200, "", "1")]).await;
    assert_eq!(get(&server).await.attempts(), 2);
}

#[tokio::test]
async fn other_posts_are_sent_once() {
    let server = Server::start(vec![answer(503, BUSY, "")]).await;
    let outcome: Outcome<Json> = call(&server.url).json(Ok(request(&ONCE))).await;
    assert_eq!(outcome.attempts(), 1);
}

#[tokio::test]
async fn keyed_posts_keep_their_key_over_retries() {
    let server = Server::start(vec![answer(503, BUSY, ""), answer(200, "", "1")]).await;
    let _: Outcome<Json> = call(&server.url).json(Ok(request(&KEYED))).await;
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .filter_map(|request| header(request, "idempotency-key"))
        .collect();
    assert_eq!(keys.len(), 2);
    assert_eq!((keys[0], keys[0].len()), (keys[1], 36));
}

#[tokio::test]
async fn a_wish_above_the_limit_is_raised_at_once() {
    let server = Server::start(vec![answer(429, "retry-after: 61\r\n", "")]).await;
    let outcome = get(&server).await;
    assert_eq!(
        (outcome.attempts(), outcome.retry_after()),
        (1, Some(Duration::from_secs(61)))
    );
    assert_eq!(outcome.code(), Some("http_429"));
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_is_not_begun() {
    let server = Server::start(vec![answer(503, "retry-after: 30\r\n", "")]).await;
    let mut call = call(&server.url);
    call.options.timeout = Some(Duration::from_secs(2));
    let began = Instant::now();
    let outcome: Outcome<Json> = call.json(Ok(request(&GET))).await;
    assert_eq!((outcome.status(), outcome.attempts()), (Some(503), 1));
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn the_deadline_ends_a_call_that_hangs() {
    let server = Server::start(vec![vec![Step::Wait(Duration::from_secs(5))]]).await;
    let mut call = call(&server.url);
    call.options.timeout = Some(SOON);
    let outcome: Outcome<Json> = call.json(Ok(request(&GET))).await;
    assert_eq!((outcome.code(), outcome.attempts()), (Some("timeout"), 1));
}

#[tokio::test]
async fn silence_is_a_timeout() {
    let silent = vec![
        Step::Send(b"HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n1".to_vec()),
        Step::Wait(Duration::from_secs(5)),
    ];
    let server = Server::start(vec![silent]).await;
    let mut settings = settings(&server.url);
    settings.read_timeout = Some(SOON);
    settings.max_retries = Some(0);
    let outcome: Outcome<Json> = call_with(settings).json(Ok(request(&GET))).await;
    assert_eq!((outcome.code(), outcome.status()), (Some("timeout"), None));
}

#[tokio::test]
async fn the_budget_stops_retries_of_a_client() {
    let server = Server::start(vec![answer(503, BUSY, "")]).await;
    let call = call(&server.url);
    let mut attempts = 0;
    for _ in 0..60 {
        let outcome: Outcome<Json> = call.json(Ok(request(&GET))).await;
        attempts += outcome.attempts();
    }
    assert_eq!(attempts, 60 + 100, "500 tokens pay for 100 retries");
}

#[tokio::test]
async fn a_redirect_is_an_error_and_never_followed() {
    let server = Server::start(vec![answer(302, "location: /elsewhere\r\n", "")]).await;
    assert_eq!(get(&server).await.status(), Some(302));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_is_not_json_still_gives_a_good_error() {
    let server = Server::start(vec![answer(
        418,
        "x-request-id: r-3\r\n",
        "short and stout",
    )])
    .await;
    let outcome = get(&server).await;
    assert_eq!(outcome.code(), Some("http_418"));
    assert_eq!(outcome.message(), Some("HTTP 418: short and stout"));
    assert_eq!(outcome.request_id(), Some("r-3"));
}

#[tokio::test]
async fn an_answer_that_is_not_what_was_promised_is_a_decode_error() {
    let server = Server::start(vec![answer(200, "x-request-id: r-4\r\n", "<html>")]).await;
    let outcome = get(&server).await;
    assert_eq!(
        (outcome.code(), outcome.status(), outcome.attempts()),
        (Some("decode_error"), Some(200), 1)
    );
    assert_eq!(
        outcome.result().as_ref().map_err(Error::request_id),
        Err("r-4")
    );
}

#[tokio::test]
async fn credentials_are_sent_and_never_shown() {
    let server = Server::start(vec![answer(200, "", "1")]).await;
    let settings = settings(&server.url);
    let shown = format!("{settings:?}");
    let call = call_with(settings);
    let shown = format!("{shown} {call:?}");
    let _: Outcome<Json> = call.json(Ok(request(&GET))).await;
    assert_eq!(header(&server.requests()[0], "x-key"), Some("hush"));
    assert!(!shown.contains("hush"), "{shown}");
}

#[tokio::test]
async fn a_url_that_cannot_be_is_refused() {
    for url in [
        "",
        "ftp://host",
        "http://user:pass@host",
        "http://host?a=b",
        "no url",
    ] {
        let failure = super::Core::new(settings(url)).expect_err(url);
        assert_eq!(failure.details.code(), "invalid_argument");
    }
}
