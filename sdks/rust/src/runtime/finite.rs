use std::collections::BTreeMap;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::Maybe;

/// Refuses to write infinities and NaN: JSON has neither, and `serde_json` would make them null without a word.
pub(crate) struct Finite<'a, T>(pub(crate) &'a T);

impl<T: AllFinite + Serialize> Serialize for Finite<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.all_finite() {
            return self.0.serialize(serializer);
        }
        Err(S::Error::custom("numbers must be finite"))
    }
}

/// Numbers, and what holds them.
pub(crate) trait AllFinite {
    fn all_finite(&self) -> bool;
}

impl AllFinite for f64 {
    fn all_finite(&self) -> bool {
        self.is_finite()
    }
}

impl<T: AllFinite> AllFinite for &T {
    fn all_finite(&self) -> bool {
        T::all_finite(self)
    }
}

impl AllFinite for f32 {
    fn all_finite(&self) -> bool {
        self.is_finite()
    }
}

impl<T: AllFinite> AllFinite for Vec<T> {
    fn all_finite(&self) -> bool {
        self.iter().all(T::all_finite)
    }
}

impl<T: AllFinite> AllFinite for Option<T> {
    fn all_finite(&self) -> bool {
        self.iter().all(T::all_finite)
    }
}

impl<T: AllFinite> AllFinite for Maybe<T> {
    fn all_finite(&self) -> bool {
        self.as_ref().is_none_or(T::all_finite)
    }
}

impl<T: AllFinite> AllFinite for BTreeMap<String, T> {
    fn all_finite(&self) -> bool {
        self.values().all(T::all_finite)
    }
}
