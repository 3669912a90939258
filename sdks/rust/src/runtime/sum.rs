//! How the results of the parts of a bulk call become one.

use super::{Integer, Maybe};

/// Counts that add up over the parts.
pub(crate) trait Sum {
    fn add(&mut self, other: Self);
}

/// Positions that are moved from those of a part to those of the whole.
pub(crate) trait Shift {
    fn shift(&mut self, by: usize);
    /// The position itself; past the end when it is none.
    fn position(&self) -> usize;
}

macro_rules! integers {
    ($($integer:ty),*) => {
        $(
            impl Sum for $integer {
                fn add(&mut self, other: Self) {
                    *self = self.saturating_add(other);
                }
            }

            impl Shift for $integer {
                fn shift(&mut self, by: usize) {
                    *self = self.saturating_add(Self::try_from(by).unwrap_or(Self::MAX));
                }

                fn position(&self) -> usize {
                    usize::try_from(*self).unwrap_or(usize::MAX)
                }
            }
        )*
    };
}

integers!(i32, i64);

impl Sum for f64 {
    fn add(&mut self, other: Self) {
        *self += other;
    }
}

impl Sum for Integer {
    fn add(&mut self, other: Self) {
        if let (Some(one), Some(two)) = (self.as_i64(), other.as_i64()) {
            *self = one.saturating_add(two).into();
        }
    }
}

impl Shift for Integer {
    fn shift(&mut self, by: usize) {
        if let Some(position) = self.as_i64() {
            *self = position
                .saturating_add(i64::try_from(by).unwrap_or(i64::MAX))
                .into();
        }
    }

    fn position(&self) -> usize {
        let position = self.as_u64().and_then(|index| usize::try_from(index).ok());
        position.unwrap_or(usize::MAX)
    }
}

impl<T: Sum> Sum for Option<T> {
    fn add(&mut self, other: Self) {
        match (self.as_mut(), other) {
            (Some(one), Some(two)) => one.add(two),
            (None, other) => *self = other,
            (Some(_), None) => {}
        }
    }
}

impl<T: Sum> Sum for Maybe<T> {
    fn add(&mut self, other: Self) {
        match (self, other) {
            (Self::Value(one), Self::Value(two)) => one.add(two),
            (one, other @ Self::Value(_)) => *one = other,
            _ => {}
        }
    }
}
