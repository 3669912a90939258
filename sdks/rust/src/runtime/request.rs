use std::fmt::Write as _;

use bytes::Bytes;
use serde::Serialize;
use tokio::task::spawn_blocking;

use super::style::{encode, encode_reserved, json_of};
use super::transport::Content;
use super::{Failure, Json, JsonObject, Ordered, Style};

/// What never changes about an operation: settled when the client was generated.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The name the document has for it.
    pub name: &'static str,
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
    pub body: Option<Content>,
    /// What makes a large body small, where the server takes it so.
    pub pack: Option<fn(&[u8]) -> Option<Bytes>>,
    /// Where this operation alone is reached, unless the client was told where to go.
    pub server: Option<&'static str>,
    /// What the answer is asked to be like, unless the client asks for something itself.
    pub preference: Option<&'static str>,
    /// Reads the body of an error that is XML.
    pub error_body: Option<ErrorBody>,
}

/// By its status, and only where the document says what it is.
pub(crate) type ErrorBody = fn(u16, &[u8]) -> Option<Json>;

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
            pack: None,
            server: None,
            preference: None,
            error_body: None,
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
        let text = json_of(name, value)?.map(|value| style.segment(name, &value, encode));
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
        let json = json_of(name, value)?;
        self.query
            .extend(json.iter().flat_map(|json| style.pairs(name, json, encode)));
        Ok(())
    }

    /// The same for one whose reserved characters stay as they are.
    pub(crate) fn query_reserved(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let json = json_of(name, value)?;
        self.query.extend(
            json.iter()
                .flat_map(|json| style.pairs(name, json, encode_reserved)),
        );
        Ok(())
    }

    /// A header; absent when its value is.
    pub(crate) fn header(
        &mut self,
        name: &str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let json = json_of(name, value)?;
        if let Some(json) = json.filter(|json| style == Style::Json || !json.is_empty()) {
            let text = style.segment(name, &json, str::to_owned);
            if text.contains(['\r', '\n', '\0']) {
                return Err(Failure::invalid(format!("{name} must be on one line")));
            }
            self.headers.push((name.to_owned(), text));
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
        let json = json_of(name, value)?;
        self.cookies
            .extend(json.iter().flat_map(|json| style.pairs(name, json, encode)));
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
        let body = if self.members.is_empty() {
            serde_json::to_vec(value)
        } else {
            serde_json::to_vec(&self.whole(value)?)
        };
        let body = body.map_err(|error| Failure::invalid(error.to_string()))?;
        self.content(media_type, Content::Bytes(body.into()));
        Ok(())
    }

    /// The body in its JSON form, with the members that are not of its own.
    pub(crate) fn whole(&self, value: &impl Serialize) -> Result<Ordered, Failure> {
        let refused = |error: serde_json::Error| Failure::invalid(error.to_string());
        let mut json = Ordered::of(value).map_err(refused)?;
        if let Ordered::Members(members) = &mut json {
            members.retain(|(name, _)| !self.members.contains_key(name));
            for (name, value) in &self.members {
                members.push((name.clone(), Ordered::of(value).map_err(refused)?));
            }
        }
        Ok(json)
    }

    /// Members of the body the document sets once and for all, as a JSON object.
    pub(crate) fn fixed(&mut self, members: &str) {
        let members: JsonObject = serde_json::from_str(members).unwrap_or_default();
        self.members.extend(members);
    }

    /// A body of text.
    pub(crate) fn plain(
        &mut self,
        media_type: &str,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let text = json_of("body", value)?.map_or_else(String::new, |json| json.text());
        self.content(media_type, Content::Bytes(text.into()));
        Ok(())
    }

    /// A body that is encoded already.
    pub(crate) fn content(&mut self, media_type: &str, body: Content) {
        self.headers
            .push(("content-type".to_owned(), media_type.to_owned()));
        self.body = Some(body);
    }

    /// The same with a small body, if that is any smaller. Off the tasks of others: it takes its time.
    pub(crate) async fn packed(&self) -> Option<Self> {
        let (Some(pack), Some(Content::Bytes(body))) = (self.pack, &self.body) else {
            return None;
        };
        let body = body.clone();
        let packed = spawn_blocking(move || pack(&body)).await.ok()??;
        let mut request = self.clone();
        request.body = Some(Content::Bytes(packed));
        request
            .headers
            .push(("content-encoding".to_owned(), "gzip".to_owned()));
        Some(request)
    }

    /// Whether the body is no larger than this.
    pub(crate) fn fits(&self, bytes: Option<usize>) -> bool {
        let size = match &self.body {
            Some(Content::Bytes(body)) => body.len(),
            Some(Content::Stream(_)) | None => 0,
        };
        bytes.is_none_or(|most| size <= most)
    }

    /// Whether it can be sent once more.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.body {
            Some(Content::Stream(source)) => source.is_repeatable(),
            Some(Content::Bytes(_)) | None => true,
        }
    }

    /// Path and query below the server's URL; a path of the document may have a query already.
    pub(crate) fn target(&self) -> String {
        let mut target = self.path.clone();
        for pair in &self.query {
            let separator = if target.contains('?') { '&' } else { '?' };
            let _ = write!(target, "{separator}{pair}");
        }
        target
    }
}
