//! What is known of a call from a response that says it failed.

use chrono::Utc;

use super::details::{Facts, Headers};
use super::request::ErrorBody;
use super::retry_after::wait_of;
use super::{Cause, Failure, Json};
use crate::contract;

/// The longest text that is taken for a message when the body is not JSON.
const LONGEST_TEXT: usize = 200;

pub(crate) fn failure_of(status: u16, headers: Headers, body: &[u8]) -> Failure {
    failure_read(status, headers, body, None)
}

/// The same, with what reads the body where the document says it is XML and the answer says so, too.
pub(crate) fn failure_read(
    status: u16,
    headers: Headers,
    body: &[u8],
    read: Option<ErrorBody>,
) -> Failure {
    let kind = headers.get("content-type").unwrap_or_default();
    let json = read
        .filter(|_| kind.contains("xml"))
        .and_then(|read| read(status, body))
        .or_else(|| serde_json::from_slice::<Json>(body).ok());
    let plain = plain_text(&headers, body);
    let facts = Facts {
        code: member(json.as_ref(), "code").unwrap_or_else(|| format!("http_{status}")),
        message: member(json.as_ref(), "message")
            .unwrap_or_else(|| text_of(status, body, json.is_some())),
        request_id: member(json.as_ref(), "request_id").or_else(|| request_id(&headers)),
        status: Some(status),
        retry_after: wait_of(&headers, Utc::now()),
        headers,
        // What says it is text is text, whatever it looks like.
        body: plain.or(json),
        ..Facts::default()
    };
    Failure::new(Cause::Response, facts)
}

pub(crate) fn request_id(headers: &Headers) -> Option<String> {
    headers.get(contract::REQUEST_ID_HEADER).map(str::to_owned)
}

/// A body that says it is plain text.
fn plain_text(headers: &Headers, body: &[u8]) -> Option<Json> {
    let media_type = headers.get("content-type")?.to_ascii_lowercase();
    let text = std::str::from_utf8(body).ok()?;
    media_type.starts_with("text/plain").then(|| text.into())
}

/// A text of the body itself, or of the `error` object many servers put it in.
fn member(body: Option<&Json>, name: &str) -> Option<String> {
    let body = body?;
    [Some(body), body.get("error")]
        .into_iter()
        .filter_map(|holder| holder?.get(name)?.as_str())
        .find(|text| !text.is_empty())
        .map(str::to_owned)
}

fn text_of(status: u16, body: &[u8], json: bool) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    let readable =
        !json && !text.is_empty() && text.len() <= LONGEST_TEXT && !text.starts_with('<');
    if readable {
        return format!("HTTP {status}: {text}");
    }
    format!("the server answered with HTTP status {status}")
}
