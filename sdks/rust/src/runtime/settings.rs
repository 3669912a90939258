use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::auth::Tokens;
use super::custom::Transport;
use super::telemetry::Telemetry;
use super::Secret;

/// From what sends requests to what is asked instead.
pub(crate) type Around = dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync;

/// How a client is set up, before it is built.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub url: Option<String>,
    /// Whether the URL is the caller's, and not the document's.
    pub is_given: bool,
    pub credentials: Vec<(&'static str, Attached)>,
    pub headers: Vec<(String, String)>,
    pub connect_timeout: Option<Duration>,
    pub read_timeout: Option<Duration>,
    pub idle_timeout: Option<Duration>,
    pub timeout: Option<Duration>,
    pub max_retries: Option<u32>,
    pub packed_floats: bool,
    pub transport: Option<Arc<dyn Transport>>,
    /// What is put around what sends requests, the innermost first.
    pub around: Vec<Arc<Around>>,
    pub proxy: Option<Secret>,
    /// Certificates to trust, in PEM.
    pub roots: Vec<Vec<u8>>,
    pub telemetry: Option<Arc<dyn Telemetry>>,
}

/// A credential and where on a request it goes.
#[derive(Clone, Debug)]
pub(crate) enum Attached {
    Header(&'static str, Secret),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
    /// In the header `authorization`, after the name of the scheme.
    Scheme(&'static str, Secret),
    /// The same with a token that is fetched when it is needed.
    Fetched(Arc<dyn Tokens>),
}

impl Settings {
    /// Sets a credential, replacing one of the same scheme.
    pub(crate) fn credential(&mut self, scheme: &'static str, attached: Attached) {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, attached));
    }

    /// The value of this variable, where the client was given no credential.
    pub(crate) fn from_environment(is_bare: bool, name: &str) -> Option<String> {
        if is_bare {
            variable(name)
        } else {
            None
        }
    }

    /// Where the server is, unless that was set: this variable, else this URL.
    pub(crate) fn default_url(&mut self, name: Option<&str>, url: Option<&str>) {
        let given = self.url.take().or_else(|| variable(name?));
        self.is_given = given.is_some();
        self.url = given.or_else(|| url.map(str::to_owned));
    }

    /// Sets a header of every request, replacing one of the same name.
    pub(crate) fn header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
    }
}

/// A variable of the environment, unless empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Settings")
            .field("url", &self.url)
            .field("credentials", &schemes)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
