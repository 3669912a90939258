use std::fmt::Write as _;

use super::{Element, Kind, Member, DEPTH};
use crate::runtime::{Failure, Ordered};

/// A whole document.
pub(super) fn document(element: &Element, value: &Ordered) -> Result<String, Failure> {
    let mut writer = Writer {
        text: String::new(),
        spaces: Vec::new(),
    };
    match (&element.kind, value) {
        (Kind::List(item, _), Ordered::List(items)) => {
            let list = Element {
                kind: Kind::List(item, true),
                ..*element
            };
            writer.element(&list, &Ordered::List(items.clone()), DEPTH)?;
        }
        _ => writer.element(element, value, DEPTH)?,
    }
    Ok(writer.text)
}

struct Writer {
    text: String,
    /// Prefixes and the namespaces they stand for, of all elements that are open.
    spaces: Vec<(&'static str, &'static str)>,
}

impl Writer {
    fn element(&mut self, element: &Element, value: &Ordered, depth: usize) -> Result<(), Failure> {
        if depth == 0 {
            return Err(Failure::invalid("the body nests too deeply"));
        }
        if *value == Ordered::Null {
            return Ok(());
        }
        if let (Kind::List(item, false), Ordered::List(items)) = (&element.kind, value) {
            return items
                .iter()
                .try_for_each(|one| self.element(item, one, depth - 1));
        }
        let open = self.spaces.len();
        let name = qualified(element);
        self.text.push('<');
        self.text.push_str(&name);
        self.declare(element);
        let content = self.text.len();
        self.content(element, value, depth)?;
        if self.text.len() == content
            || self.text[content..].starts_with(' ') && self.text.ends_with('"')
        {
            self.text.push_str("/>");
        } else {
            let _ = write!(self.text, "</{name}>");
        }
        self.spaces.truncate(open);
        Ok(())
    }

    /// Says what a prefix stands for, unless an element around it did.
    fn declare(&mut self, element: &Element) {
        let pair = (element.prefix, element.namespace);
        let known = self
            .spaces
            .iter()
            .rev()
            .find(|(prefix, _)| *prefix == pair.0);
        if pair.1.is_empty() || known == Some(&pair) {
            return;
        }
        let colon = if pair.0.is_empty() { "" } else { ":" };
        let _ = write!(
            self.text,
            " xmlns{colon}{}=\"{}\"",
            pair.0,
            attribute(pair.1)
        );
        self.spaces.push(pair);
    }

    fn content(&mut self, element: &Element, value: &Ordered, depth: usize) -> Result<(), Failure> {
        match (&element.kind, value) {
            (Kind::Object(members), Ordered::Members(values)) => {
                self.object(members(), values, depth)
            }
            (_, Ordered::Members(values)) => self.object(&[], values, depth),
            (Kind::List(item, _), Ordered::List(items)) => {
                self.text.push('>');
                items
                    .iter()
                    .try_for_each(|one| self.element(item, one, depth - 1))
            }
            (_, value) => {
                let text = legal(&value.text())?;
                self.text.push('>');
                self.text.push_str(&escaped(&text));
                Ok(())
            }
        }
    }

    fn object(
        &mut self,
        members: &[Member],
        values: &[(String, Ordered)],
        depth: usize,
    ) -> Result<(), Failure> {
        let of = |name: &str| members.iter().find(|member| member.wire == name);
        let (attributes, elements): (Vec<_>, Vec<_>) = values
            .iter()
            .filter(|(_, value)| *value != Ordered::Null)
            .partition(|(name, _)| of(name).is_some_and(|member| member.is_attribute));
        for (name, value) in attributes {
            let Some(Member { element, .. }) = of(name) else {
                continue;
            };
            self.declare(element);
            let text = attribute(&legal(&value.text())?);
            let _ = write!(self.text, " {}=\"{text}\"", qualified(element));
        }
        if elements.is_empty() {
            return Ok(());
        }
        self.text.push('>');
        for (name, value) in elements {
            match of(name) {
                Some(member) => self.element(&member.element, value, depth - 1)?,
                None => self.unknown(name, value, depth - 1)?,
            }
        }
        Ok(())
    }

    /// A member the document does not have: an element of its name.
    fn unknown(&mut self, name: &str, value: &Ordered, depth: usize) -> Result<(), Failure> {
        let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name
                .chars()
                .all(|one| one.is_alphanumeric() || "_-.".contains(one));
        if !is_name || depth == 0 {
            return Err(Failure::invalid(format!("{name} cannot be an element")));
        }
        match value {
            Ordered::Null => return Ok(()),
            Ordered::List(items) => {
                return items
                    .iter()
                    .try_for_each(|one| self.unknown(name, one, depth - 1))
            }
            Ordered::Members(values) => {
                let _ = write!(self.text, "<{name}");
                let start = self.text.len();
                self.object(&[], values, depth)?;
                if self.text.len() == start {
                    self.text.push('>');
                }
            }
            value => {
                let _ = write!(self.text, "<{name}>{}", escaped(&legal(&value.text())?));
            }
        }
        let _ = write!(self.text, "</{name}>");
        Ok(())
    }
}

fn qualified(element: &Element) -> String {
    if element.prefix.is_empty() {
        return element.name.to_owned();
    }
    format!("{}:{}", element.prefix, element.name)
}

/// XML has no place for most control characters, not even escaped.
fn legal(text: &str) -> Result<String, Failure> {
    let is_legal =
        |one: char| !one.is_control() || matches!(one, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}');
    if text.chars().all(is_legal) {
        return Ok(text.to_owned());
    }
    Err(Failure::invalid("XML cannot hold control characters"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
}

fn attribute(text: &str) -> String {
    escaped(text)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}
