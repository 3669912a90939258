use std::fmt;

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;

/// Text that never shows in `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A user's name and password as HTTP's basic scheme writes them.
    pub(crate) fn basic(username: &str, password: &str) -> Self {
        Self(STANDARD.encode(format!("{username}:{password}")))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
