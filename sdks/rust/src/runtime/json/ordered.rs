use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// JSON whose objects keep the order they were written in, for forms where that order shows. Numbers are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ordered {
    Null,
    Text(String),
    /// A number or a truth, as JSON writes it.
    Plain(String),
    List(Vec<Ordered>),
    Members(Vec<(String, Ordered)>),
}

impl Ordered {
    /// Any serializable value in its JSON form.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> serde_json::Result<Self> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// As JSON writes it.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Text as it is, null as nothing, everything else as JSON writes it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) | Self::Plain(text) => text.clone(),
            Self::List(_) | Self::Members(_) => self.json(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Members(members) => members.is_empty(),
            Self::Null | Self::Text(_) | Self::Plain(_) => false,
        }
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Plain(text) => RawValue::from_string(text.clone())
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Members(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        super::refuse_deep(raw.get())?;
        read(raw.get()).map_err(serde::de::Error::custom)
    }
}

fn read(text: &str) -> serde_json::Result<Ordered> {
    match text.as_bytes().first() {
        Some(b'n') => Ok(Ordered::Null),
        Some(b'"') => serde_json::from_str(text).map(Ordered::Text),
        Some(b'[') => serde_json::from_str(text).map(Ordered::List),
        Some(b'{') => {
            let Pairs(members) = serde_json::from_str(text)?;
            Ok(Ordered::Members(members))
        }
        // A whole float is written without its fraction: elsewhere it would be another text.
        _ => Ok(Ordered::Plain(
            text.strip_suffix(".0").unwrap_or(text).to_owned(),
        )),
    }
}

struct Pairs(Vec<(String, Ordered)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Pairs, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = object.next_entry()? {
            members.push(member);
        }
        Ok(Pairs(members))
    }
}
