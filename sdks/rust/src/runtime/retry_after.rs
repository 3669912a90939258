use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::details::{Details, Headers};
use crate::contract;

/// When to come back after too many requests, with everything else that is known of the failed call.
///
/// Prints as seconds, or `?` when the server did not say.
#[derive(Debug, Clone)]
pub struct RetryAfter(pub(crate) Details);

impl RetryAfter {
    /// How long the server asked to wait, where it did.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.0.retry_after()
    }

    /// The same in seconds.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        self.duration().map(|wait| wait.as_secs_f64())
    }

    /// What else is known of the call: its code, message, request id, attempts, headers and body.
    #[must_use]
    pub fn details(&self) -> &Details {
        &self.0
    }
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seconds() {
            Some(seconds) => seconds.fmt(f),
            None => f.write_str("?"),
        }
    }
}

/// The wait a response asks for: milliseconds if it has them, else seconds, a fraction of them or a date.
pub(crate) fn wait_of(headers: &Headers, now: DateTime<Utc>) -> Option<Duration> {
    let millis = headers
        .get(contract::RETRY_AFTER_MS_HEADER)
        .and_then(number);
    if let Some(millis) = millis {
        return Duration::try_from_secs_f64(millis / 1000.0).ok();
    }
    let text = headers.get(contract::RETRY_AFTER_HEADER)?.trim();
    match number(text) {
        Some(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        None => http_date(text).map(|date| (date - now).to_std().unwrap_or_default()),
    }
}

/// Digits with an optional fraction: what Rust reads as a float is wider.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.starts_with(|first: char| first.is_ascii_digit());
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (plain && digits).then(|| text.parse().ok()).flatten()
}

/// The three forms of RFC 9110: only the first is sent today, all are read.
pub(crate) fn http_date(text: &str) -> Option<DateTime<Utc>> {
    const FORMS: [&str; 3] = [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
    ];
    let mut times = FORMS
        .iter()
        .filter_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    times.next().map(|time| time.and_utc())
}
