use std::future::{poll_fn, Future};
use std::pin::Pin;

use futures_core::Stream;

use super::server::{answer, Server};
use super::{call, request, GET};
use crate::runtime::{Call, Items, Outcome, Paged, Pages};

/// Pages of numbers, the last of which is the cursor of the next page until it is 9.
#[derive(Clone)]
struct Numbers(Call);

impl Paged for Numbers {
    type Page = Vec<u32>;
    type Item = u32;

    async fn fetch(self) -> Outcome<Self::Page> {
        self.0.json(Ok(request(&GET))).await
    }

    fn at(self, _: String) -> Self {
        self
    }

    fn next(page: &Self::Page) -> Option<String> {
        let last = page.last().filter(|last| **last != 9)?;
        Some(last.to_string())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page
    }
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

#[tokio::test]
async fn items_say_what_came_with_the_page_they_are_from() {
    let server = Server::start(vec![
        answer(200, "x-request-id: r-1\r\n", "[1,2]"),
        answer(403, "x-request-id: r-2\r\n", ""),
    ])
    .await;
    let mut items = Items::of(Numbers(call(&server.url)));
    assert!(items.last_outcome().is_none(), "nothing was asked for");
    for value in [1, 2] {
        assert!(matches!(next(&mut items).await, Some(Ok(one)) if one == value));
        let last = items.last_outcome().expect("a page");
        assert_eq!(
            (last.status(), last.request_id(), last.attempts()),
            (Some(200), Some("r-1"), 1)
        );
    }
    assert!(matches!(next(&mut items).await, Some(Err(_))));
    let last = items.last_outcome().expect("a failure");
    assert_eq!(
        (last.status(), last.code(), last.request_id()),
        (Some(403), Some("http_403"), Some("r-2"))
    );
}

#[tokio::test]
async fn pages_that_go_nowhere_are_an_error_and_the_end() {
    let server = Server::start(vec![answer(200, "", "[2]")]).await;
    let mut pages = Pages::of(Numbers(call(&server.url)));
    assert!(matches!(next(&mut pages).await, Some(Ok(_))));
    assert!(matches!(next(&mut pages).await, Some(Err(_))));
    let last = pages.last_outcome().expect("a failure");
    assert_eq!(last.code(), Some("decode_error"));
    assert!(next(&mut pages).await.is_none());
    assert_eq!(server.requests().len(), 2);
}
