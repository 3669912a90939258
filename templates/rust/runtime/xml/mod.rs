//! XML from and to the JSON form of values, as tables of the document's say.

mod read;
mod write;

use serde::de::DeserializeOwned;
use serde::Serialize;

use super::core::Received;
use super::transport::Content;
use super::{Failure, Json, Ordered, Request};

/// An element: what it is called, and what is in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub name: &'static str,
    /// Empty when it has none.
    pub namespace: &'static str,
    pub prefix: &'static str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// A number or a truth.
    Scalar,
    Object(fn() -> &'static [Member]),
    /// Items of this element; wrapped where they have an element around them.
    List(&'static Element, bool),
    /// Whatever it looks like.
    Any,
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub wire: &'static str,
    pub is_attribute: bool,
    pub is_required: bool,
    pub element: Element,
}

/// How deep elements may nest.
const DEPTH: usize = 128;

impl Request {
    /// A body of XML.
    pub(crate) fn xml(
        &mut self,
        media_type: &str,
        element: &Element,
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let text = write::document(element, &self.whole(value)?)?;
        self.content(media_type, Content::Bytes(text.into()));
        Ok(())
    }
}

impl Received {
    /// The body as XML.
    pub(crate) fn xml<T: DeserializeOwned>(&self, element: &Element) -> Result<T, String> {
        let json = json_of(element, self.text()?)?;
        json.decode().map_err(|error| error.message().to_owned())
    }
}

/// A document as the JSON form of its value.
pub(crate) fn json_of(element: &Element, text: &str) -> Result<Json, String> {
    read::document(element, text)
}

/// The JSON form of an error's body; none where it is no such XML.
pub(crate) fn error(element: &Element, body: &[u8]) -> Option<Json> {
    json_of(element, std::str::from_utf8(body).ok()?).ok()
}

/// The text of one part of a form.
pub(crate) fn part(element: &Element, value: &Ordered) -> Result<String, Failure> {
    write::document(element, value)
}

/// Source that is printed as it is, whatever its width.
macro_rules! verbatim {
    ($($source:tt)*) => { $($source)* };
}

pub(crate) use verbatim;
