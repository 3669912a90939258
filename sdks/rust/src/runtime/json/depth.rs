use serde::de::Error;

/// How deep JSON may nest, as in `serde_json` itself.
const LIMIT: usize = 128;

/// Values that are read in two steps restart the parser's own depth limit, so it is checked here over the whole text.
pub(crate) fn refuse_deep<E: Error>(text: &str) -> Result<(), E> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth > LIMIT {
            return Err(E::custom("JSON nested too deeply"));
        }
    }
    Ok(())
}
