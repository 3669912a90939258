//! Runs every snippet of the SDK reference against a live server, and asserts that the answers are right.
#![allow(
    clippy::pedantic,
    reason = "the page is held to clippy as users have it"
)]

mod snippets;

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{TimeDelta, TimeZone, Utc};
use futures::{StreamExt, TryStreamExt};
use vectorscale_client::{Client, EntityType, Error, Observation};

type Checked = Result<(), Box<dyn std::error::Error>>;

fn url() -> String {
    env::var("VSDB_URL").expect("VSDB_URL")
}

fn key() -> String {
    env::var("VSDB_API_KEY").expect("VSDB_API_KEY")
}

fn tenant() -> String {
    env::var("VSDB_TENANT").expect("VSDB_TENANT")
}

#[tokio::main]
async fn main() -> Checked {
    match env::args().nth(1).as_deref() {
        Some("stream") => snippets::streaming(&snippets::with_authentication()?).await?,
        Some("errors") => {
            let query: Vec<f64> = env::args().skip(2).map(|number| number.parse()).collect::<Result<_, _>>()?;
            let client = Client::builder().url(url()).max_retries(0).build()?;
            // A server that allows one request a second answers the first.
            let _ = client.get_status().send().await;
            snippets::error_handling(&client, query).await;
        }
        _ => check_all().await?,
    }
    Ok(())
}

async fn check_all() -> Checked {
    let status = snippets::basic_connection()?.get_status().send().await?;
    assert_eq!(status.entities, 0, "the key comes from the environment, the server is empty");
    let client = snippets::with_authentication()?;
    ingesting(&client).await?;
    querying(&client).await?;
    listing(&client).await?;
    updating(&client).await?;
    streaming(&client).await?;
    errors(&client).await?;
    println!("every snippet of the reference ran");
    Ok(())
}

async fn ingesting(client: &Client) -> Checked {
    let result = snippets::ingesting_data(client).await?;
    assert_eq!(result.ingested, 10_000);
    assert_eq!(result.items.len(), 10_000);
    assert!(result.items.iter().enumerate().all(|(index, item)| item.index == index as i32));
    assert!(result.failed().is_empty());
    let stored = client.get_entity("sensor-9999").send().await?;
    assert_eq!((stored.entity_type, stored.observations), (EntityType::LinkMetric, 1));
    let mixed = vec![
        Observation::new("mixed-0", [1.0]),
        Observation::new("", [1.0]),
        Observation::new("mixed-2", [2.0]),
    ];
    let partly = client.ingest_batch(mixed).send().await?;
    assert_eq!((partly.ingested, partly.failed()[0].index), (2, 1));
    assert_eq!(partly.failed()[0].error.code(), "invalid_request");
    assert_eq!(partly.failed_items()[0].vector, [1.0]);
    Ok(())
}

async fn querying(client: &Client) -> Checked {
    let start = Utc.with_ymd_and_hms(2025, 6, 1, 0, 0, 0).unwrap();
    for (step, entity) in ["vehicle-001", "twin", "near"].iter().flat_map(|entity| (0..6).map(move |step| (step, entity))) {
        let offset = if *entity == "near" { 0.0 } else { 0.5 };
        let vector = [0.1 + offset, 0.7, 0.4, 0.8 + f64::from(step) / 10.0];
        let time = start + TimeDelta::minutes(i64::from(step));
        client.ingest(*entity, &vector).timestamp(time).metadata([("step", step)]).send().await?;
    }
    let hour_ago = Utc::now() - TimeDelta::hours(1);
    for step in 0..8 {
        let vector = [0.1, 0.8, 0.3, 0.9 + f64::from(step) / 1000.0];
        let time = hour_ago + TimeDelta::seconds(i64::from(step));
        client.ingest("sensor-42", &vector).timestamp(time).send().await?;
    }
    client.ingest("sensor-42", &[9.0; 4]).send().await?;
    let (results, similar, anomalies) = snippets::querying(client).await?;
    assert_eq!(results.hits.len(), 10);
    let first = &results.hits[0];
    assert_eq!((first.entity_id.as_str(), first.distance, first.timestamp.to_utc()), ("near", 0.0, start));
    assert_eq!(first.metadata["step"], 0.into());
    assert!(results.hits.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
    assert_eq!(results.iter().count(), results.into_iter().count());
    assert_eq!((similar.matches[0].entity_id.as_str(), similar.matches[0].distance), ("twin", 0.0));
    assert_eq!((anomalies.is_anomaly, anomalies.reason), (Some(true), None));
    Ok(())
}

async fn listing(client: &Client) -> Checked {
    let call = client.list_entities().entity_type("LINK_METRIC").limit(1000);
    let pages: Vec<_> = call.clone().pages().try_collect().await?;
    assert_eq!(pages.len(), 10);
    let items: Vec<_> = call.items().try_collect().await?;
    assert_eq!(items.len(), 10_000);
    assert!(items.windows(2).all(|pair| pair[0].entity_id < pair[1].entity_id));
    Ok(())
}

async fn updating(client: &Client) -> Checked {
    let named = client.update_entity("twin").display_name("Twin").metadata([("a", 1)]).send().await?;
    assert_eq!(named.display_name.as_deref(), Some("Twin"));
    let same = client.update_entity("twin").send().await?;
    assert_eq!((same.display_name.as_deref(), same.metadata["a"].clone()), (Some("Twin"), 1.into()));
    let cleared = client.update_entity("twin").clear_display_name().send().await?;
    assert_eq!(cleared.display_name, None);
    let deleted = client.delete_entity("twin").send().await?;
    assert_eq!(deleted.observations_deleted, 6);
    Ok(())
}

/// The snippet never ends, so it runs in a process of its own, whose output is read.
async fn streaming(client: &Client) -> Checked {
    let mut child = Command::new(env::current_exe()?).arg("stream").stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().expect("a pipe");
    let writer = tokio::spawn({
        let client = client.clone();
        async move {
            loop {
                let _ = client.ingest("seen", &[1.0]).entity_type("TRACKED_OBJECT").send().await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    });
    let line = tokio::task::spawn_blocking(move || BufReader::new(output).lines().next()).await?;
    writer.abort();
    child.kill()?;
    child.wait()?;
    let line = line.expect("an event")?;
    assert!(["Created", "Updated"].iter().any(|change| line == format!("Entity seen updated: {change}")), "{line}");

    let mut stream = client.stream_changes().subscribe().await?;
    client.ingest("other", &[1.0]).send().await?;
    let event = stream.next().await.expect("an event")?;
    assert_eq!((event.entity_id.as_str(), Some(event.id)), ("other", stream.last_event_id()));
    Ok(())
}

async fn errors(client: &Client) -> Checked {
    let limited = env::var("VSDB_LIMITED_URL")?;
    assert_eq!(said(&[("VSDB_API_KEY", "wrong")], &["1"])?, "Invalid or expired API key\n");
    let text = said(&[("VSDB_URL", &limited)], &["1"])?;
    let seconds = text.strip_prefix("Rate limited. Retry after ").and_then(|rest| rest.strip_suffix("s\n"));
    assert!(seconds.is_some_and(|seconds| seconds.parse().is_ok_and(|wait: f64| wait > 0.0)), "{text}");
    let text = said(&[], &[])?;
    assert!(text.starts_with("Error: ") && text.contains("(request: ") && !text.contains("unknown"), "{text}");

    let unseen = client.anomaly_score("never-seen").send().await;
    assert!(matches!(&unseen, Err(Error::EntityNotFound(details)) if details.status() == Some(404)));
    let wrong = Client::builder().url(url()).api_key("wrong").build()?;
    assert!(matches!(wrong.get_status().send().await, Err(Error::Authentication)));
    let outcome = wrong.get_status().send_with_meta().await;
    assert_eq!((outcome.status(), outcome.code(), outcome.attempts()), (Some(401), Some("invalid_credentials"), 1));
    assert!(outcome.request_id().is_some() && outcome.headers().get("x-request-id").is_some());

    let hasty = Client::builder().url(limited).api_key(key()).max_retries(0).build()?;
    let mut refused = None;
    for _ in 0..5 {
        refused = refused.or(hasty.get_status().send().await.err());
    }
    let Some(Error::RateLimit { retry_after }) = refused else {
        panic!("expected to be limited, not {refused:?}");
    };
    assert!(retry_after.seconds().is_some_and(|seconds| seconds > 0.0));
    assert_eq!(retry_after.details().status(), Some(429));

    let refused = client.ingest("nan", &[f64::NAN]).send().await;
    assert!(matches!(refused, Err(Error::InvalidArgument(_))));
    let nowhere = Client::builder().url("http://127.0.0.1:1").max_retries(0).build()?;
    assert!(matches!(nowhere.get_status().send().await, Err(Error::Connection(_))));
    let never = client.get_status().timeout(Duration::ZERO).send().await;
    assert!(matches!(never, Err(Error::Timeout(_))));
    Ok(())
}

/// What the snippet of the errors says on its way out.
fn said(environment: &[(&str, &str)], query: &[&str]) -> std::io::Result<String> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("errors").args(query).envs(environment.iter().copied());
    Ok(String::from_utf8_lossy(&command.output()?.stderr).into_owned())
}
