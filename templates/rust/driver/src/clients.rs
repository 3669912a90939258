use std::collections::HashMap;
use std::time::Duration;

use sdk::Json;

use crate::answer::{refused, unsupported, Reply};
use crate::api::{credential, packing, Builder, Client};
use crate::Refusal;

/// One client for all requests that describe it alike.
#[derive(Default)]
pub struct Clients(HashMap<String, Client>);

impl Clients {
    pub fn get(&mut self, description: &Json) -> Result<Client, Reply> {
        // Members are in order of their names, whatever order they came in.
        let key = serde_json::to_string(description).unwrap_or_default();
        if let Some(client) = self.0.get(&key) {
            return Ok(client.clone());
        }
        let client = made(description)?;
        self.0.insert(key, client.clone());
        Ok(client)
    }
}

fn made(description: &Json) -> Result<Client, Reply> {
    let mut builder = Client::builder();
    if let Some(url) = description.get("base_url").and_then(Json::as_str) {
        builder = builder.url(url);
    }
    if let Some(Json::Object(schemes)) = description.get("auth") {
        for (scheme, value) in schemes {
            builder = credential(builder, scheme, value).map_err(|refusal| refused(&refusal))?;
        }
    }
    let options = description.get("options").cloned().unwrap_or_default();
    if options.get("packed_floats") == Some(&Json::Bool(true)) {
        builder = packing(builder).ok_or_else(|| unsupported("the API has no packed lists"))?;
    }
    with_options(builder, &options)
        .build()
        .map_err(|error| refused(&Refusal(error.message().to_owned())))
}

fn with_options(mut builder: Builder, options: &Json) -> Builder {
    let number = |name: &str| match options.get(name) {
        Some(Json::Number(number)) => Some(number.as_f64()),
        _ => None,
    };
    let time = |name: &str| number(name).map(|millis| Duration::from_secs_f64(millis / 1000.0));
    if let Some(Json::Number(retries)) = options.get("max_retries") {
        let retries = retries.as_u64().and_then(|count| u32::try_from(count).ok());
        builder = builder.max_retries(retries.unwrap_or(u32::MAX));
    }
    if let Some(value) = time("timeout_ms") {
        builder = builder.timeout(value);
    }
    if let Some(value) = time("connect_timeout_ms") {
        builder = builder.connect_timeout(value);
    }
    if let Some(value) = time("read_timeout_ms") {
        builder = builder.read_timeout(value);
    }
    if let Some(value) = time("idle_timeout_ms") {
        builder = builder.idle_timeout(value);
    }
    builder
}

/// A member of a credential that has several.
pub fn part<'a>(scheme: &str, value: &'a Json, name: &str) -> Result<&'a str, Refusal> {
    let part = value.get(name).and_then(Json::as_str);
    part.ok_or_else(|| Refusal(format!("{scheme}: {name} is missing")))
}

pub fn whole<'a>(scheme: &str, value: &'a Json) -> Result<&'a str, Refusal> {
    let text = value.as_str();
    text.ok_or_else(|| Refusal(format!("{scheme} must be text")))
}
