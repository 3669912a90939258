//! Calls of the Rust SDK beside bare reqwest and a peer's client: `bench URL STORE BODY EMBEDDINGS`, a server that only answers, one that keeps
//! what it gets, and the gzipped bodies of two batches.
use std::error::Error;
use std::future::Future;
use std::time::Instant;

use chrono::{TimeZone, Utc};
use futures::future::join_all;
use futures::StreamExt;
use openapi::apis::configuration::{ApiKey, Configuration};
use openapi::apis::{entities_api, search_api};
use openapi::models::TemporalKnnRequest;
use serde_json::{Map, Value};
use vectorscale_client::{Client, Observation};

const ROUNDS: usize = 7;
const CALLS: usize = 500;
const BATCHES: usize = 20;
const EMBEDDED: usize = 5;
const EVENTS: usize = 20_000;

type Outcome = Result<(), Box<dyn Error>>;

/// Seconds a time, over so many times one after the other.
async fn seconds<F: Future<Output = Outcome>>(
    times: usize,
    work: impl Fn() -> F,
) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    for _ in 0..times {
        work().await?;
    }
    Ok(begun.elapsed().as_secs_f64() / times as f64)
}

/// Rounds of all ways in turn, so that what else the machine does meets them alike; of each the median.
macro_rules! compare {
    ($rows:ident, $metric:literal, $times:expr, $($name:literal => $work:expr),+ $(,)?) => {{
        let mut took: Vec<(&str, Vec<f64>)> = vec![$({ seconds($times, $work).await?; ($name, Vec::new()) }),+];
        for _ in 0..ROUNDS {
            let mut way = took.iter_mut();
            $(
                debug_assert!(!$name.is_empty());
                if let Some((_, all)) = way.next() {
                    all.push(seconds($times, $work).await?);
                }
            )+
        }
        for (name, mut all) in took {
            all.sort_by(f64::total_cmp);
            $rows.insert(format!("{} | {name}", $metric), all[all.len() / 2].into());
        }
    }};
}

struct Bare {
    url: String,
    client: reqwest::Client,
}

impl Bare {
    async fn json(&self, method: reqwest::Method, path: &str, body: &str) -> Outcome {
        let request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .header("x-api-key", "key")
            .header("content-type", "application/json")
            .body(body.to_owned());
        let answer = request.send().await?.bytes().await?;
        serde_json::from_slice::<Value>(&answer)?;
        Ok(())
    }

    /// Bodies that are there already, on four connections.
    async fn batches(&self, ready: &[u8], times: usize) -> Outcome {
        let post = |connection: usize| async move {
            for batch in (connection..times).step_by(4) {
                let request = self.client.post(format!("{}/v1/vectors/batch", self.url));
                let answer = request
                    .header("content-type", "application/json")
                    .header("content-encoding", "gzip")
                    .header("idempotency-key", format!("{batch}-{:?}", Instant::now()))
                    .body(ready.to_vec())
                    .send()
                    .await?;
                serde_json::from_slice::<Value>(&answer.bytes().await?)?;
            }
            Ok(())
        };
        join_all((0..4).map(post)).await.into_iter().collect()
    }

    async fn events(&self) -> Outcome {
        let url = format!("{}/v1/changes/stream", self.url);
        let mut response = self.client.get(url).send().await?;
        let mut rest: Vec<u8> = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            rest.extend_from_slice(&chunk);
            let whole = rest
                .iter()
                .rposition(|&byte| byte == b'\n')
                .map_or(0, |at| at + 1);
            for line in rest[..whole].split(|&byte| byte == b'\n') {
                if let Some(data) = line.strip_prefix(b"data:") {
                    serde_json::from_slice::<Value>(data)?;
                }
            }
            rest.drain(..whole);
        }
        Ok(())
    }
}

/// So many batches of a thousand observations, each with its vector.
fn batches(vector: impl Fn(i32) -> Vec<f64>, times: usize) -> Vec<Observation> {
    let observations =
        (0..1000).map(|n| Observation::new(format!("e{n}"), vector(n)).entity_type("BENCH"));
    let batch: Vec<Observation> = observations.collect();
    (0..times).flat_map(|_| batch.clone()).collect()
}

async fn ingest(client: &Client, everything: &[Observation]) -> Outcome {
    let call = client.ingest_batch(everything.to_vec()).parallelism(4);
    call.send().await.map(drop).map_err(Into::into)
}

#[tokio::main]
async fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("a URL")?;
    let store = std::env::args().nth(2).ok_or("a store's URL")?;
    let mut rows = Map::new();
    let client = &Client::builder().url(&url).api_key("key").build()?;
    let packing = &Client::builder()
        .url(&url)
        .api_key("key")
        .packed_floats(true)
        .build()?;
    let bare = &Bare {
        url: url.clone(),
        client: reqwest::Client::new(),
    };
    let peer = &Configuration {
        base_path: url,
        api_key: Some(ApiKey {
            prefix: None,
            key: "key".to_owned(),
        }),
        ..Configuration::default()
    };
    compare!(rows, "one call, s", CALLS,
        "bare: reqwest and serde_json" => || bare.json(reqwest::Method::GET, "/v1/entities/e1", ""),
        "ours" => || async { client.get_entity("e1").send().await.map(drop).map_err(Into::into) },
        "openapi-generator" => || async {
            entities_api::get_entity(peer, "e1", None).await.map(drop).map_err(Into::into)
        },
    );

    let query = &[0.5_f64; 768];
    let start = Utc
        .with_ymd_and_hms(2025, 1, 1, 0, 0, 0)
        .single()
        .ok_or("a time")?;
    let end = Utc
        .with_ymd_and_hms(2026, 1, 1, 0, 0, 0)
        .single()
        .ok_or("a time")?;
    let numbers = vec!["0.5"; 768].join(",");
    let body = &format!(
        r#"{{"query_vector":[{numbers}],"start_time":"{}","end_time":"{}","k":100}}"#,
        start.to_rfc3339(),
        end.to_rfc3339()
    );
    compare!(rows, "100 hits of 768, s", 3,
        "bare: reqwest and serde_json" => || bare.json(reqwest::Method::POST, "/v1/search/temporal-knn", body),
        "ours" => || async {
            let call = client.temporal_knn(query).time_range(start, end).k(100);
            call.send().await.map(drop).map_err(Into::into)
        },
        "ours, packed" => || async {
            let call = packing.temporal_knn(query).time_range(start, end).k(100);
            call.send().await.map(drop).map_err(Into::into)
        },
        "openapi-generator" => || async {
            let mut request = TemporalKnnRequest::new(query.to_vec());
            request.start_time = Some(start.fixed_offset());
            request.end_time = Some(end.fixed_offset());
            request.k = Some(100);
            search_api::temporal_knn(peer, request, None).await.map(drop).map_err(Into::into)
        },
    );

    let everything = &batches(|_| vec![0.25; 64], BATCHES);
    let ready = &std::fs::read(std::env::args().nth(3).ok_or("a body")?)?;
    let into_store = &Client::builder().url(&store).build()?;
    let into_store_packed = &Client::builder().url(&store).packed_floats(true).build()?;
    let bare_store = &Bare {
        url: store,
        client: reqwest::Client::new(),
    };
    compare!(rows, "20,000 observations, s", 1,
        "bare: ready bodies by reqwest" => || bare.batches(ready, BATCHES),
        "ours" => || ingest(client, everything),
    );
    compare!(rows, "20,000 observations into SQLite, s", 1,
        "bare: ready bodies by reqwest" => || bare_store.batches(ready, BATCHES),
        "ours" => || ingest(into_store, everything),
    );
    let embeddings = &batches(
        |n| (1..=384).map(|at| f64::from(n * 384 + at).sin()).collect(),
        EMBEDDED,
    );
    let ready = &std::fs::read(std::env::args().nth(4).ok_or("another body")?)?;
    compare!(rows, "5,000 of 384 into SQLite, s", 1,
        "bare: ready bodies by reqwest" => || bare_store.batches(ready, EMBEDDED),
        "ours" => || ingest(into_store, embeddings),
        "ours, packed" => || ingest(into_store_packed, embeddings),
    );

    compare!(rows, "20,000 events, s", 1,
        "bare: reqwest, lines and serde_json" => || bare.events(),
        "ours" => || async {
            // Who has heard them all goes: waiting to come back after the end is no work.
            let mut events = client.stream_changes().subscribe().await?.take(EVENTS);
            while let Some(event) = events.next().await {
                event?;
            }
            Ok(())
        },
    );
    println!("{}", serde_json::to_string(&rows)?);
    Ok(())
}
