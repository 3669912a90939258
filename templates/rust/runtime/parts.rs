use serde::Serialize;

use super::style::{encode, encode_reserved};
use super::transport::Content;
use super::{Failure, Ordered, Request, Style};

/// How one member of a form travels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub wire: &'static str,
    pub content: PartContent,
    /// A list is sent as one part or pair for each item.
    pub is_repeated: bool,
    /// The media type of its part, where it says one: by its value, of a file.
    pub content_type: Option<&'static str>,
    pub style: Style,
    pub allow_reserved: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum PartContent {
    File,
    Text,
    Json,
    /// A document this prints.
    Printed(fn(&Ordered) -> Result<String, Failure>),
    /// Whichever of these its value is.
    Value,
}

/// A member the document says nothing of.
pub(crate) const UNNAMED: Part = Part {
    wire: "",
    content: PartContent::Value,
    is_repeated: true,
    content_type: None,
    style: Style::Form(true),
    allow_reserved: false,
};

/// What a part is that nothing more is said of.
pub(crate) const NAMED: Part = Part {
    is_repeated: false,
    ..UNNAMED
};

/// The members of a form as they go out, and how: those of the document in its order, then those beside them.
pub(crate) fn in_order(
    json: Ordered,
    parts: &[Part],
) -> Result<Vec<(String, Ordered, Part)>, Failure> {
    let Ordered::Members(mut members) = json else {
        return Err(Failure::invalid("the body must be an object"));
    };
    let place = |(name, _): &(String, Ordered)| {
        let place = parts.iter().position(|part| part.wire == name);
        place.unwrap_or(parts.len())
    };
    let with_part = |(name, value): (String, Ordered)| {
        let part = parts.iter().find(|part| part.wire == name);
        (name, value, part.copied().unwrap_or(UNNAMED))
    };
    members.sort_by_key(place);
    Ok(members.into_iter().map(with_part).collect())
}

impl Request {
    /// A URL-encoded form.
    pub(crate) fn form(
        &mut self,
        media_type: &str,
        parts: &[Part],
        value: &impl Serialize,
    ) -> Result<(), Failure> {
        let mut pairs = Vec::new();
        for (name, value, part) in in_order(self.whole(value)?, parts)? {
            let print = if part.allow_reserved {
                encode_reserved
            } else {
                encode
            };
            let is_document = match part.content {
                PartContent::Json | PartContent::Printed(_) => true,
                PartContent::Value => matches!(value, Ordered::Members(_)),
                PartContent::File | PartContent::Text => false,
            };
            let style = if is_document { Style::Json } else { part.style };
            pairs.extend(style.pairs(&name, &value, print));
        }
        self.content(media_type, Content::Bytes(pairs.join("&").into()));
        Ok(())
    }
}

/// The parts of a form, by wire name: what each holds, its media type where it says one, its style, and `repeated` or
/// `reserved` where it is.
macro_rules! form_parts {
    ($($wire:literal: $content:ident $(($print:path))? $($kind:literal)? $style:ident $(($explode:literal))? [$($flag:ident)*],)*) => {
        &[$($crate::runtime::parts::Part {
            wire: $wire,
            content: $crate::runtime::parts::PartContent::$content $(($print))?,
            content_type: $crate::runtime::parts::form_parts!(@kind $($kind)?),
            style: $crate::runtime::Style::$style $(($explode))?,
            $($flag: true,)*
            ..$crate::runtime::parts::NAMED
        },)*]
    };
    (@kind) => { None };
    (@kind $kind:literal) => { Some($kind) };
}

pub(crate) use form_parts;
