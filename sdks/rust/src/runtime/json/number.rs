use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON number, kept digit for digit as it came: `1.10` stays `1.10`, and no size is too big.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// As a 64-bit integer, when it is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// As an unsigned 64-bit integer, when it is one.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The nearest 64-bit float; infinite when it is larger than all of them.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number as JSON writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that a finite float is; `None` for infinities and NaN, which JSON does not have.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        let text = serde_json::to_string(&value).ok()?;
        value.is_finite().then_some(Self(text))
    }
}

/// Takes what JSON calls a number and nothing else: no `+1`, no `.5`, no `inf`.
impl FromStr for Number {
    type Err = fmt::Error;

    fn from_str(text: &str) -> Result<Self, fmt::Error> {
        let starts_well = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) if starts_well => Ok(Self(raw.get().to_owned())),
            _ => Err(fmt::Error),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string())
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// Native kinds of number go out as such, for formats other than JSON; the rest as its digits.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        match (self.as_i64(), self.as_u64(), Self::from_f64(self.as_f64())) {
            (Some(integer), _, _) if integer.to_string() == text => {
                serializer.serialize_i64(integer)
            }
            (_, Some(integer), _) if integer.to_string() == text => {
                serializer.serialize_u64(integer)
            }
            (_, _, Some(float)) if float.0 == text => serializer.serialize_f64(self.as_f64()),
            _ => RawValue::from_string(text.to_owned())
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get()
            .parse()
            .map_err(|_| D::Error::custom("expected a number"))
    }
}
