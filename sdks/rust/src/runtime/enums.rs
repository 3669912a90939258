/// An enum of strings that takes any other as well, from callers too.
macro_rules! open_enum {
    ($name:ident { $($member:ident = $wire:literal,)* }) => {
        $crate::runtime::enums::string_enum! { $name { $($member = $wire,)* } }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other($crate::Unlisted::new(text.to_owned())))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::known(&text).unwrap_or_else(|| Self::Other($crate::Unlisted::new(text)))
            }
        }
    };
}

/// An enum of strings whose members are all a caller may give; what a newer server sends is kept.
macro_rules! closed_enum {
    ($name:ident { $($member:ident = $wire:literal,)* }) => {
        $crate::runtime::enums::string_enum! { $name { $($member = $wire,)* } }
    };
}

macro_rules! string_enum {
    ($name:ident { $($member:ident = $wire:literal,)* }) => {
        impl $name {
            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Other(text) => text,
                }
            }

            fn known(text: &str) -> Option<Self> {
                match text {
                    $($wire => Some(Self::$member),)*
                    _ => None,
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as ::serde::Deserialize>::deserialize(deserializer)?;
                match Self::known(&text) {
                    Some(known) => Ok(known),
                    None => $crate::runtime::unions::unlisted()
                        .map(|()| Self::Other($crate::Unlisted::new(text))),
                }
            }
        }
    };
}

/// An enum of integers; unlisted ones are kept.
macro_rules! integer_enum {
    ($name:ident $openness:ident { $($member:ident = $wire:literal,)* }) => {
        impl $name {
            /// The number on the wire.
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Other(value) => **value,
                }
            }

            fn of(value: i64) -> Self {
                match value {
                    $($wire => Self::$member,)*
                    _ => Self::Other($crate::Unlisted::new(value)),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Self::of(<i64 as ::serde::Deserialize>::deserialize(deserializer)?);
                if matches!(value, Self::Other(_)) {
                    $crate::runtime::unions::unlisted()?;
                }
                Ok(value)
            }
        }

        $crate::runtime::enums::integer_enum! { @$openness $name }
    };
    (@open $name:ident) => {
        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::of(value)
            }
        }
    };
    (@closed $name:ident) => {};
}

/// An enum of numbers, compared by their digits; unlisted ones are kept.
macro_rules! number_enum {
    ($name:ident { $($member:ident = $wire:literal,)* }) => {
        impl $name {
            /// The number on the wire, as JSON writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Other(number) => number.as_str(),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let number: $crate::Number = self.as_str().parse().map_err(::serde::ser::Error::custom)?;
                number.serialize(serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = <$crate::Number as ::serde::Deserialize>::deserialize(deserializer)?;
                match number.as_str() {
                    $($wire => Ok(Self::$member),)*
                    _ => $crate::runtime::unions::unlisted()
                        .map(|()| Self::Other($crate::Unlisted::new(number))),
                }
            }
        }
    };
}

pub(crate) use {closed_enum, integer_enum, number_enum, open_enum, string_enum};
