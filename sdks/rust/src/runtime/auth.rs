use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::settings::Attached;
use super::style::encode;
use super::transport::{Outgoing, Transport};
use super::Failure;

type Known = [(&'static str, Attached)];

/// Where tokens come from that are not given but fetched.
pub(crate) trait Tokens: fmt::Debug + Send + Sync {
    fn token<'a>(&'a self, transport: &'a Transport) -> Token<'a>;
    /// Drops the one there is, so that the next is a new one; false when there was none.
    fn forget<'a>(&'a self) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
}

pub(crate) type Token<'a> = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send + 'a>>;

/// The credentials of the first combination that the client has all of. Without one the request goes out bare where it
/// may, else with those of the first that there are, and the server says what is missing.
pub(crate) fn chosen<'a>(known: &'a Known, alternatives: &[&[&str]]) -> Vec<&'a Attached> {
    let found = |schemes: &[&str]| -> Vec<&'a Attached> {
        let wanted = |scheme: &&str| known.iter().find(|(name, _)| name == scheme);
        schemes
            .iter()
            .filter_map(wanted)
            .map(|(_, attached)| attached)
            .collect()
    };
    let complete =
        |schemes: &&&[&str]| !schemes.is_empty() && found(schemes).len() == schemes.len();
    if let Some(schemes) = alternatives.iter().find(complete) {
        return found(schemes);
    }
    let may_be_bare = alternatives.iter().any(|schemes| schemes.is_empty());
    let first = alternatives.first().filter(|_| !may_be_bare);
    first.map_or_else(Vec::new, |schemes| found(schemes))
}

/// Puts credentials on the request.
pub(crate) async fn attach(
    chosen: &[&Attached],
    transport: &Transport,
    outgoing: &mut Outgoing,
) -> Result<(), Failure> {
    for attached in chosen {
        match attached {
            Attached::Header(name, secret) => outgoing.set(name, secret.reveal()),
            Attached::Scheme(scheme, secret) => {
                outgoing.set("authorization", &format!("{scheme} {}", secret.reveal()));
            }
            Attached::Fetched(tokens) => {
                let token = tokens.token(transport).await?;
                outgoing.set("authorization", &format!("Bearer {token}"));
            }
            Attached::Query(name, secret) => {
                outgoing.query(&encode(name), &encode(secret.reveal()));
            }
            Attached::Cookie(name, secret) => outgoing.cookie(name, &encode(secret.reveal())),
        }
    }
    Ok(())
}
