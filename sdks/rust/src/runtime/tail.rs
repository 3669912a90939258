use serde::de::{DeserializeOwned, Error as _};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Json;

/// A list whose first positions have types of their own, `fixed`, with any number of `R` after them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Tail<F, R> {
    /// The positions with types of their own, as a tuple.
    pub fixed: F,
    /// What follows them.
    pub rest: Vec<R>,
}

impl<F: Serialize, R: Serialize> Serialize for Tail<F, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fixed = Json::encode(&self.fixed).map_err(serde::ser::Error::custom)?;
        let mut list = serializer.serialize_seq(None)?;
        if let Json::Array(values) = fixed {
            for value in &values {
                list.serialize_element(value)?;
            }
        }
        for value in &self.rest {
            list.serialize_element(value)?;
        }
        list.end()
    }
}

impl<'de, F: DeserializeOwned + Positions, R: DeserializeOwned> Deserialize<'de> for Tail<F, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = Vec::<Json>::deserialize(deserializer)?;
        let rest = values.split_off(F::COUNT.min(values.len()));
        Ok(Self {
            fixed: Json::Array(values).decode().map_err(D::Error::custom)?,
            rest: Json::Array(rest).decode().map_err(D::Error::custom)?,
        })
    }
}

/// How many positions a tuple has.
pub trait Positions {
    /// The count.
    const COUNT: usize;
}

macro_rules! positions {
    ($($count:literal: $($position:ident)+;)*) => {
        $(impl<$($position),+> Positions for ($($position,)+) {
            const COUNT: usize = $count;
        })*
    };
}

positions! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
    5: A B C D E;
    6: A B C D E F;
    7: A B C D E F G;
    8: A B C D E F G H;
    9: A B C D E F G H I;
    10: A B C D E F G H I J;
    11: A B C D E F G H I J K;
    12: A B C D E F G H I J K L;
}
