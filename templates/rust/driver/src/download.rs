use sdk::{Download, Json, JsonObject, Outcome};

use crate::answer::{about, told, Reply};

/// All octets of an answer.
pub async fn whole(outcome: Outcome<Download>) -> Reply {
    let mut reply = about(&outcome);
    if let Ok(download) = outcome.into_result() {
        match download.bytes().await {
            Ok(bytes) => reply.insert("value".to_owned(), octets(&bytes)),
            Err(error) => {
                reply.insert("ok".to_owned(), false.into());
                reply.insert("error".to_owned(), told(&error))
            }
        };
    }
    reply
}

fn octets(bytes: &[u8]) -> Json {
    let base64 = Json::encode(&sdk::Base64(bytes.to_vec())).unwrap_or_default();
    JsonObject::from([("$bytes".to_owned(), base64)]).into()
}
