use sdk::{Json, JsonObject, Maybe};
use serde::de::DeserializeOwned;

use crate::{text_of, Refusal};

/// What a call is given, by wire names. What the operation declares is taken out; what is left goes along as extras.
pub struct Input {
    pub path: JsonObject,
    pub query: JsonObject,
    pub header: JsonObject,
    pub cookie: JsonObject,
    pub body: Option<Json>,
    /// Those of a body whose members are arguments of their own.
    pub members: JsonObject,
    pub take: Option<usize>,
    /// What gives the items of the body gives them once.
    pub once: bool,
    /// Names of what alone may go along though the operation does not declare it; anything may where there is no list.
    pub extras: Option<Vec<String>>,
}

/// Headers any call may have, whatever its operation declares.
const OF_ANY_CALL: [&str; 2] = ["accept", "idempotency-key"];

#[derive(Clone, Copy)]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
    Member,
}

impl Input {
    /// Makes the body's members arguments, but for those the SDK sets by itself.
    pub fn flatten(&mut self, fixed: &[&str]) -> Result<(), Refusal> {
        match self.body.take() {
            None => Ok(()),
            Some(Json::Object(mut members)) => {
                for name in fixed {
                    members.remove(*name);
                }
                self.members = members;
                Ok(())
            }
            Some(_) => Err(Refusal("the body must be an object".to_owned())),
        }
    }

    pub fn required<T: DeserializeOwned>(
        &mut self,
        place: Place,
        name: &str,
    ) -> Result<T, Refusal> {
        match self.take(place, name) {
            Some(value) => read(name, &value),
            None => Err(Refusal(format!("{name} is missing"))),
        }
    }

    /// Null where the type has none is refused: absent is what leaves it out.
    pub fn optional<T: DeserializeOwned>(
        &mut self,
        place: Place,
        name: &str,
    ) -> Result<Option<T>, Refusal> {
        self.take(place, name)
            .map(|value| read(name, &value))
            .transpose()
    }

    pub fn maybe<T: DeserializeOwned>(
        &mut self,
        place: Place,
        name: &str,
    ) -> Result<Maybe<T>, Refusal> {
        match self.take(place, name) {
            None => Ok(Maybe::Absent),
            Some(Json::Null) => Ok(Maybe::Null),
            Some(value) => read(name, &value).map(Maybe::Value),
        }
    }

    pub fn body<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        match self.body.take() {
            Some(body) => read("body", &body),
            None => Err(Refusal("the body is missing".to_owned())),
        }
    }

    pub fn optional_body<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Refusal> {
        self.body.take().map(|body| read("body", &body)).transpose()
    }

    /// A body of octets.
    pub fn octets(&mut self) -> Result<Vec<u8>, Refusal> {
        self.body::<Octets>().map(|octets| octets.content.0)
    }

    pub fn optional_octets(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        let octets = self.optional_body::<Octets>()?;
        Ok(octets.map(|octets| octets.content.0))
    }

    /// Where a stream is to go on.
    pub fn last_event_id(&mut self) -> Option<String> {
        self.take(Place::Header, "last-event-id")
            .map(|id| text_of(&id))
    }

    /// Refuses what the document does not name, which would reach the wire past a declaration that is wrong.
    pub fn allow_extras(&self) -> Result<(), Refusal> {
        let Some(extras) = &self.extras else {
            return Ok(());
        };
        let places = [&self.header, &self.query, &self.cookie, &self.members];
        let odd = places.iter().flat_map(|place| place.keys()).find(|name| {
            let mut allowed = extras.iter().map(String::as_str).chain(OF_ANY_CALL);
            !allowed.any(|known| name.eq_ignore_ascii_case(known))
        });
        match odd {
            Some(name) => Err(Refusal(format!("the operation does not declare {name}"))),
            None => Ok(()),
        }
    }

    /// Headers the operation does not declare.
    pub fn extra_headers(&mut self) -> Vec<(String, String)> {
        pairs(std::mem::take(&mut self.header))
    }

    /// The query the operation does not declare.
    pub fn extra_query(&mut self) -> Vec<(String, String)> {
        pairs(std::mem::take(&mut self.query))
    }

    fn take(&mut self, place: Place, name: &str) -> Option<Json> {
        match place {
            Place::Path => self.path.remove(name),
            Place::Query => self.query.remove(name),
            Place::Cookie => self.cookie.remove(name),
            Place::Member => self.members.remove(name),
            Place::Header => {
                let mut names = self.header.keys();
                let known = names
                    .find(|known| known.eq_ignore_ascii_case(name))?
                    .clone();
                self.header.remove(&known)
            }
        }
    }
}

/// What is left of a file where only its octets count.
#[derive(serde::Deserialize)]
struct Octets {
    #[serde(rename = "$content")]
    content: sdk::Base64,
}

fn read<T: DeserializeOwned>(name: &str, value: &Json) -> Result<T, Refusal> {
    value
        .decode()
        .map_err(|error| Refusal::new(name, &error.message()))
}

/// Lists repeat their name.
fn pairs(members: JsonObject) -> Vec<(String, String)> {
    members
        .into_iter()
        .flat_map(|(name, value)| match value {
            Json::Array(items) => items
                .iter()
                .map(|item| (name.clone(), text_of(item)))
                .collect(),
            value => vec![(name, text_of(&value))],
        })
        .collect()
}

/// Everything that was given and not declared, handed on by the call's own setters.
macro_rules! extras {
    ($call:ident, $input:ident $(, $member:ident)?) => {
        $input.allow_extras()?;
        for (name, value) in $input.extra_headers() {
            $call = $call.header(name, value);
        }
        for (name, value) in $input.extra_query() {
            $call = $call.extra_query(name, value);
        }
        $(for (name, value) in std::mem::take(&mut $input.members) {
            $call = $call.$member(name, value);
        })?
    };
}

/// The items of a body: a list, or what gives them once.
macro_rules! sequence {
    ($input:ident, $items:expr) => {{
        let items: Vec<_> = $items;
        if $input.once {
            Sequence::iter(items.into_iter())
        } else {
            Sequence::from(items)
        }
    }};
}

#[allow(unused_imports, reason = "no operation may take any")]
pub(crate) use {extras, sequence};
