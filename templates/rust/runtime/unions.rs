use std::cell::Cell;

thread_local! {
    /// Whether only what the document lists fits: so is every variant tried first.
    static STRICT: Cell<bool> = const { Cell::new(false) };
}

/// What fits strictly, else what fits at all. Within another union that is tried strictly there is no second try.
pub(crate) fn fitting<T>(find: impl Fn() -> Option<T>) -> Option<T> {
    if STRICT.get() {
        return find();
    }
    STRICT.set(true);
    let found = find();
    STRICT.set(false);
    found.or_else(find)
}

/// Refuses what is not listed while a union is tried strictly; it is kept otherwise.
pub(crate) fn unlisted<E: serde::de::Error>() -> Result<(), E> {
    if STRICT.get() {
        return Err(E::custom("not listed"));
    }
    Ok(())
}

/// A union told apart by the text of one member. A tag not listed, or none, is kept whole in `Other`.
macro_rules! tagged_union {
    ($name:ident by $tag:literal { $($variant:ident = $($value:literal)|+,)* } $($untagged:ident)*) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <$crate::Json as ::serde::Deserialize>::deserialize(deserializer)?;
                match json.get($tag).and_then($crate::Json::as_str) {
                    $(Some($($value)|+) => json.decode().map(Self::$variant).map_err(::serde::de::Error::custom),)*
                    _ => $crate::runtime::unions::unlisted().map(|()| Self::Other(json)),
                }
            }
        }

        $crate::runtime::unions::write_union! { $name { $($variant,)* $($untagged,)* } }
    };
}

/// A union whose value is the first variant, in the document's order, that can be read from it. Values an enum lists fit
/// before those it does not. A form in brackets says that lists within a variant may be packed.
macro_rules! first_fit_union {
    ($name:ident { $($variant:ident $([$form:ty])?,)* }) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <$crate::Json as ::serde::Deserialize>::deserialize(deserializer)?;
                let text = ::serde_json::to_string(&json).map_err(::serde::de::Error::custom)?;
                let found = $crate::runtime::unions::fitting(|| {
                    $(if let Ok(value) = $crate::runtime::unions::first_fit_union!(@read text $([$form])?) {
                        return Some(Self::$variant(value));
                    })*
                    None
                });
                match found {
                    Some(value) => Ok(value),
                    None => $crate::runtime::unions::unlisted().map(|()| Self::Other(json)),
                }
            }
        }

        $crate::runtime::unions::write_union! { $name { $($variant $([$form])?,)* } }
    };
    (@read $text:ident) => {
        ::serde_json::from_str(&$text)
    };
    (@read $text:ident [$form:ty]) => {
        ::serde_json::from_str(&$text).map($crate::runtime::packed::As::<_, $form>::value)
    };
}

macro_rules! write_union {
    ($name:ident { $($variant:ident $([$form:ty])?,)* }) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::runtime::unions::write_union!(@write value, serializer $([$form])?),)*
                    Self::Other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
    (@write $value:ident, $serializer:ident) => {
        ::serde::Serialize::serialize($value, $serializer)
    };
    (@write $value:ident, $serializer:ident [$form:ty]) => {
        <$form as $crate::runtime::packed::Form<_>>::write($value, $serializer)
    };
}

pub(crate) use {first_fit_union, tagged_union, write_union};
