use sdk::{Json, JsonObject, Maybe};
use serde::Deserialize;

use crate::files::readable;
use crate::input::Input;

/// One request.
#[derive(Debug, Deserialize)]
pub struct Line {
    #[serde(default)]
    pub id: Json,
    #[serde(default)]
    pub client: Json,
    pub operation: String,
    #[serde(default)]
    pub params: Params,
    /// Absent is no body, null is JSON's null.
    #[serde(default)]
    pub body: Maybe<Json>,
    pub content_type: Option<String>,
    pub take: Option<usize>,
    /// What gives the items of the body gives them once.
    #[serde(default)]
    pub once: bool,
    /// Names of what alone may go along though the operation does not declare it; anything may where this is absent.
    pub extras: Option<Vec<String>>,
    /// After how many milliseconds the caller gives the call up.
    pub cancel_ms: Option<u64>,
    /// What signs a request of the API.
    pub secret: Option<String>,
    /// By which way a stream is followed: SSE unless it says `websocket`.
    pub transport: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    pub path: JsonObject,
    #[serde(default)]
    pub query: JsonObject,
    #[serde(default)]
    pub header: JsonObject,
    #[serde(default)]
    pub cookie: JsonObject,
}

impl Line {
    pub fn header(&self, name: &str) -> Option<&Json> {
        let mut headers = self.params.header.iter();
        headers
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub fn input(self) -> Input {
        Input {
            path: self.params.path,
            query: self.params.query,
            header: self.params.header,
            cookie: self.params.cookie,
            body: match self.body {
                Maybe::Value(body) => Some(readable(body)),
                Maybe::Null => Some(Json::Null),
                Maybe::Absent => None,
            },
            members: JsonObject::new(),
            take: self.take,
            once: self.once,
            extras: self.extras,
        }
    }
}
