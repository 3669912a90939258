use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Number;

/// An integer of any size, kept digit for digit.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Number);

impl Integer {
    /// As a 64-bit integer, when it fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// As an unsigned 64-bit integer, when it fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// Its decimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<T: Into<Number> + IsInteger> From<T> for Integer {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

/// The native integers, so that no other number converts.
pub trait IsInteger {}

macro_rules! integers {
    ($($integer:ty),*) => {
        $(
            impl IsInteger for $integer {}

            impl PartialEq<$integer> for Integer {
                fn eq(&self, other: &$integer) -> bool {
                    self.as_str().parse() == Ok(*other)
                }
            }
        )*
    };
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// `3.0` and `3e0` are integers to JSON Schema, so a zero fraction is dropped; anything else is refused.
impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?;
        whole(&number)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("expected an integer, found {number}")))
    }
}

fn whole(number: &Number) -> Option<Number> {
    let text = number.as_str();
    if !text.contains(['.', 'e', 'E']) {
        return Some(number.clone());
    }
    let float = number.as_f64();
    (float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0)
        .then(|| format!("{float:.0}").parse().ok())
        .flatten()
}
