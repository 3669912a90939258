use serde::Serialize;

use super::{Failure, Json};

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

/// A parameter's value on the way to text.
pub(crate) enum Value {
    One(String),
    List(Vec<String>),
    Members(Vec<(String, String)>),
}

impl Style {
    /// The value as this style sees it; `None` for null, which no style can write.
    pub(crate) fn value(
        self,
        name: &str,
        value: &impl Serialize,
    ) -> Result<Option<Value>, Failure> {
        let json = Json::encode(value)
            .map_err(|error| Failure::invalid(format!("{name}: {}", error.message())))?;
        Ok(match json {
            Json::Null => None,
            json if self == Self::Json => Some(Value::One(text_of(&json, true))),
            Json::Array(items) => Some(Value::List(
                items.iter().map(|item| text_of(item, false)).collect(),
            )),
            Json::Object(members) => {
                let members = members.iter().filter(|(_, member)| **member != Json::Null);
                Some(Value::Members(
                    members
                        .map(|(name, member)| (name.clone(), text_of(member, false)))
                        .collect(),
                ))
            }
            json => Some(Value::One(text_of(&json, false))),
        })
    }

    /// As `name=value` pairs of a query, a form or a cookie. The separator is not encoded with the values it separates.
    pub(crate) fn pairs(
        self,
        name: &str,
        value: Value,
        encode: impl Fn(&str) -> String,
    ) -> Vec<String> {
        let key = encode(name);
        match value {
            Value::One(text) => vec![format!("{key}={}", encode(&text))],
            Value::List(items) if self.explodes() => items
                .iter()
                .map(|item| format!("{key}={}", encode(item)))
                .collect(),
            Value::List(items) if items.is_empty() => Vec::new(),
            Value::List(items) => {
                vec![format!("{key}={}", join(&items, self.separator(), &encode))]
            }
            Value::Members(members) if self == Self::DeepObject => {
                let pair = |(member, text): &(String, String)| {
                    format!("{key}[{}]={}", encode(member), encode(text))
                };
                members.iter().map(pair).collect()
            }
            Value::Members(members) if self.explodes() => members
                .iter()
                .map(|(member, text)| format!("{}={}", encode(member), encode(text)))
                .collect(),
            Value::Members(members) => vec![format!(
                "{key}={}",
                join(&flat(members), self.separator(), &encode)
            )],
        }
    }

    /// As one segment of a path, or as the value of a header.
    pub(crate) fn segment(
        self,
        name: &str,
        value: Value,
        encode: impl Fn(&str) -> String,
    ) -> String {
        let assign =
            |(member, text): &(String, String)| format!("{}={}", encode(member), encode(text));
        match (self, value) {
            (Self::Matrix(explode), value) => matrix(&encode(name), value, explode, &encode),
            (Self::Label(true), Value::List(items)) => format!(".{}", join(&items, ".", &encode)),
            (Self::Label(true), Value::Members(members)) => {
                format!(
                    ".{}",
                    members.iter().map(assign).collect::<Vec<_>>().join(".")
                )
            }
            (Self::Label(_), value) => format!(".{}", simple(value, &encode)),
            (Self::Simple(true), Value::Members(members)) => {
                members.iter().map(assign).collect::<Vec<_>>().join(",")
            }
            (_, value) => simple(value, &encode),
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
            Self::Pipe(_) => "|",
            _ => ",",
        }
    }
}

fn matrix(name: &str, value: Value, explode: bool, encode: &impl Fn(&str) -> String) -> String {
    match value {
        Value::List(items) if explode => {
            let assign = |item: &String| format!(";{name}={}", encode(item));
            items.iter().map(assign).collect::<Vec<_>>().concat()
        }
        Value::Members(members) if explode => {
            let assign =
                |(member, text): &(String, String)| format!(";{}={}", encode(member), encode(text));
            members.iter().map(assign).collect::<Vec<_>>().concat()
        }
        value => format!(";{name}={}", simple(value, encode)),
    }
}

fn simple(value: Value, encode: &impl Fn(&str) -> String) -> String {
    match value {
        Value::One(text) => encode(&text),
        Value::List(items) => join(&items, ",", encode),
        Value::Members(members) => join(&flat(members), ",", encode),
    }
}

fn flat(members: Vec<(String, String)>) -> Vec<String> {
    members
        .into_iter()
        .flat_map(|(name, text)| [name, text])
        .collect()
}

fn join(items: &[String], separator: &str, encode: &impl Fn(&str) -> String) -> String {
    items
        .iter()
        .map(|item| encode(item))
        .collect::<Vec<_>>()
        .join(separator)
}

/// Text as it is; everything else as JSON writes it. Lists and objects inside a list have no other form.
fn text_of(json: &Json, quoted: bool) -> String {
    match json {
        Json::String(text) if !quoted => text.clone(),
        Json::Null if !quoted => String::new(),
        json => serde_json::to_string(json).unwrap_or_default(),
    }
}
