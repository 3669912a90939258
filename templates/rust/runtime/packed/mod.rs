//! Lists of floats that may travel as base64: how they are written and read, and which bodies are to have them so.

mod floats;
mod form;
mod tuples;

use std::cell::Cell;

use serde::{Serialize, Serializer};

use super::Call;

pub(crate) use self::floats::Floats;
pub(crate) use self::form::{transparent, As, Form, Same};

thread_local! {
    /// Whether what is being written is a body whose lists are to be packed: no list can know by itself.
    static PACKING: Cell<bool> = const { Cell::new(false) };
}

/// A body, with its lists packed where the client is told so.
pub(crate) struct Packing<T> {
    body: T,
    is_on: bool,
}

impl<T: Serialize> Serialize for Packing<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let _scope = self.is_on.then(Scope::enter);
        self.body.serialize(serializer)
    }
}

/// Lists written while this lives are packed.
struct Scope(bool);

impl Scope {
    fn enter() -> Self {
        Self(PACKING.replace(true))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        PACKING.set(self.0);
    }
}

/// How one of many items is written.
type Print<T> = fn(&mut Vec<u8>, &T) -> serde_json::Result<()>;

impl Call {
    /// A body as this client writes it.
    pub(crate) fn packing<T>(&self, body: T) -> Packing<T> {
        let is_on = self.core.packed_floats;
        Packing { body, is_on }
    }

    /// The same for items that are written one by one, and perhaps not before they are sent.
    pub(crate) fn printing<T, F: Form<T>>(&self) -> Print<T> {
        if self.core.packed_floats {
            print::<T, F, true>
        } else {
            print::<T, F, false>
        }
    }

    /// What the answer is asked to be like.
    pub(crate) fn preference(&self) -> Option<&'static str> {
        self.core.packed_floats.then_some("packed-floats")
    }
}

fn print<T, F: Form<T>, const IS_ON: bool>(text: &mut Vec<u8>, item: &T) -> serde_json::Result<()> {
    let body = As::<_, F>::of(item);
    let item = Packing { body, is_on: IS_ON };
    serde_json::to_writer(text, &item)
}

/// An item of a body that is one JSON text after another.
pub(crate) fn item<T, F: Form<T>>(text: &[u8]) -> Result<T, String> {
    let item = serde_json::from_slice(text).map(As::<T, F>::value);
    item.map_err(|error| error.to_string())
}
