use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::auth::{Token, Tokens};
use super::problem::failure_of;
use super::style::encode;
use super::transport::{Content, Outgoing, Transport};
use super::{Attached, Cause, Failure, Secret};
use crate::contract;

/// A token is fetched anew this long before it expires.
const MARGIN: Duration = Duration::from_secs(30);

/// An OAuth 2 credential: a token, or what one is fetched with when it is needed.
#[derive(Clone, Debug)]
pub struct OAuth(Way);

#[derive(Clone, Debug)]
enum Way {
    Token(Secret),
    Client(ClientCredentials),
    Refresh(RefreshToken),
}

/// A program that is known to the authorization server, acting for itself.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    url: Option<String>,
    scopes: Vec<String>,
}

impl ClientCredentials {
    /// Those of a program with this id and secret.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: Secret::new(secret),
            url: None,
            scopes: Vec::new(),
        }
    }

    /// Where tokens are fetched, where that is not what the document says.
    #[must_use]
    pub fn token_url(mut self, value: impl Into<String>) -> Self {
        self.url = Some(value.into());
        self
    }

    /// What the token shall be good for.
    #[must_use]
    pub fn scopes(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = values.into_iter().map(Into::into).collect();
        self
    }
}

/// A token that others are fetched with.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    token: Secret,
    client: Option<(String, Option<Secret>)>,
    url: Option<String>,
}

impl RefreshToken {
    /// This one.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: Secret::new(token),
            client: None,
            url: None,
        }
    }

    /// The program it was given to, and its secret where it has one.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: Option<&str>) -> Self {
        self.client = Some((id.into(), secret.map(Secret::new)));
        self
    }

    /// Where tokens are fetched, where that is not what the document says.
    #[must_use]
    pub fn token_url(mut self, value: impl Into<String>) -> Self {
        self.url = Some(value.into());
        self
    }
}

impl<T: Into<String>> From<T> for OAuth {
    fn from(token: T) -> Self {
        Self(Way::Token(Secret::new(token)))
    }
}

impl From<ClientCredentials> for OAuth {
    fn from(credentials: ClientCredentials) -> Self {
        Self(Way::Client(credentials))
    }
}

impl From<RefreshToken> for OAuth {
    fn from(token: RefreshToken) -> Self {
        Self(Way::Refresh(token))
    }
}

impl OAuth {
    /// The credential as it goes on requests. The document may say where tokens are fetched and refreshed.
    pub(crate) fn attach(self, token_url: Option<&str>, refresh_url: Option<&str>) -> Attached {
        let owned = |url: Option<&str>| url.map(str::to_owned);
        match self.0 {
            Way::Token(secret) => Attached::Scheme("Bearer", secret),
            Way::Client(mut client) => {
                client.url = client.url.or_else(|| owned(token_url));
                fetched(Way::Client(client))
            }
            Way::Refresh(mut refresh) => {
                refresh.url = refresh.url.or_else(|| owned(refresh_url.or(token_url)));
                fetched(Way::Refresh(refresh))
            }
        }
    }
}

fn fetched(way: Way) -> Attached {
    Attached::Fetched(Arc::new(Fetcher(Mutex::new(State { way, kept: None }))))
}

/// Fetches tokens, one request at a time however many calls wait for it.
struct Fetcher(Mutex<State>);

struct State {
    way: Way,
    kept: Option<Kept>,
}

struct Kept {
    token: String,
    until: Option<Instant>,
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Tokens for Fetcher {
    fn token<'a>(&'a self, transport: &'a Transport) -> Token<'a> {
        Box::pin(async {
            let mut state = self.0.lock().await;
            if let Some(kept) = &state.kept {
                if kept.until.is_none_or(|until| Instant::now() < until) {
                    return Ok(kept.token.clone());
                }
            }
            let granted = fetch(transport, &state.way).await?;
            if let (Way::Refresh(refresh), Some(next)) = (&mut state.way, granted.refresh_token) {
                refresh.token = Secret::new(next);
            }
            let life = granted
                .expires_in
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            let until =
                life.and_then(|life| Instant::now().checked_add(life.saturating_sub(MARGIN)));
            let token = granted.access_token;
            state.kept = Some(Kept {
                token: token.clone(),
                until,
            });
            Ok(token)
        })
    }

    fn forget<'a>(&'a self) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async { self.0.lock().await.kept.take().is_some() })
    }
}

/// What the authorization server answers.
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: Option<f64>,
    refresh_token: Option<String>,
}

async fn fetch(transport: &Transport, way: &Way) -> Result<Granted, Failure> {
    let mut incoming = transport.send(asked(way)?).await?;
    let body = incoming.bytes().await?;
    if !(200..300).contains(&incoming.status) {
        return Err(failure_of(incoming.status, incoming.headers, &body));
    }
    let (status, headers) = (incoming.status, incoming.headers);
    serde_json::from_slice(&body).map_err(|error| {
        // Not what the answer holds: it may be the token.
        let message = format!(
            "the answer with the token cannot be read, at column {}",
            error.column()
        );
        Failure::local(Cause::Decode, message).with(|facts| {
            facts.status = Some(status);
            facts.headers = headers;
        })
    })
}

fn asked(way: &Way) -> Result<Outgoing, Failure> {
    let (url, mut form, client) = match way {
        Way::Token(_) => (None, Vec::new(), None),
        Way::Client(client) => {
            let mut form = vec![("grant_type", "client_credentials".to_owned())];
            if !client.scopes.is_empty() {
                form.push(("scope", client.scopes.join(" ")));
            }
            (
                client.url.clone(),
                form,
                Some((&client.id, Some(&client.secret))),
            )
        }
        Way::Refresh(refresh) => {
            let form = vec![
                ("grant_type", "refresh_token".to_owned()),
                ("refresh_token", refresh.token.reveal().to_owned()),
            ];
            let client = refresh
                .client
                .as_ref()
                .map(|(id, secret)| (id, secret.as_ref()));
            (refresh.url.clone(), form, client)
        }
    };
    let mut outgoing = Outgoing {
        operation: "",
        method: "POST",
        url: url.ok_or_else(|| {
            Failure::invalid("the credential needs the URL tokens are fetched from")
        })?,
        headers: vec![
            ("accept".to_owned(), "application/json".to_owned()),
            (
                "content-type".to_owned(),
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ],
        body: None,
        read: contract::READ_TIMEOUT_QUERY,
    };
    match client {
        Some((id, Some(secret))) => {
            let basic = Secret::basic(&in_form(id), &in_form(secret.reveal()));
            outgoing.set("authorization", &format!("Basic {}", basic.reveal()));
        }
        Some((id, None)) => form.push(("client_id", id.clone())),
        None => {}
    }
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    outgoing.body = Some(Content::Bytes(pairs.join("&").into()));
    Ok(outgoing)
}

/// As forms write it, spaces as `+`.
fn in_form(text: &str) -> String {
    encode(text).replace("%20", "+")
}
