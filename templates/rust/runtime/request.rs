use std::fmt::Write as _;

use bytes::Bytes;
use percent_encoding::{utf8_percent_encode, AsciiSet, NON_ALPHANUMERIC};
use serde::Serialize;

use super::{Failure, JsonObject, Style};

/// What never changes about an operation: settled when the client was generated.
#[derive(Debug)]
pub(crate) struct Operation {
    pub method: &'static str,
    pub template: &'static str,
    pub read: ReadTimeout,
    pub retry: Retry,
    /// The header that carries the key under which the server does something once.
    pub key_header: Option<&'static str>,
    /// Alternatives, each a combination of schemes.
    pub security: &'static [&'static [&'static str]],
    pub accept: &'static str,
}

/// Which silence is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadTimeout {
    Query,
    Write,
    Stream,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    Always,
    /// Only under an idempotency key.
    Keyed,
    Never,
}

/// One call's request, independent of where the server is and who calls.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub operation: &'static Operation,
    pub path: String,
    pub query: Vec<String>,
    pub headers: Vec<(String, String)>,
    cookies: Vec<String>,
    /// What the body has beside its own members.
    pub members: JsonObject,
    pub body: Option<Bytes>,
}

/// RFC 3986: everything but unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `allowReserved` leaves these as they are.
const UNRESERVED_ONLY: &AsciiSet = &ENCODED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

impl Request {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            path: String::new(),
            query: Vec::new(),
            headers: vec![("accept".to_owned(), operation.accept.to_owned())],
            cookies: Vec::new(),
            members: JsonObject::new(),
            body: None,
        }
    }

    /// A part of the path that is always the same, already encoded.
    pub(crate) fn text(&mut self, text: &str) {
        self.path.push_str(text);
    }

    /// A part of the path that is an argument. One that would name another route is refused.
    pub(crate) fn segment(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let text = style
            .value(name, value)?
            .map(|value| style.segment(name, value, encode));
        match text.as_deref() {
            None | Some("" | "." | "..") => Err(Failure::invalid(format!(
                "{name} must not be empty, `.` or `..`"
            ))),
            Some(text) => {
                self.path.push_str(text);
                Ok(())
            }
        }
    }

    /// A query parameter; absent when its value is.
    pub(crate) fn query(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        if let Some(value) = style.value(name, value)? {
            self.query.extend(style.pairs(name, value, encode));
        }
        Ok(())
    }

    /// The same for one whose reserved characters stay as they are.
    pub(crate) fn query_reserved(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        if let Some(value) = style.value(name, value)? {
            let keep = |text: &str| utf8_percent_encode(text, UNRESERVED_ONLY).to_string();
            self.query.extend(style.pairs(name, value, keep));
        }
        Ok(())
    }

    /// A header; absent when its value is.
    pub(crate) fn header(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        if let Some(value) = style.value(name, value)? {
            self.headers
                .push((name.to_owned(), style.segment(name, value, str::to_owned)));
        }
        Ok(())
    }

    /// A cookie; absent when its value is.
    pub(crate) fn cookie(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        if let Some(value) = style.value(name, value)? {
            self.cookies.extend(style.pairs(name, value, encode));
        }
        Ok(())
    }

    /// All cookies in their one header; called last.
    pub(crate) fn finish(mut self) -> Self {
        if !self.cookies.is_empty() {
            self.headers
                .push(("cookie".to_owned(), self.cookies.join("; ")));
        }
        self
    }

    /// A JSON body of the media type.
    pub(crate) fn json(&mut self, media_type: &str, value: &impl Serialize) -> Result<(), Failure> {
        let refused = |error: serde_json::Error| Failure::invalid(error.to_string());
        let mut body = serde_json::to_vec(value).map_err(refused)?;
        if !self.members.is_empty() {
            let mut whole: JsonObject = serde_json::from_slice(&body).map_err(refused)?;
            whole.extend(self.members.clone());
            body = serde_json::to_vec(&whole).map_err(refused)?;
        }
        self.bytes(media_type, body);
        Ok(())
    }

    /// A body of one JSON value a line.
    pub(crate) fn lines(
        &mut self,
        media_type: &str,
        values: &[impl Serialize],
    ) -> Result<(), Failure> {
        let mut body = Vec::new();
        for value in values {
            serde_json::to_writer(&mut body, value)
                .map_err(|error| Failure::invalid(error.to_string()))?;
            body.push(b'\n');
        }
        self.bytes(media_type, body);
        Ok(())
    }

    /// A URL-encoded form.
    pub(crate) fn form(&mut self, media_type: &str, value: &impl Serialize) -> Result<(), Failure> {
        let style = Style::Form(true);
        let pairs = style
            .value("form", value)?
            .map(|value| style.pairs("form", value, encode));
        self.bytes(media_type, pairs.unwrap_or_default().join("&").into_bytes());
        Ok(())
    }

    /// A body that is sent as it is.
    pub(crate) fn bytes(&mut self, media_type: &str, body: Vec<u8>) {
        self.headers
            .push(("content-type".to_owned(), media_type.to_owned()));
        self.body = Some(body.into());
    }

    /// Whether the body is no larger than this.
    pub(crate) fn fits(&self, bytes: Option<usize>) -> bool {
        let size = self.body.as_ref().map_or(0, Bytes::len);
        bytes.is_none_or(|most| size <= most)
    }

    /// Path and query below the server's URL.
    pub(crate) fn target(&self) -> String {
        let mut target = self.path.clone();
        for (position, pair) in self.query.iter().enumerate() {
            let separator = if position == 0 { '?' } else { '&' };
            let _ = write!(target, "{separator}{pair}");
        }
        target
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}
