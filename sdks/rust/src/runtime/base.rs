use super::Failure;

/// The server's URL as paths are put after it: checked once, when the client is built.
pub(crate) fn checked(text: &str) -> Result<String, Failure> {
    let refuse = |why: &str| Failure::invalid(format!("the server's URL {why}"));
    let url =
        reqwest::Url::parse(text).map_err(|error| refuse(&format!("cannot be read: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse("must start with http:// or https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("must not carry credentials"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("must end with its path"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
