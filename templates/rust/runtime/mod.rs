//! What every client of this kind shares: the send loop, streams, pages, bulk calls and JSON that loses nothing.

mod auth;
mod backoff;
mod base;
mod bulk;
mod call;
mod convert;
mod core;
mod details;
pub(crate) mod enums;
mod events;
mod failure;
pub(crate) mod finite;
mod formats;
mod json;
pub(crate) mod key;
mod maybe;
mod members;
mod outcome;
mod pages;
mod problem;
mod request;
mod retry_after;
mod secret;
mod settings;
mod sse;
mod style;
mod sum;
mod tail;
mod transport;
mod unfold;
pub(crate) mod unions;
mod unique;
mod unlisted;

#[cfg(test)]
mod tests;

pub(crate) use bulk::{Bulk, ItemFailure, Limits, Mergeable};
pub(crate) use call::{body_members, call_options, idempotency_key, Call};
pub(crate) use convert::{entries, items, names};
pub(crate) use core::Core;
pub(crate) use enums::{closed_enum, integer_enum, number_enum, open_enum};
pub(crate) use events::Feed;
pub(crate) use failure::{Cause, Failure};
pub(crate) use members::members;
pub(crate) use pages::Paged;
pub(crate) use request::{Operation, ReadTimeout, Request, Retry};
pub(crate) use secret::Secret;
pub(crate) use settings::{Attached, Settings};
pub(crate) use style::Style;
pub(crate) use sum::{Shift, Sum};
pub(crate) use unions::{first_fit_union, tagged_union};

pub use bulk::{BulkOutcome, FailedItem};
pub use details::{Details, Headers};
pub use events::EventStream;
pub use formats::{Base64, Base64Url, DecimalText, HttpDate, Int64Text, UnixTime};
pub use json::{Integer, Json, JsonObject, Number};
pub use maybe::Maybe;
pub use outcome::Outcome;
pub use pages::{Items, Pages};
pub use retry_after::RetryAfter;
pub use tail::Tail;
pub use unlisted::Unlisted;
