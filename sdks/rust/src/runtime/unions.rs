/// A union told apart by the text of one member. A tag not listed, or none, is kept whole in `Other`.
macro_rules! tagged_union {
    ($name:ident by $tag:literal { $($variant:ident = $($value:literal)|+,)* } $($untagged:ident)*) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <$crate::Json as ::serde::Deserialize>::deserialize(deserializer)?;
                match json.get($tag).and_then($crate::Json::as_str) {
                    $(Some($($value)|+) => json.decode().map(Self::$variant).map_err(::serde::de::Error::custom),)*
                    _ => Ok(Self::Other(json)),
                }
            }
        }

        $crate::runtime::unions::write_union! { $name { $($variant,)* $($untagged,)* } }
    };
}

/// A union whose value is the first variant, in the document's order, that can be read from it.
macro_rules! first_fit_union {
    ($name:ident { $($variant:ident,)* }) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <$crate::Json as ::serde::Deserialize>::deserialize(deserializer)?;
                $(if let Ok(value) = json.decode() {
                    return Ok(Self::$variant(value));
                })*
                Ok(Self::Other(json))
            }
        }

        $crate::runtime::unions::write_union! { $name { $($variant,)* } }
    };
}

macro_rules! write_union {
    ($name:ident { $($variant:ident,)* }) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                    Self::Other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}

pub(crate) use {first_fit_union, tagged_union, write_union};
