use super::ONCE;
use crate::runtime::transport::Content;
use crate::runtime::{form_parts, members, File, JsonObject, Part, Request};

#[derive(Debug, Clone)]
struct Form {
    title: String,
    files: Vec<File>,
    extra: JsonObject,
}

members! {
    Form {
        title: required "title",
        files: required "files",
    }
}

const PARTS: &[Part] = form_parts! {
    "title": Text Form(true) [],
    "files": File "image/png" Form(true) [is_repeated],
};

#[test]
fn files_have_names_and_types_and_each_a_part_of_its_own() {
    let form = Form {
        title: "Zoë".to_owned(),
        files: vec![
            File::from("one".as_bytes()),
            File::new("two")
                .name("a \"b\".txt")
                .content_type("text/plain"),
        ],
        extra: JsonObject::from([("more".to_owned(), true.into())]),
    };
    let mut request = Request::new(&ONCE);
    let made = request.multipart("multipart/form-data", PARTS, &form);
    made.expect("a form");
    let (_, kind) = request.headers.last().expect("a media type");
    let boundary = kind
        .split_once("boundary=")
        .expect("a boundary")
        .1
        .to_owned();
    let Some(Content::Bytes(body)) = request.body else {
        panic!("octets");
    };
    let text = String::from_utf8(body.to_vec()).expect("text");
    let expected = [
        "content-disposition: form-data; name=\"title\"\r\n\r\nZoë",
        "content-disposition: form-data; name=\"files\"; filename=\"files\"\r\ncontent-type: image/png\r\n\r\none",
        "content-disposition: form-data; name=\"files\"; filename=\"a %22b%22.txt\"\r\ncontent-type: text/plain\r\n\r\ntwo",
        "content-disposition: form-data; name=\"more\"\r\n\r\ntrue",
    ];
    let parts: Vec<String> = expected
        .iter()
        .map(|part| format!("--{boundary}\r\n{part}\r\n"))
        .collect();
    assert_eq!(text, format!("{}--{boundary}--\r\n", parts.concat()));
}

#[test]
fn a_file_reads_what_it_writes() {
    let file = File::new(vec![0, 255]).name("n");
    let text = serde_json::to_string(&file).expect("JSON");
    assert_eq!(text, r#"{"name":"n","$content":"AP8="}"#);
    assert_eq!(serde_json::from_str::<File>(&text).expect("a file"), file);
}
