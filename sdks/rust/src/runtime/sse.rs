use std::time::Duration;

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// What kind it is; empty when the stream does not say.
    pub name: String,
    pub data: String,
    /// The last id the stream gave, with this event or before.
    pub id: Option<String>,
}

/// Reads server-sent events as the WHATWG rules have it, however the bytes are cut.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    line: Vec<u8>,
    started: bool,
    after_return: bool,
    data: String,
    name: String,
    /// The id as last written; it counts from the end of its block.
    written: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Decoder {
    /// One that continues a stream whose last id is known.
    pub(crate) fn after(id: Option<String>) -> Self {
        Self {
            written: id.clone(),
            id,
            ..Self::default()
        }
    }

    /// One for the next connection of the same stream: what was not ended is dropped, id and wish stay.
    pub(crate) fn again(&self) -> Self {
        Self {
            retry: self.retry,
            ..Self::after(self.id.clone())
        }
    }

    /// How long the server wants clients to wait before they connect again.
    pub(crate) const fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The last id the stream gave, of blocks without data too.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The events that these bytes complete. What is not ended by a blank line is never one.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            let second_of_two = byte == b'\n' && std::mem::take(&mut self.after_return);
            match byte {
                _ if second_of_two => {}
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    events.extend(self.end_line());
                }
                _ => {
                    self.after_return = false;
                    self.line.push(byte);
                }
            }
        }
        events
    }

    fn end_line(&mut self) -> Option<Event> {
        let bytes = std::mem::take(&mut self.line);
        let first = !std::mem::replace(&mut self.started, true);
        let bytes = bytes
            .strip_prefix(BYTE_ORDER_MARK)
            .filter(|_| first)
            .unwrap_or(&bytes);
        if bytes.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(bytes);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        self.field(field, value.strip_prefix(' ').unwrap_or(value));
        None
    }

    fn field(&mut self, field: &str, value: &str) {
        match field {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.name),
            "id" if !value.contains('\0') => {
                self.written = Some(value.to_owned()).filter(|id| !id.is_empty());
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<Event> {
        self.id.clone_from(&self.written);
        let name = std::mem::take(&mut self.name);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(Event {
            name,
            data,
            id: self.id.clone(),
        })
    }
}
