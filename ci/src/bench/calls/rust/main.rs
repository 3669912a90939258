//! Calls of the Rust SDK beside bare reqwest and a peer's client: `bench URL`.
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
const CALLS: usize = 150;
const BATCHES: usize = 20;

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
        let mut took: Vec<(&str, Vec<f64>)> = vec![$({ seconds(1, $work).await?; ($name, Vec::new()) }),+];
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

    async fn events(&self) -> Outcome {
        let url = format!("{}/v1/changes/stream", self.url);
        let mut response = self.client.get(url).send().await?;
        let mut rest: Vec<u8> = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            rest.extend_from_slice(&chunk);
            let whole = rest.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
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

#[tokio::main]
async fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("a URL")?;
    let mut rows = Map::new();
    let client = &Client::builder().url(&url).api_key("key").build()?;
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
    let start = Utc.with_ymd_and_hms(2025, 1, 1, 0, 0, 0).single().ok_or("a time")?;
    let end = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).single().ok_or("a time")?;
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
        "openapi-generator" => || async {
            let mut request = TemporalKnnRequest::new(query.to_vec());
            request.start_time = Some(start.to_rfc3339());
            request.end_time = Some(end.to_rfc3339());
            request.k = Some(100);
            search_api::temporal_knn(peer, request, None).await.map(drop).map_err(Into::into)
        },
    );

    let observations: Vec<Observation> = (0..1000)
        .map(|n| Observation::new(format!("e{n}"), [0.25; 64]))
        .collect();
    let vector = vec!["0.25"; 64].join(",");
    let texts: Vec<String> = (0..1000)
        .map(|n| format!(r#"{{"entity_id":"e{n}","vector":[{vector}]}}"#))
        .collect();
    let ready = &format!(r#"{{"observations":[{}]}}"#, texts.join(","));
    let everything: &Vec<Observation> = &(0..BATCHES).flat_map(|_| observations.clone()).collect();
    compare!(rows, "20,000 observations, s", 1,
        "bare: ready bodies by reqwest" => || async {
            let post = || async {
                for _ in 0..BATCHES / 4 {
                    bare.json(reqwest::Method::POST, "/v1/vectors/batch", ready).await?;
                }
                Ok(())
            };
            join_all((0..4).map(|_| post())).await.into_iter().collect::<Outcome>()
        },
        "ours" => || async {
            let call = client.ingest_batch(everything.clone()).parallelism(4);
            call.send().await.map(drop).map_err(Into::into)
        },
    );

    compare!(rows, "20,000 events, s", 1,
        "bare: reqwest, lines and serde_json" => || bare.events(),
        "ours" => || async {
            let mut events = client.stream_changes().subscribe().await?;
            while let Some(event) = events.next().await {
                event?;
            }
            Ok(())
        },
    );
    println!("{}", serde_json::to_string(&rows)?);
    Ok(())
}
