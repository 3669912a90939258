/// Reads and writes a struct as a JSON object. Members it does not name are kept in `extra` and written back.
///
/// `required`, `optional` and `maybe` say how a member may be missing, `any` that null is a value of it; `finite` that it holds floats; a form in
/// brackets that lists of them may be packed, after `..` in members that are not named; a literal after `is` that it is always that value.
macro_rules! members {
    ($model:ident {
        $($field:ident: $presence:ident $($check:ident)? $([$form:ty])? $wire:literal $(is $constant:expr)?,)*
        $(.. [$others:ty])?
    }) => {
        impl ::serde::Serialize for $model {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = ::serde::Serializer::serialize_map(serializer, None)?;
                $($crate::runtime::members!(@write $presence object, $wire, &self.$field $(, $check)? $(, [$form])?);)*
                for (name, value) in &self.extra {
                    $crate::runtime::members!(@write required object, name, value $(, [$others])?);
                }
                ::serde::ser::SerializeMap::end(object)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $model {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> ::serde::de::Visitor<'de> for Members {
                    type Value = $model;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("an object with the members of ", stringify!($model)))
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(self, mut object: A) -> Result<$model, A::Error> {
                        $(let mut $field = None;)*
                        let mut extra = ::std::collections::BTreeMap::new();
                        while let Some($crate::runtime::key::Key(name)) = object.next_key()? {
                            match name.as_ref() {
                                $($wire => $field = Some($crate::runtime::members!(@next $presence object $([$form])?)),)*
                                _ => {
                                    let value = $crate::runtime::members!(@next required object $([$others])?);
                                    extra.insert(name.into_owned(), value);
                                }
                            }
                        }
                        let model = $model {
                            $($field: $crate::runtime::members!(@read $presence $field, $wire),)*
                            extra,
                        };
                        $($(
                            if $crate::runtime::members!(@differs $presence model.$field, $constant) {
                                let message = concat!("unexpected value of ", $wire);
                                return Err(<A::Error as ::serde::de::Error>::custom(message));
                            }
                        )?)*
                        Ok(model)
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }
    };

    (@write required $object:ident, $wire:expr, $value:expr) => {
        ::serde::ser::SerializeMap::serialize_entry(&mut $object, $wire, $value)?
    };
    (@write required $object:ident, $wire:expr, $value:expr, finite) => {
        ::serde::ser::SerializeMap::serialize_entry(&mut $object, $wire, &$crate::runtime::finite::Finite($value))?
    };
    (@write required $object:ident, $wire:expr, $value:expr, [$form:ty]) => {
        let value = $crate::runtime::packed::As::<_, $form>::of($value);
        ::serde::ser::SerializeMap::serialize_entry(&mut $object, $wire, &value)?;
    };
    (@write optional $object:ident, $wire:literal, $value:expr $(, $how:tt)?) => {
        if let Some(value) = $value {
            $crate::runtime::members!(@write required $object, $wire, value $(, $how)?);
        }
    };
    (@write any $object:ident, $wire:literal, $value:expr) => {
        $crate::runtime::members!(@write optional $object, $wire, $value);
    };
    (@write maybe $object:ident, $wire:literal, $value:expr, [$form:ty]) => {
        if !$value.is_absent() {
            $crate::runtime::members!(@write required $object, $wire, $value, [$crate::Maybe<$form>]);
        }
    };
    (@write maybe $object:ident, $wire:literal, $value:expr $(, $check:ident)?) => {
        if !$value.is_absent() {
            let value = &$value.as_ref();
            $crate::runtime::members!(@write required $object, $wire, value $(, $check)?);
        }
    };

    (@next $presence:ident $object:ident) => {
        $object.next_value()?
    };
    (@next required $object:ident [$form:ty]) => {
        $object.next_value::<$crate::runtime::packed::As<_, $form>>()?.value()
    };
    (@next optional $object:ident [$form:ty]) => {
        $crate::runtime::members!(@next required $object [Option<$form>])
    };
    (@next maybe $object:ident [$form:ty]) => {
        $crate::runtime::members!(@next required $object [$crate::Maybe<$form>])
    };

    (@read required $field:ident, $wire:literal) => {
        $field.ok_or_else(|| <A::Error as ::serde::de::Error>::missing_field($wire))?
    };
    (@read optional $field:ident, $wire:literal) => {
        $field.flatten()
    };
    (@read any $field:ident, $wire:literal) => {
        $field
    };
    (@read maybe $field:ident, $wire:literal) => {
        $field.unwrap_or_default()
    };

    (@differs required $value:expr, $constant:expr) => {
        $value != $constant
    };
    (@differs $presence:ident $value:expr, $constant:expr) => {
        $value.as_ref().is_some_and(|value| *value != $constant)
    };
}

pub(crate) use members;
