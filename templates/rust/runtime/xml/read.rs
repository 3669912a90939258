use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::Reader;

use super::{Element, Kind, Member, DEPTH};
use crate::runtime::plain::scalar;
use crate::runtime::{Json, JsonObject};

/// One element as it stands in the text.
#[derive(Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

/// A whole document.
pub(super) fn document(element: &Element, text: &str) -> Result<Json, String> {
    let root = parsed(text)?;
    let list = match element.kind {
        Kind::List(item, _) => Element {
            kind: Kind::List(item, true),
            ..*element
        },
        _ => *element,
    };
    value(&list, &root)
}

fn parsed(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) if open.len() > DEPTH => {
                return Err(format!("{} nests too deeply", local(start.name().as_ref())));
            }
            Event::Start(start) => open.push(node(&start)?),
            Event::Empty(start) => last(&mut open).children.push(node(&start)?),
            Event::End(_) => {
                let node = open.pop().unwrap_or_default();
                last(&mut open).children.push(node);
            }
            Event::Text(text) => {
                let text = text.decode().map_err(|error| error.to_string())?;
                last(&mut open).text.push_str(&text);
            }
            Event::CData(text) => {
                let text = text.decode().map_err(|error| error.to_string())?;
                last(&mut open).text.push_str(&text);
            }
            Event::GeneralRef(entity) => last(&mut open).text.push_str(&character(&entity)?),
            Event::DocType(_) => {
                return Err("declarations of types and entities are refused".to_owned())
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let mut document = open
        .pop()
        .filter(|_| open.is_empty())
        .ok_or("an element is not closed")?;
    let root = document
        .children
        .pop()
        .filter(|_| document.children.is_empty());
    root.filter(|_| document.text.trim().is_empty())
        .ok_or_else(|| "expected one element".to_owned())
}

fn last(open: &mut Vec<Node>) -> &mut Node {
    if open.is_empty() {
        open.push(Node::default());
    }
    let index = open.len() - 1;
    &mut open[index]
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref();
        if name != b"xmlns" && !name.starts_with(b"xmlns:") {
            let value = String::from_utf8_lossy(&attribute.value);
            let value = unescape(&value).map_err(|error| error.to_string())?;
            attributes.push((local(name), value.into_owned()));
        }
    }
    Ok(Node {
        name: local(start.name().as_ref()),
        attributes,
        ..Node::default()
    })
}

/// A name without its prefix.
fn local(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// What a reference stands for: a character, or one of the five XML has names for.
fn character(entity: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = entity
        .resolve_char_ref()
        .map_err(|error| error.to_string())?
    {
        return Ok(character.to_string());
    }
    let name = entity.decode().map_err(|error| error.to_string())?;
    let known = unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
    known.map_err(|_| format!("the entity {name} is not XML's own"))
}

fn value(element: &Element, node: &Node) -> Result<Json, String> {
    let is_nil = node
        .attributes
        .iter()
        .any(|(name, value)| name == "nil" && value == "true");
    match element.kind {
        _ if is_nil => Ok(Json::Null),
        Kind::Text => leaf(node).map(Into::into),
        Kind::Scalar => leaf(node).map(|text| scalar(text.trim())),
        Kind::Object(members) => object(members(), node),
        Kind::List(item, _) => items(item, node),
        Kind::Any => Ok(any(node)),
    }
}

fn leaf(node: &Node) -> Result<&str, String> {
    if node.children.is_empty() {
        return Ok(&node.text);
    }
    Err(format!("{} must hold text alone", node.name))
}

fn items(item: &Element, node: &Node) -> Result<Json, String> {
    let items = node.children.iter().filter(|child| child.name == item.name);
    items
        .map(|child| value(item, child))
        .collect::<Result<Vec<_>, _>>()
        .map(Json::Array)
}

fn object(members: &[Member], node: &Node) -> Result<Json, String> {
    if !node.text.trim().is_empty() {
        return Err(format!("{} mixes text and elements", node.name));
    }
    let mut object = JsonObject::new();
    for member in members {
        if let Some(value) = member_value(member, node)? {
            object.insert(member.wire.to_owned(), value);
        }
    }
    let named = |name: &str| {
        members
            .iter()
            .any(|member| name_of(&member.element) == name)
    };
    for (name, value) in &node.attributes {
        if !named(name) && name != "nil" {
            object.insert(name.clone(), value.as_str().into());
        }
    }
    for child in node.children.iter().filter(|child| !named(&child.name)) {
        object.insert(child.name.clone(), any(child));
    }
    Ok(Json::Object(object))
}

/// What a member is found by: items without an element around them by their own name.
fn name_of(element: &Element) -> &'static str {
    match element.kind {
        Kind::List(item, false) => item.name,
        _ => element.name,
    }
}

fn member_value(member: &Member, node: &Node) -> Result<Option<Json>, String> {
    let element = &member.element;
    if member.is_attribute {
        let mut attributes = node.attributes.iter();
        let found = attributes.find(|(name, _)| name == element.name);
        return Ok(found.map(|(_, text)| match element.kind {
            Kind::Scalar => scalar(text.trim()),
            _ => text.as_str().into(),
        }));
    }
    if let Kind::List(item, false) = element.kind {
        let list = items(item, node)?;
        let is_there = member.is_required || list != Json::Array(Vec::new());
        return Ok(Some(list).filter(|_| is_there));
    }
    let mut children = node.children.iter();
    let found = children.find(|child| child.name == element.name);
    found.map(|child| value(element, child)).transpose()
}

/// An element nothing is known of.
fn any(node: &Node) -> Json {
    if node.children.is_empty() && node.attributes.is_empty() {
        return node.text.as_str().into();
    }
    let mut object = JsonObject::new();
    for (name, value) in &node.attributes {
        object.insert(name.clone(), value.as_str().into());
    }
    for child in &node.children {
        object.insert(child.name.clone(), any(child));
    }
    Json::Object(object)
}
