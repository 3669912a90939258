use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::tail::Positions;
use crate::{Maybe, Tail};

/// How values of a type are written and read where lists within them may be packed. A form has the shape of its type:
/// `Vec<Floats>` is that of `Vec<Vec<f64>>`.
pub(crate) trait Form<T> {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// A value, or a reference to one, that is written and read in a form.
pub(crate) struct As<T, F>(T, PhantomData<F>);

impl<T, F> As<T, F> {
    pub(crate) const fn of(value: T) -> Self {
        Self(value, PhantomData)
    }

    pub(crate) fn value(self) -> T {
        self.0
    }
}

impl<T, F: Form<T>> Serialize for As<&T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(self.0, serializer)
    }
}

impl<'de, T, F: Form<T>> Deserialize<'de> for As<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        F::read(deserializer).map(Self::of)
    }
}

/// The form of what knows by itself how it is written and read.
pub(crate) struct Same;

impl<T: Serialize + DeserializeOwned> Form<T> for Same {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<T, F: Form<T>> Form<Vec<T>> for Vec<F> {
    fn write<S: Serializer>(items: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(items.iter().map(As::<_, F>::of))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let items = Vec::<As<T, F>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(As::value).collect())
    }
}

impl<T, F: Form<T>> Form<BTreeMap<String, T>> for BTreeMap<String, F> {
    fn write<S: Serializer>(
        values: &BTreeMap<String, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let named = |(name, value)| (name, As::<_, F>::of(value));
        serializer.collect_map(values.iter().map(named))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error> {
        let values = BTreeMap::<String, As<T, F>>::deserialize(deserializer)?;
        let named = |(name, value): (String, As<T, F>)| (name, value.value());
        Ok(values.into_iter().map(named).collect())
    }
}

impl<T, F: Form<T>> Form<Option<T>> for Option<F> {
    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(As::<_, F>::of).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        let value = Option::<As<T, F>>::deserialize(deserializer)?;
        Ok(value.map(As::value))
    }
}

impl<T, F: Form<T>> Form<Maybe<T>> for Maybe<F> {
    fn write<S: Serializer>(value: &Maybe<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(As::<_, F>::of).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Maybe<T>, D::Error> {
        Option::<F>::read(deserializer).map(Maybe::from)
    }
}

impl<T, R, F: Form<T>, G: Form<R>> Form<Tail<T, R>> for Tail<F, G>
where
    T: Positions,
{
    fn write<S: Serializer>(value: &Tail<T, R>, serializer: S) -> Result<S::Ok, S::Error> {
        let tail = Tail {
            fixed: As::<_, F>::of(&value.fixed),
            rest: value.rest.iter().map(As::<_, G>::of).collect(),
        };
        tail.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tail<T, R>, D::Error> {
        let tail = Tail::<As<T, F>, As<R, G>>::deserialize(deserializer)?;
        Ok(Tail {
            fixed: tail.fixed.value(),
            rest: tail.rest.into_iter().map(As::value).collect(),
        })
    }
}

impl<T: Positions, F> Positions for As<T, F> {
    const COUNT: usize = T::COUNT;
}

/// Reads and writes a struct around one value as that value, in its form.
macro_rules! transparent {
    ($name:ident [$form:ty]) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$form as $crate::runtime::packed::Form<_>>::write(&self.0, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                <$form as $crate::runtime::packed::Form<_>>::read(deserializer).map(Self)
            }
        }
    };
}

pub(crate) use transparent;
