//! Values whose form on the wire is not the one a program works with. Each has its own type, so that it is read and
//! written the same inside lists, maps and options.

use base64::Engine as _;
use chrono::{DateTime, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::base64::{OF_URLS, STANDARD};
use super::Number;

macro_rules! wrapper {
    ($(#[$docs:meta])* $name:ident($inner:ty)) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

wrapper! {
    /// Octets that travel as base64.
    Base64(Vec<u8>)
}

wrapper! {
    /// Octets that travel as base64 with the alphabet of URLs, without padding.
    Base64Url(Vec<u8>)
}

wrapper! {
    /// A 64-bit integer that travels as a JSON string.
    Int64Text(i64)
}

wrapper! {
    /// A time as HTTP headers write it, to the second.
    HttpDate(DateTime<Utc>)
}

wrapper! {
    /// A time that travels as seconds since 1970, to the nanosecond.
    UnixTime(DateTime<Utc>)
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Base64Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&OF_URLS.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let octets = OF_URLS.decode(text.trim_end_matches('='));
        octets.map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Int64Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Int64Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

/// A decimal that travels as a JSON string, kept digit for digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DecimalText(pub Number);

impl<T: Into<Number>> From<T> for DecimalText {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

impl Serialize for DecimalText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for DecimalText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map(Self)
            .map_err(|_| D::Error::custom("expected a decimal"))
    }
}

impl Serialize for HttpDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%a, %d %b %Y %H:%M:%S GMT"))
    }
}

impl<'de> Deserialize<'de> for HttpDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::retry_after::http_date(&text)
            .map(Self)
            .ok_or_else(|| D::Error::custom("expected an HTTP date"))
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nanos = i128::from(self.0.timestamp()) * 1_000_000_000
            + i128::from(self.0.timestamp_subsec_nanos());
        let sign = if nanos < 0 { "-" } else { "" };
        let (whole, fraction) = (nanos.abs() / 1_000_000_000, nanos.abs() % 1_000_000_000);
        let text = format!("{sign}{whole}.{fraction:09}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let number: Number = text.parse().map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for UnixTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?;
        unix_time(number.as_str())
            .map(Self)
            .ok_or_else(|| D::Error::custom("expected seconds since 1970"))
    }
}

/// Read from the digits, not from a float: a float has none left for nanoseconds.
fn unix_time(text: &str) -> Option<DateTime<Utc>> {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.get(..9).unwrap_or(fraction);
    let nanos: i128 = format!("{whole}{fraction:0<9}").parse().ok()?;
    let nanos = nanos * sign;
    let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
    DateTime::from_timestamp(
        seconds,
        u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?,
    )
}
