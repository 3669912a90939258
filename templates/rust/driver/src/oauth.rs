use sdk::{ClientCredentials, Json, OAuth, RefreshToken};

use crate::clients::part;
use crate::Refusal;

/// A token, or what one is fetched with.
pub fn granted(scheme: &str, value: &Json) -> Result<OAuth, Refusal> {
    if let Some(token) = value.as_str() {
        return Ok(token.into());
    }
    let text = |name: &str| value.get(name).and_then(Json::as_str);
    if let Some(token) = text("refresh_token") {
        let mut refresh = RefreshToken::new(token);
        if let Some(id) = text("client_id") {
            refresh = refresh.client(id, text("client_secret"));
        }
        if let Some(url) = text("token_url") {
            refresh = refresh.token_url(url);
        }
        return Ok(refresh.into());
    }
    let id = part(scheme, value, "client_id")?;
    let mut client = ClientCredentials::new(id, part(scheme, value, "client_secret")?);
    if let Some(url) = text("token_url") {
        client = client.token_url(url);
    }
    match value.get("scopes") {
        Some(Json::Array(scopes)) => client = client.scopes(scopes.iter().filter_map(Json::as_str)),
        Some(Json::String(scopes)) => client = client.scopes(scopes.split(' ')),
        _ => {}
    }
    Ok(client.into())
}
