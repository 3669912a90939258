use serde::de::DeserializeOwned;

use super::core::Received;
use super::details::Headers;
use super::{Cause, Failure, Json, JsonObject};
use crate::Error;

/// What text stands for, where text is all there is: in a header, in a form.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Plain {
    Text,
    /// A number or a truth; text where it is neither.
    Scalar,
    Json,
    List(&'static Plain),
    /// Named values, exploded or not; those not listed are text.
    Members(&'static [(&'static str, Plain)], bool),
}

impl Plain {
    /// The JSON form of a value in simple style.
    pub(crate) fn json(self, text: &str) -> Json {
        match self {
            Self::Text => text.into(),
            Self::Scalar => scalar(text),
            Self::Json => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
            Self::List(item) => Json::Array(items(text).map(|text| item.json(text)).collect()),
            Self::Members(known, explode) => {
                let value = |name: &str, text: &str| {
                    let plain = known.iter().find(|(wire, _)| *wire == name);
                    (
                        name.to_owned(),
                        plain.map_or(Self::Text, |(_, plain)| *plain).json(text),
                    )
                };
                Json::Object(
                    pairs(text, explode)
                        .map(|(name, text)| value(name, text))
                        .collect(),
                )
            }
        }
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// `a=1,b=2` where it is exploded, `a,1,b,2` where it is not.
fn pairs(text: &str, explode: bool) -> impl Iterator<Item = (&str, &str)> {
    let parts: Vec<&str> = items(text).collect();
    let size = if explode { 1 } else { 2 };
    let pairs: Vec<_> = parts
        .chunks(size)
        .map(|part| match part {
            [name, value] => (*name, *value),
            [pair] => pair.split_once('=').unwrap_or((pair, "")),
            _ => ("", ""),
        })
        .collect();
    pairs.into_iter()
}

pub(crate) fn scalar(text: &str) -> Json {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        text => text.parse().map_or_else(|_| text.into(), Json::Number),
    }
}

impl Received {
    /// The body as what its text stands for.
    pub(crate) fn plain<T: DeserializeOwned>(&self, plain: Plain) -> Result<T, String> {
        let json = plain.json(self.text()?);
        json.decode().map_err(|error| error.message().to_owned())
    }

    /// The body as text of the character set it says it has.
    pub(crate) fn decoded_text(&self) -> Result<String, String> {
        let kind = self
            .incoming
            .headers
            .get("content-type")
            .unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        let charset = kind
            .split_once("charset=")
            .map_or("", |(_, charset)| charset);
        match charset.trim_matches(|one| matches!(one, '"' | ' ' | ';')) {
            "iso-8859-1" | "latin1" => Ok(self.body.iter().copied().map(char::from).collect()),
            _ => self.text().map(str::to_owned),
        }
    }

    /// The body as a URL-encoded form.
    pub(crate) fn form<T: DeserializeOwned>(&self, known: &[(&str, Plain)]) -> Result<T, String> {
        let json = form_json(self.text()?, known);
        json.decode().map_err(|error| error.message().to_owned())
    }
}

impl Headers {
    /// A header as the type the document gives it.
    pub(crate) fn typed<T: DeserializeOwned>(
        &self,
        name: &str,
        plain: Plain,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let refused = |error: Error| {
            let message = format!("the header {name} cannot be read: {}", error.message());
            Failure::local(Cause::Decode, message)
        };
        Ok(Some(plain.json(text).decode().map_err(refused)?))
    }
}

/// The headers that answers to one operation declare, each read as its type when it is asked for.
macro_rules! typed_headers {
    ($(#[$docs:meta])* $name:ident { $($(#[$about:meta])* $method:ident: $type:ty = $wire:literal $plain:expr,)* }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a>(&'a $crate::Headers);

        impl<'a> From<&'a $crate::Headers> for $name<'a> {
            fn from(headers: &'a $crate::Headers) -> Self {
                Self(headers)
            }
        }

        impl $name<'_> {
            $(
                $(#[$about])*
                ///
                /// # Errors
                ///
                /// When it is there and no such value.
                pub fn $method(&self) -> Result<Option<$type>, $crate::Error> {
                    self.0.typed($wire, $plain)
                }
            )*
        }
    };
}

pub(crate) use typed_headers;

/// A URL-encoded form as a JSON object.
fn form_json(body: &str, known: &[(&str, Plain)]) -> Json {
    let mut members = JsonObject::new();
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), decoded(value));
        let plain = known.iter().find(|(wire, _)| *wire == name);
        match plain.map_or(Plain::Text, |(_, plain)| *plain) {
            Plain::List(item) => {
                let list = members
                    .entry(name)
                    .or_insert_with(|| Json::Array(Vec::new()));
                if let Json::Array(items) = list {
                    items.push(item.json(&value));
                }
            }
            plain => {
                members.insert(name, plain.json(&value));
            }
        }
    }
    Json::Object(members)
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
