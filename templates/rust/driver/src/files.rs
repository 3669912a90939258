use sdk::{Json, JsonObject};

/// Binary as these lines write it, turned into what the SDK's own file type reads and writes as JSON.
pub fn readable(json: Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.into_iter().map(readable).collect()),
        Json::Object(members) => file(&members).unwrap_or_else(|| {
            let members = members.into_iter();
            Json::Object(
                members
                    .map(|(name, value)| (name, readable(value)))
                    .collect(),
            )
        }),
        json => json,
    }
}

fn file(members: &JsonObject) -> Option<Json> {
    if members.len() != 1 {
        return None;
    }
    if let Some(base64) = members.get("$bytes") {
        return Some(JsonObject::from([("$content".to_owned(), base64.clone())]).into());
    }
    let file = members.get("$file")?;
    let known = [
        ("name", "name"),
        ("type", "content_type"),
        ("base64", "$content"),
        ("headers", "headers"),
    ];
    let members = known.into_iter().filter_map(|(from, to)| {
        let value = file.get(from).filter(|value| **value != Json::Null)?;
        Some((to.to_owned(), value.clone()))
    });
    Some(members.collect::<JsonObject>().into())
}
