//! Calls of the Rust SDK beside bare reqwest: `program URL`, built as an example of a copy of the SDK.
use std::collections::BTreeMap;
use std::future::Future;
use std::time::Instant;

use chrono::{TimeZone, Utc};
use futures::{future::join_all, StreamExt};
use vectorscale_client::{Client, Observation};

const ROUNDS: usize = 7;
const CALLS: usize = 150;
const BATCHES: usize = 20;

type Failed = Box<dyn std::error::Error>;

/// One round of one way.
async fn round<F: Future<Output = Result<(), Failed>>>(times: usize, work: impl Fn() -> F) -> Result<f64, Failed> {
    let begun = Instant::now();
    for _ in 0..times {
        work().await?;
    }
    Ok(begun.elapsed().as_secs_f64() / times as f64)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

macro_rules! compare {
    ($rows:ident, $metric:expr, $times:expr, $($name:expr => $work:expr),+ $(,)?) => {{
        let mut took: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        $(round(1, $work).await?;)+
        for _ in 0..ROUNDS {
            $(took.entry($name).or_default().push(round($times, $work).await?);)+
        }
        for (name, all) in took {
            $rows.insert(format!("{} | {name}", $metric), median(all));
        }
    }};
}

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let url = std::env::args().nth(1).ok_or("a URL")?;
    let mut rows: BTreeMap<String, f64> = BTreeMap::new();
    let client = &Client::builder().url(&url).api_key("key").build()?;
    let bare = &reqwest::Client::new();
    let url = &url;
    let fetch = |method: reqwest::Method, path: &'static str, body: Vec<u8>| async move {
        let request = bare.request(method, format!("{url}{path}"));
        let request = request.header("x-api-key", "key").header("content-type", "application/json");
        let body = request.body(body).send().await?.bytes().await?;
        let _: serde_json::Value = serde_json::from_slice(&body)?;
        Ok::<(), Failed>(())
    };
    let get = || fetch(reqwest::Method::GET, "/v1/entities/e1", Vec::new());
    let ours = || async { client.get_entity("e1").send().await.map(drop).map_err(Failed::from) };
    compare!(rows, "one call, s", CALLS, "reqwest and serde_json" => get, "ours" => ours);

    let query = &[0.5_f64; 768];
    let start = Utc.with_ymd_and_hms(2025, 1, 1, 0, 0, 0).unwrap();
    let end = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
    let numbers = vec!["0.5"; 768].join(",");
    let body = &format!(r#"{{"query_vector":[{numbers}],"start_time":"2025-01-01T00:00:00Z","end_time":"2026-01-01T00:00:00Z","k":100}}"#);
    let search = || fetch(reqwest::Method::POST, "/v1/search/temporal-knn", body.clone().into_bytes());
    let ours = || async {
        let call = client.temporal_knn(query).time_range(start, end).k(100);
        call.send().await.map(drop).map_err(Failed::from)
    };
    compare!(rows, "100 hits of 768, s", 3, "reqwest and serde_json" => search, "ours" => ours);

    let observations: Vec<Observation> = (0..1000).map(|n| Observation::new(format!("e{n}"), [0.25; 64])).collect();
    let vector = vec!["0.25"; 64].join(",");
    let texts: Vec<String> = (0..1000).map(|n| format!(r#"{{"entity_id":"e{n}","vector":[{vector}]}}"#)).collect();
    let ready = &format!(r#"{{"observations":[{}]}}"#, texts.join(","));
    let everything: &Vec<Observation> = &(0..BATCHES).flat_map(|_| observations.clone()).collect();
    let raw = || async {
        let post = || async {
            for _ in 0..BATCHES / 4 {
                fetch(reqwest::Method::POST, "/v1/vectors/batch", ready.clone().into_bytes()).await?;
            }
            Ok::<(), Failed>(())
        };
        join_all((0..4).map(|_| post())).await.into_iter().collect::<Result<(), Failed>>()
    };
    let ours = || async {
        let call = client.ingest_batch(everything.clone()).parallelism(4);
        call.send().await.map(drop).map_err(Failed::from)
    };
    compare!(rows, "20,000 observations, s", 1, "ready bodies by reqwest" => raw, "ours" => ours);
    let follow = || async {
        let mut events = client.stream_changes().subscribe().await?;
        while let Some(event) = events.next().await {
            event?;
        }
        Ok::<(), Failed>(())
    };
    compare!(rows, "20,000 events, s", 1, "ours" => follow);
    println!("{}", serde_json::to_string(&rows)?);
    Ok(())
}
