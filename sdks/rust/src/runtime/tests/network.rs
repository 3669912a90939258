use std::sync::{Arc, Mutex};

use super::server::{answer, Server};
use super::{call_with, request, settings, GET};
use crate::runtime::core::Core;
use crate::runtime::{Json, Outcome, Secret, Settings};
use crate::{Sending, Transport, TransportRequest};

async fn get(settings: Settings) -> Outcome<Json> {
    call_with(settings).json(Ok(request(&GET))).await
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_whole_url() {
    let server = Server::start(vec![answer(200, "", "7")]).await;
    let mut through = settings("http://test.invalid/base");
    let proxy = server.url.replace("http://", "http://me:secret@");
    through.proxy = Some(Secret::new(proxy));
    let value = get(through).await.into_result().expect("an answer");
    assert_eq!(value, Json::from(7));
    let request = &server.requests()[0];
    assert!(request.starts_with("GET http://test.invalid/base/things HTTP/1.1\r\n"));
    assert!(request.contains("Basic bWU6c2VjcmV0"), "{request}");
}

#[test]
fn what_cannot_be_used_is_refused_without_repeating_it() {
    let mut wrong = settings("http://test.invalid");
    wrong.proxy = Some(Secret::new("ftp:// canary"));
    let refused = Core::new(wrong).expect_err("a refusal");
    assert!(!format!("{refused:?}").contains("canary"));

    let mut wrong = settings("http://test.invalid");
    wrong.roots.push(b"canary".to_vec());
    let refused = Core::new(wrong).map(|_| ());
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    assert!(refused.is_err());
    drop(refused);
}

#[derive(Debug)]
struct Around {
    inner: Arc<dyn Transport>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Transport for Around {
    fn send(&self, request: TransportRequest) -> Sending<'_> {
        let operation = request.operation.to_owned();
        self.seen.lock().expect("no panic").push(operation);
        self.inner.send(request)
    }
}

#[tokio::test]
async fn what_sends_requests_can_be_wrapped() {
    let server = Server::start(vec![answer(200, "", "7")]).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut wrapped = settings(&server.url);
    for _ in 0..2 {
        let seen = Arc::clone(&seen);
        wrapped.around.push(Arc::new(move |inner| {
            let seen = Arc::clone(&seen);
            Arc::new(Around { inner, seen })
        }));
    }
    let outcome = get(wrapped).await;
    let value = outcome.into_result().expect("an answer");
    assert_eq!(value, Json::from(7));
    assert_eq!(*seen.lock().expect("no panic"), ["read", "read"]);
}
