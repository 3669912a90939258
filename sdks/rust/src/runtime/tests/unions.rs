use std::collections::BTreeMap;

use crate::runtime::{first_fit_union, members, open_enum, Json};
use crate::Unlisted;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Cats {
    Tabby,
    Other(Unlisted),
}

open_enum! {
    Cats {
        Tabby = "tabby",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Dogs {
    Pug,
    Other(Unlisted),
}

open_enum! {
    Dogs {
        Pug = "pug",
    }
}

macro_rules! pet {
    ($name:ident $kind:ident) => {
        #[derive(Debug, Clone, PartialEq)]
        struct $name {
            kind: $kind,
            extra: BTreeMap<String, Json>,
        }

        members! {
            $name {
                kind: required "kind",
            }
        }
    };
}

pet!(Cat Cats);
pet!(Dog Dogs);

#[derive(Debug, Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Other(Json),
}

first_fit_union! {
    Pet {
        Cat,
        Dog,
    }
}

fn pet(text: &str) -> Pet {
    serde_json::from_str(text).expect(text)
}

#[test]
fn what_an_enum_lists_fits_before_what_it_does_not() {
    assert!(matches!(pet(r#"{"kind":"tabby"}"#), Pet::Cat(_)));
    assert!(matches!(pet(r#"{"kind":"pug"}"#), Pet::Dog(_)));
    assert!(matches!(pet(r#"{"kind":"new"}"#), Pet::Cat(_)));
}

#[test]
fn what_fits_nothing_is_kept_as_it_is() {
    let text = r#"{"kind":12345678901234567890123}"#;
    let other = pet(text);
    assert!(matches!(other, Pet::Other(_)));
    assert_eq!(serde_json::to_string(&other).expect("JSON"), text);
}
