//! What the API sends to its users: checked, then read.

use serde::de::DeserializeOwned;

use super::details::Headers;
use super::{Cause, Failure};
use crate::Error;

/// Says whether a request is the API's own: its headers and its body as they came.
pub type Verifier<'a> = &'a dyn Fn(&Headers, &[u8]) -> bool;

/// The payload of a request, once it is known whose it is.
pub(crate) fn payload<T>(
    headers: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    body: &[u8],
    verifier: Option<Verifier<'_>>,
    read: fn(&[u8]) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut all = Headers::default();
    for (name, value) in headers {
        all.push(&name.as_ref().to_ascii_lowercase(), value.as_ref());
    }
    if verifier.is_some_and(|is_own| !is_own(&all, body)) {
        let failure = Failure::invalid("the signature of the request is not the API's")
            .with(|facts| "invalid_signature".clone_into(&mut facts.code));
        return Err(Error::InvalidSignature(failure.details));
    }
    read(body)
}

#[allow(dead_code, reason = "an API may have webhooks without JSON alone")]
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(body).map_err(|error| unreadable(&error))?;
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

#[allow(
    dead_code,
    clippy::unnecessary_wraps,
    reason = "an API may have webhooks of JSON alone, which may be no such thing"
)]
pub(crate) fn octets(body: &[u8]) -> Result<Vec<u8>, Error> {
    Ok(body.to_vec())
}

fn unreadable(error: &impl std::fmt::Display) -> Error {
    Failure::local(
        Cause::Decode,
        format!("the request cannot be read: {error}"),
    )
    .into()
}

/// A function for each kind of request. A form in brackets says that lists within its payload may be packed.
macro_rules! webhooks {
    ($($(#[$docs:meta])* $name:ident by $read:ident $([$form:ty])? -> $payload:ty;)*) => {
        $(
            $(#[$docs])*
            ///
            /// # Errors
            ///
            /// With the code `invalid_signature` where the verifier says no, and as one that cannot be read where the
            /// body is not what the document promises.
            pub fn $name(
                headers: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
                body: &[u8],
                verifier: Option<$crate::Verifier<'_>>,
            ) -> Result<$payload, $crate::Error> {
                $crate::runtime::webhook::payload(
                    headers,
                    body,
                    verifier,
                    $crate::runtime::webhook::webhooks!(@read $read $([$form])?),
                )
            }
        )*
    };
    (@read $read:ident) => {
        $crate::runtime::webhook::$read
    };
    (@read $read:ident [$form:ty]) => {
        |body| $crate::runtime::webhook::$read(body).map($crate::runtime::packed::As::<_, $form>::value)
    };
}

pub(crate) use webhooks;
