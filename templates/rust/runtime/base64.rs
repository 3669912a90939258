//! Base64 as RFC 4648 has it. What stands in the bits behind the last octet does not matter: servers are not asked to be
//! tidy.

use base64::alphabet::{STANDARD as ALPHABET, URL_SAFE as ALPHABET_OF_URLS};
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, PAD};

/// In the standard alphabet, with padding.
pub(crate) const STANDARD: GeneralPurpose =
    GeneralPurpose::new(&ALPHABET, PAD.with_decode_allow_trailing_bits(true));

/// In the alphabet of URLs, without padding.
pub(crate) const OF_URLS: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET_OF_URLS,
    NO_PAD.with_decode_allow_trailing_bits(true),
);
