use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{refuse_deep, Number};
use crate::runtime::{Cause, Failure};
use crate::Error;

/// The members of a JSON object, by name.
pub type JsonObject = BTreeMap<String, Json>;

/// Any JSON value, numbers digit for digit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(JsonObject),
}

impl Json {
    /// Any serializable value as JSON.
    ///
    /// # Errors
    ///
    /// When the value has no JSON form, such as a map whose keys are not strings.
    pub fn encode(value: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        let text = serde_json::to_string(value).map_err(|error| refused(&error))?;
        serde_json::from_str(&text).map_err(|error| refused(&error))
    }

    /// This value as another type.
    ///
    /// # Errors
    ///
    /// When it is not what the type expects.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let text = serde_json::to_string(self).map_err(|error| refused(&error))?;
        serde_json::from_str(&text)
            .map_err(|error| Failure::local(Cause::Decode, error.to_string()).into())
    }

    /// The member of this name, when this is an object that has it.
    #[must_use]
    pub fn get(&self, member: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(member),
            _ => None,
        }
    }

    /// The text, when this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

fn refused(error: &serde_json::Error) -> Error {
    Failure::local(Cause::InvalidArgument, error.to_string()).into()
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(values) => serializer.collect_seq(values),
            Self::Object(members) => serializer.collect_map(members),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        refuse_deep(raw.get())?;
        read(raw.get()).map_err(serde::de::Error::custom)
    }
}

fn read(text: &str) -> Result<Json, serde_json::Error> {
    match text.as_bytes().first() {
        Some(b'n') => Ok(Json::Null),
        Some(b't' | b'f') => serde_json::from_str(text).map(Json::Bool),
        Some(b'"') => serde_json::from_str(text).map(Json::String),
        Some(b'[') => serde_json::from_str(text).map(Json::Array),
        Some(b'{') => serde_json::from_str(text).map(Json::Object),
        _ => serde_json::from_str(text).map(Json::Number),
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

/// Infinities and NaN, which JSON does not have, become null.
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl From<Number> for Json {
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl From<JsonObject> for Json {
    fn from(value: JsonObject) -> Self {
        Self::Object(value)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        Self::Array(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Json {
            fn from(value: $integer) -> Self {
                Self::Number(value.into())
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);
