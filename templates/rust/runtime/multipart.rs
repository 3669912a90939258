use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use super::file::{marked, with_files, File};
use super::parts::{in_order, Part, PartContent};
use super::transport::Content;
use super::unfold::{unfold, BoxStream};
use super::upload::Once;
use super::{unique, Failure, Ordered, Request, Style};

impl Request {
    /// A form of parts, files among them.
    pub(crate) fn multipart(
        &mut self,
        media_type: &str,
        parts: &[Part],
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let (json, files) = with_files(|| self.whole(value))?;
        let no_randomness = || Failure::invalid("the system has no randomness for a boundary");
        let mut writer = Writer {
            boundary: unique::key().ok_or_else(no_randomness)?,
            done: Vec::new(),
            text: Vec::new(),
        };
        for (name, value, part) in in_order(json, parts)? {
            match value {
                Ordered::List(items) if part.is_repeated => {
                    for item in &items {
                        writer.part(&name, item, &part, &files)?;
                    }
                }
                value => writer.part(&name, &value, &part, &files)?,
            }
        }
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let media_type = format!("{essence}; boundary={}", writer.boundary);
        let content = writer.finish();
        self.content(&media_type, content);
        Ok(())
    }
}

/// A form on its way to octets: what is before the last stream, and what was written since.
struct Writer {
    boundary: String,
    done: Vec<Piece>,
    text: Vec<u8>,
}

enum Piece {
    Whole(Bytes),
    Stream(BoxStream<io::Result<Bytes>>),
}

impl Writer {
    fn part(
        &mut self,
        name: &str,
        value: &Ordered,
        part: &Part,
        files: &[File],
    ) -> Result<(), Failure> {
        if let Some(file) = marked(value, files) {
            return self.file(name, file, part);
        }
        let is_compound = matches!(value, Ordered::Members(_) | Ordered::List(_));
        let by_value = matches!(part.content, PartContent::Value);
        let is_json = matches!(part.content, PartContent::Json) || (by_value && is_compound);
        let text = match (part.content, value) {
            (PartContent::Printed(print), value) => print(value)?,
            (_, value) if is_json => value.json(),
            (_, value) if is_compound => part_text(part.style, value),
            (_, value) => value.text(),
        };
        let said = part.content_type.filter(|_| !by_value);
        let implied = is_json.then_some("application/json");
        self.head(name, None, said.or(implied), None)?;
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn file(&mut self, name: &str, file: &File, part: &Part) -> Result<(), Failure> {
        let kind = file.content_type.as_deref().or(part.content_type);
        let kind = kind.unwrap_or("application/octet-stream");
        let called = file.name.as_deref().unwrap_or(name);
        self.head(name, Some(called), Some(kind), Some(file))?;
        if let Some(bytes) = file.content.whole() {
            self.text.extend_from_slice(bytes);
        } else {
            let sent = || Failure::invalid(format!("{name} is a stream, and was sent already"));
            let stream = file.content.take().ok_or_else(sent)?;
            self.done
                .push(Piece::Whole(std::mem::take(&mut self.text).into()));
            self.done.push(Piece::Stream(stream));
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: &str,
        file: Option<&str>,
        kind: Option<&str>,
        more: Option<&File>,
    ) -> Result<(), Failure> {
        let mut head = format!("--{}\r\n", self.boundary);
        let _ = write!(
            head,
            "content-disposition: form-data; name=\"{}\"",
            quoted(name)
        );
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        head.push_str("\r\n");
        let others = more.iter().flat_map(|file| &file.headers);
        let others = others.map(|(name, value)| (name.as_str(), value.as_str()));
        for (header, value) in kind
            .map(|kind| ("content-type", kind))
            .into_iter()
            .chain(others)
        {
            if [header, value]
                .iter()
                .any(|text| text.contains(['\r', '\n', '\0']))
            {
                return Err(Failure::invalid(format!(
                    "{name}: its headers must be on one line"
                )));
            }
            let _ = write!(head, "{header}: {value}\r\n");
        }
        head.push_str("\r\n");
        self.text.extend_from_slice(head.as_bytes());
        Ok(())
    }

    /// Octets where there are no streams among them: only those can be sent again.
    fn finish(mut self) -> Content {
        self.text
            .extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        if self.done.is_empty() {
            return Content::Bytes(self.text.into());
        }
        self.done.push(Piece::Whole(self.text.into()));
        let pieces = unfold(self.done.into_iter(), |mut pieces| async {
            pieces.next().map(|piece| (piece, pieces))
        });
        Content::Stream(Arc::new(Once::new(one_after_the_other(pieces))))
    }
}

fn one_after_the_other(pieces: BoxStream<Piece>) -> BoxStream<io::Result<Bytes>> {
    unfold((pieces, None), |(mut pieces, mut current)| async {
        loop {
            if let Some(stream) = &mut current {
                if let Some(chunk) = next(stream).await {
                    return Some((chunk, (pieces, current)));
                }
            }
            current = None;
            match next(&mut pieces).await? {
                Piece::Whole(bytes) => return Some((Ok(bytes), (pieces, current))),
                Piece::Stream(stream) => current = Some(stream),
            }
        }
    })
}

async fn next<T>(stream: &mut BoxStream<T>) -> Option<T> {
    std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
}

/// A list or an object in one part, as a parameter of its style would be.
fn part_text(style: Style, value: &Ordered) -> String {
    match style {
        Style::Space(_) => Style::Simple(false)
            .segment("", value, str::to_owned)
            .replace(',', " "),
        Style::Pipe(_) => Style::Simple(false)
            .segment("", value, str::to_owned)
            .replace(',', "|"),
        _ => Style::Simple(false).segment("", value, str::to_owned),
    }
}

/// As browsers write names: only what would end the quotes or the line is escaped.
fn quoted(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
