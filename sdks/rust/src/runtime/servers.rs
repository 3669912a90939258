/// A function for each server, which gives its URL, and an enum for each variable with a list of values.
macro_rules! servers {
    ($(
        $(#[$docs:meta])*
        $name:ident $url:literal ($($parameter:ident: $type:ty = $wire:literal,)*)
        $(
            $(#[$about:meta])*
            enum $enum:ident $standard:ident { $($(#[$note:meta])* $member:ident = $value:literal,)* }
        )*
        ;
    )*) => {
        $(
            $(#[$docs])*
            #[must_use]
            pub fn $name($($parameter: $type),*) -> String {
                let url = $url.to_owned();
                $(let url = url.replace(concat!("{", $wire, "}"), $parameter.as_ref());)*
                url
            }

            $(
                $(#[$about])*
                #[derive(Debug, Clone, Copy, PartialEq, Eq)]
                pub enum $enum {
                    $($(#[$note])* $member,)*
                }

                impl Default for $enum {
                    fn default() -> Self {
                        Self::$standard
                    }
                }

                impl AsRef<str> for $enum {
                    fn as_ref(&self) -> &str {
                        match self {
                            $(Self::$member => $value,)*
                        }
                    }
                }
            )*
        )*
    };
}

pub(crate) use servers;
