use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::core::Received;
use super::{Base64, Failure, JsonObject, Ordered, Upload};

/// A file of a form: its octets, and what is said of them.
///
/// Made from octets alone, it has the name and the type the document gives it. As JSON it is an object with its
/// octets as base64.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct File {
    /// What it is called.
    pub name: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// The octets.
    pub content: Upload,
    /// Other headers of its part.
    pub headers: BTreeMap<String, String>,
}

impl File {
    /// A file of these octets.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self {
            name: None,
            content_type: None,
            content: content.into(),
            headers: BTreeMap::new(),
        }
    }

    /// Calls it so.
    #[must_use]
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    /// Says what media type it has.
    #[must_use]
    pub fn content_type(mut self, value: impl Into<String>) -> Self {
        self.content_type = Some(value.into());
        self
    }

    /// Adds a header to its part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }
}

impl Received {
    /// The body as it is, all of it.
    pub(crate) fn file(&self) -> Result<File, String> {
        let content_type = self.incoming.headers.get("content-type");
        Ok(File {
            content_type: content_type.map(str::to_owned),
            ..File::new(self.body.clone())
        })
    }
}

impl<T: Into<Upload>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

thread_local! {
    /// Where files go while a form is made: JSON has no place for them.
    static GATHERED: RefCell<Option<Vec<File>>> = const { RefCell::new(None) };
}

/// What stands in the form's JSON for a file. No document names a member so.
const MARK: &str = "\0file";

/// The form in its JSON form, and the files that belong into it.
pub(crate) fn with_files<T>(
    make: impl FnOnce() -> Result<T, Failure>,
) -> Result<(T, Vec<File>), Failure> {
    GATHERED.with_borrow_mut(|gathered| *gathered = Some(Vec::new()));
    let made = make();
    let files = GATHERED.with_borrow_mut(Option::take);
    Ok((made?, files.unwrap_or_default()))
}

/// The file that stands here.
pub(crate) fn marked<'a>(json: &Ordered, files: &'a [File]) -> Option<&'a File> {
    let Ordered::Members(members) = json else {
        return None;
    };
    match members.as_slice() {
        [(name, index)] if name == MARK => files.get(index.text().parse::<usize>().ok()?),
        _ => None,
    }
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let gathered = GATHERED.with_borrow_mut(|gathered| {
            let files = gathered.as_mut()?;
            files.push(self.clone());
            Some(files.len() - 1)
        });
        if let Some(index) = gathered {
            return JsonObject::from([(MARK.to_owned(), index.into())]).serialize(serializer);
        }
        let no_stream = || serde::ser::Error::custom("a stream has no JSON form");
        let content = self.content.whole().ok_or_else(no_stream)?;
        let form = Form {
            name: self.name.clone(),
            content_type: self.content_type.clone(),
            content: Base64(content.to_vec()),
            headers: self.headers.clone(),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Form::deserialize(deserializer).map_err(D::Error::custom)?;
        Ok(Self {
            name: form.name,
            content_type: form.content_type,
            content: form.content.0.into(),
            headers: form.headers,
        })
    }
}

/// A file as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    #[serde(rename = "$content")]
    content: Base64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
}
