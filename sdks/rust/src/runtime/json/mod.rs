//! JSON as a value, with numbers kept digit for digit.

mod depth;
mod integer;
mod number;
mod value;

pub(crate) use depth::refuse_deep;
pub use integer::Integer;
pub use number::Number;
pub use value::{Json, JsonObject};
