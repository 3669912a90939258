use percent_encoding::{utf8_percent_encode, AsciiSet, NON_ALPHANUMERIC};
use serde::Serialize;

use super::{Failure, Ordered};

/// How OpenAPI writes the value of a parameter as text. `true`: exploded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Simple(bool),
    Label(bool),
    Matrix(bool),
    Form(bool),
    Space(bool),
    Pipe(bool),
    DeepObject,
    Json,
}

/// How text goes into a URL, or into a header.
pub(crate) type Encode = fn(&str) -> String;

/// RFC 3986: everything but unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` leaves as it is: all that is reserved but `#`, which would end the query.
const RESERVED: &str = ":/?[]@!$&'()*+,;=";

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Leaves reserved characters, and what is encoded already.
pub(crate) fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (position, character) in text.char_indices() {
        let escape = text.get(position + 1..position + 3);
        let is_escape = character == '%'
            && escape.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if RESERVED.contains(character) || is_escape {
            encoded.push(character);
        } else {
            encoded.push_str(&encode(character.encode_utf8(&mut [0; 4])));
        }
    }
    encoded
}

/// A parameter's value in its JSON form; `None` for null, which no style can write.
pub(crate) fn json_of(name: &str, value: &impl Serialize) -> Result<Option<Ordered>, Failure> {
    let json = Ordered::of(value).map_err(|error| Failure::invalid(format!("{name}: {error}")))?;
    Ok(Some(json).filter(|json| *json != Ordered::Null))
}

impl Style {
    /// As `name=value` pairs of a query, a form or a cookie. The separator is not encoded with the values it separates.
    pub(crate) fn pairs(self, name: &str, value: &Ordered, print: Encode) -> Vec<String> {
        let key = encode(name);
        match value {
            _ if self == Self::Json => vec![format!("{key}={}", print(&value.json()))],
            Ordered::Members(_) if self == Self::DeepObject => deep(&key, value, print),
            Ordered::List(items) if items.is_empty() => Vec::new(),
            Ordered::Members(members) if members.is_empty() => Vec::new(),
            Ordered::List(items) if self.explodes() => {
                let pair = |item: &Ordered| format!("{key}={}", print(&item.text()));
                items.iter().map(pair).collect()
            }
            Ordered::Members(members) if self.explodes() => {
                let pair = |(name, item): &(String, Ordered)| {
                    format!("{}={}", encode(name), print(&item.text()))
                };
                members.iter().map(pair).collect()
            }
            value => vec![format!("{key}={}", joined(value, self.separator(), print))],
        }
    }

    /// As one segment of a path, or as the value of a header.
    pub(crate) fn segment(self, name: &str, value: &Ordered, print: Encode) -> String {
        match (self, value) {
            (Self::Json, value) => print(&value.json()),
            (Self::Matrix(explode), value) => matrix(&encode(name), value, explode, print),
            (Self::Label(true), value) => format!(".{}", assigned(value, ".", print)),
            (Self::Label(false), value) => format!(".{}", joined(value, ",", print)),
            (Self::Simple(true), value) => assigned(value, ",", print),
            (_, value) => joined(value, ",", print),
        }
    }

    const fn explodes(self) -> bool {
        matches!(
            self,
            Self::Form(true) | Self::Space(true) | Self::Pipe(true) | Self::DeepObject
        )
    }

    const fn separator(self) -> &'static str {
        match self {
            Self::Space(_) => "%20",
            Self::Pipe(_) => "%7C",
            _ => ",",
        }
    }
}

/// `key[name]=value`, as deep as it goes; lists repeat their name.
fn deep(key: &str, value: &Ordered, print: Encode) -> Vec<String> {
    match value {
        Ordered::Members(members) => {
            let inner = |(name, item): &(String, Ordered)| {
                deep(&format!("{key}%5B{}%5D", encode(name)), item, print)
            };
            members.iter().flat_map(inner).collect()
        }
        Ordered::List(items) => {
            let pair = |item: &Ordered| format!("{key}={}", print(&item.text()));
            items.iter().map(pair).collect()
        }
        value => vec![format!("{key}={}", print(&value.text()))],
    }
}

fn matrix(name: &str, value: &Ordered, explode: bool, print: Encode) -> String {
    let assign = |name: &str, value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    match value {
        Ordered::List(items) if explode => {
            let item = |item: &Ordered| assign(name, &print(&item.text()));
            items.iter().map(item).collect()
        }
        Ordered::Members(members) if explode => {
            let member =
                |(name, item): &(String, Ordered)| assign(&encode(name), &print(&item.text()));
            members.iter().map(member).collect()
        }
        value => assign(name, &joined(value, ",", print)),
    }
}

/// Lists as they are, objects as `name=value`.
fn assigned(value: &Ordered, separator: &str, print: Encode) -> String {
    let Ordered::Members(members) = value else {
        return joined(value, separator, print);
    };
    let assign =
        |(name, item): &(String, Ordered)| format!("{}={}", print(name), print(&item.text()));
    let pairs: Vec<String> = members.iter().map(assign).collect();
    pairs.join(separator)
}

/// The items of a list, or the names and values of an object, one after the other.
fn joined(value: &Ordered, separator: &str, print: Encode) -> String {
    let parts: Vec<String> = match value {
        Ordered::List(items) => items.iter().map(|item| print(&item.text())).collect(),
        Ordered::Members(members) => {
            let both = |(name, item): &(String, Ordered)| [print(name), print(&item.text())];
            members.iter().flat_map(both).collect()
        }
        value => return print(&value.text()),
    };
    parts.join(separator)
}
