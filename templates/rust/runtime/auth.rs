use super::request::encode;
use super::settings::Attached;
use super::transport::Outgoing;

type Known = [(&'static str, Attached)];

/// Puts the first combination of credentials on the request that the client has all of. Without one the request goes
/// out bare, and the server says what is missing.
pub(crate) fn attach(known: &Known, alternatives: &[&[&str]], outgoing: &mut Outgoing) {
    let find = |scheme: &str| known.iter().find(|(name, _)| *name == scheme);
    let complete = |schemes: &&&[&str]| schemes.iter().all(|scheme| find(scheme).is_some());
    let Some(schemes) = alternatives.iter().find(complete) else {
        return;
    };
    for (_, attached) in schemes.iter().filter_map(|scheme| find(scheme)) {
        match attached {
            Attached::Header(name, secret) => outgoing.set(name, secret.reveal()),
            Attached::Scheme(scheme, secret) => {
                outgoing.set("authorization", &format!("{scheme} {}", secret.reveal()));
            }
            Attached::Query(name, secret) => {
                outgoing.query(&encode(name), &encode(secret.reveal()));
            }
            Attached::Cookie(name, secret) => outgoing.cookie(name, &encode(secret.reveal())),
        }
    }
}
