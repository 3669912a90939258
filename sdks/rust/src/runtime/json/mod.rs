//! JSON as a value, with numbers kept digit for digit.

mod depth;
mod integer;
mod number;
mod ordered;
mod value;

pub(crate) use depth::refuse_deep;
pub use integer::Integer;
pub use number::Number;
pub(crate) use ordered::Ordered;
pub use value::{Json, JsonObject};
