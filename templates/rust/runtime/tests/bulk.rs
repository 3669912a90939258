use super::server::{answer, header, Server, Step};
use super::{call, request, KEYED, SOON};
use crate::runtime::{
    members, Bulk, BulkOutcome, ItemFailure, JsonObject, Limits, Mergeable, Outcome, Request, Sum,
};

#[derive(Debug, Clone)]
struct Tally {
    taken: i64,
    refused: Vec<i64>,
    extra: JsonObject,
}

members! {
    Tally {
        taken: required "taken",
        refused: required "refused",
    }
}

impl Mergeable for Tally {
    fn merge(&mut self, other: Self) {
        self.taken.add(other.taken);
        self.refused.extend(other.refused);
    }

    fn shift(&mut self, by: usize) {
        for index in &mut self.refused {
            crate::runtime::Shift::shift(index, by);
        }
    }

    fn failures(&self) -> Vec<ItemFailure> {
        let failure = |index: &i64| ItemFailure {
            index: usize::try_from(*index).expect("an index"),
            code: "bad".to_owned(),
            message: "bad".to_owned(),
        };
        self.refused.iter().map(failure).collect()
    }
}

const EMPTY: &str = r#"{"taken":0,"refused":[]}"#;

fn limits(items: usize) -> Limits {
    Limits { items, bytes: None }
}

fn prepare(items: Vec<u32>) -> (Result<Request, crate::runtime::Failure>, Vec<u32>) {
    let mut request = request(&KEYED);
    let result = request.json("application/json", &items).map(|()| request);
    (result, items)
}

async fn send(
    server: &Server,
    mut bulk: Bulk<'_, u32>,
    limits: Limits,
) -> Outcome<BulkOutcome<Tally, u32>> {
    let mut call = call(&server.url);
    call.options.max_retries = Some(0);
    bulk.parallelism = 1;
    bulk.send(&call, limits, EMPTY, prepare).await
}

#[tokio::test]
async fn parts_become_one_result_and_positions_are_those_of_the_whole() {
    let first = answer(200, "", r#"{"taken":1,"refused":[1]}"#);
    let last = answer(200, "", r#"{"taken":0,"refused":[0]}"#);
    let server = Server::start(vec![first, last]).await;
    let outcome = send(&server, Bulk::new([7_u32, 8, 9]), limits(2)).await;
    let outcome = outcome.into_result().expect("a result");
    assert_eq!(
        (outcome.taken, outcome.refused.as_slice()),
        (1, &[1, 2][..])
    );
    let failed: Vec<_> = outcome
        .failed()
        .iter()
        .map(|one| (one.index, one.item))
        .collect();
    assert_eq!(failed, [(1, 8), (2, 9)]);
    assert_eq!(outcome.failed()[0].error.code(), "bad");
}

#[tokio::test]
async fn a_part_that_fails_leaves_the_others_and_keeps_its_key() {
    let taken = || answer(200, "", r#"{"taken":2,"refused":[]}"#);
    let server = Server::start(vec![taken(), answer(503, "", ""), taken()]).await;
    let outcome = send(&server, Bulk::new(0..6_u32), limits(2)).await;
    let outcome = outcome.into_result().expect("a result");
    assert_eq!((outcome.taken, outcome.failed_items()), (4, vec![2, 3]));
    assert_eq!(outcome.failed()[1].error.status(), Some(503));

    let mut again = Bulk::new(outcome.failed_items());
    again.resume(&outcome);
    let again = send(&server, again, limits(2))
        .await
        .into_result()
        .expect("a result");
    assert!(again.failed().is_empty());
    let requests = server.requests();
    let key = |index: usize| header(&requests[index], "idempotency-key");
    assert_eq!(key(1), key(3));
    assert!(key(0) != key(1) && key(1) != key(2));
}

#[tokio::test]
async fn only_when_all_parts_fail_does_the_call() {
    let server = Server::start(vec![answer(503, "", "")]).await;
    let outcome = send(&server, Bulk::new(0..3_u32), limits(1)).await;
    assert_eq!((outcome.status(), outcome.attempts()), (Some(503), 1));
}

#[tokio::test]
async fn nothing_is_sent_for_nothing() {
    let server = Server::start(vec![answer(503, "", "")]).await;
    let outcome = send(&server, Bulk::new(Vec::<u32>::new()), limits(1)).await;
    assert_eq!(outcome.into_result().expect("a result").taken, 0);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn parts_are_halved_until_they_are_small_enough() {
    let server = Server::start(vec![answer(200, "", EMPTY)]).await;
    let small = Limits {
        items: 4,
        bytes: Some(5),
    };
    let _ = send(&server, Bulk::new([1_u32, 2, 3, 4, 1_000_000, 6]), small).await;
    let requests = server.requests();
    let bodies: Vec<_> = requests
        .iter()
        .filter_map(|text| text.split("\r\n\r\n").nth(1))
        .collect();
    assert_eq!(bodies, ["[1,2]", "[3,4]", "[6]"]);
}

#[tokio::test]
async fn every_connection_gets_an_even_part() {
    let server = Server::start(vec![answer(200, "", EMPTY)]).await;
    let mut bulk = Bulk::new(1..=10_u32);
    bulk.parallelism = 4;
    let _ = bulk
        .send::<Tally>(&call(&server.url), limits(1000), EMPTY, prepare)
        .await;
    let requests = server.requests();
    let mut bodies: Vec<_> = requests
        .iter()
        .filter_map(|text| text.split("\r\n\r\n").nth(1))
        .collect();
    bodies.sort_unstable();
    assert_eq!(bodies, ["[1,2,3]", "[10]", "[4,5,6]", "[7,8,9]"]);
}

#[tokio::test]
async fn items_are_taken_only_as_connections_come_free() {
    let mut slow = vec![Step::Wait(SOON)];
    slow.extend(answer(200, "", EMPTY));
    let server = Server::start(vec![slow]).await;
    let taken = std::sync::atomic::AtomicUsize::new(0);
    let count = |item| {
        taken.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        item
    };
    let mut bulk = Bulk::new((0..100_u32).map(count));
    bulk.parallelism = 3;
    let call = call(&server.url);
    let sending = bulk.send::<Tally>(&call, limits(2), EMPTY, prepare);
    let _ = tokio::time::timeout(SOON / 2, sending).await;
    assert_eq!(taken.into_inner(), 6);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_item_too_large_for_any_request_fails_alone() {
    let server = Server::start(vec![answer(200, "", r#"{"taken":1,"refused":[]}"#)]).await;
    let mut bulk = Bulk::new(vec![1_u32, 123_456, 2]);
    bulk.parallelism = 1;
    let limits = Limits {
        items: 3,
        bytes: Some(5),
    };
    let outcome = send(&server, bulk, limits).await.into_result();
    let outcome = outcome.expect("the others");
    let failed: Vec<_> = outcome
        .failed()
        .iter()
        .map(|failed| (failed.index, failed.error.code()))
        .collect();
    assert_eq!(failed, [(1, "invalid_argument")]);
    assert!(server
        .requests()
        .iter()
        .all(|request| !request.contains("123456")));
}
