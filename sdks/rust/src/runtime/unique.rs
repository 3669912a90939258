use std::fmt::Write as _;

/// A random UUID (version 4), as text; `None` when the system has no randomness to give, and then nothing is retried
/// under it.
pub(crate) fn key() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (position, byte) in bytes.iter().enumerate() {
        let dash = if matches!(position, 4 | 6 | 8 | 10) {
            "-"
        } else {
            ""
        };
        let _ = write!(text, "{dash}{byte:02x}");
    }
    Some(text)
}
