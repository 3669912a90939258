use base64::prelude::{Engine, BASE64_STANDARD};
use sdk::{Error, Headers, Json, JsonObject, Maybe, Verifier};
use serde::Serialize;

use crate::answer::{told, Reply};
use crate::line::Line;
use crate::text_of;

type Check = Box<dyn Fn(&Headers, &[u8]) -> bool>;

/// A request of the API as it came; it is signed by a secret and the length of its body.
pub struct Received {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    check: Option<Check>,
}

impl Received {
    pub fn of(line: &Line) -> Self {
        let headers = line.params.header.iter();
        Self {
            headers: headers
                .map(|(name, value)| (name.to_owned(), text_of(value)))
                .collect(),
            body: octets(&line.body),
            check: line.secret.clone().map(|secret| -> Check {
                Box::new(move |headers, body| {
                    let signature = format!("{secret} {}", body.len());
                    headers.get("x-signature") == Some(signature.as_str())
                })
            }),
        }
    }

    pub fn parts(&self) -> (Vec<(&str, &str)>, &[u8], Option<Verifier<'_>>) {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.as_str()));
        (headers.collect(), &self.body, self.check.as_deref())
    }
}

fn octets(body: &Maybe<Json>) -> Vec<u8> {
    let Maybe::Value(body) = body else {
        return Vec::new();
    };
    match body.get("$bytes") {
        Some(text) => BASE64_STANDARD.decode(text_of(text)).unwrap_or_default(),
        None => text_of(body).into_bytes(),
    }
}

/// What a request carries, or why it was not read.
pub fn carried<T: Serialize>(result: &Result<T, Error>) -> Reply {
    let value = match result {
        Ok(value) => Json::encode(value),
        Err(error) => return failed(error),
    };
    match value {
        Ok(value) => Reply::from([("ok".to_owned(), true.into()), ("value".to_owned(), value)]),
        Err(error) => failed(&error),
    }
}

/// Octets as these lines have them.
#[allow(dead_code, reason = "an API may have webhooks of JSON alone")]
pub fn written(octets: Vec<u8>) -> Json {
    let base64 = BASE64_STANDARD.encode(octets);
    JsonObject::from([("$bytes".to_owned(), base64.into())]).into()
}

fn failed(error: &Error) -> Reply {
    Reply::from([("ok".to_owned(), false.into()), ("error".to_owned(), told(error))])
}
