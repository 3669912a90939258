use super::ONCE;
use crate::runtime::transport::Content;
use crate::runtime::{Element, Json, Kind, Member, Request};

const fn element(name: &'static str, kind: Kind) -> Element {
    Element {
        name,
        namespace: "",
        prefix: "",
        kind,
    }
}

const fn member(wire: &'static str, is_attribute: bool, element: Element) -> Member {
    Member {
        wire,
        is_attribute,
        is_required: false,
        element,
    }
}

static ITEM: Element = element("item", Kind::Scalar);

fn members() -> &'static [Member] {
    const MEMBERS: &[Member] = &[
        member("id", true, element("id", Kind::Scalar)),
        member("title", false, element("title", Kind::Text)),
        member("bare", false, element("bare", Kind::List(&ITEM, false))),
        member("wrapped", false, element("box", Kind::List(&ITEM, true))),
    ];
    MEMBERS
}

static BOOK: Element = element("book", Kind::Object(members));

fn written(json: &str) -> String {
    let value: Json = serde_json::from_str(json).expect(json);
    let mut request = Request::new(&ONCE);
    request.xml("application/xml", &BOOK, &value).expect(json);
    match request.body {
        Some(Content::Bytes(body)) => String::from_utf8(body.to_vec()).expect("text"),
        _ => panic!("octets"),
    }
}

fn read(text: &str) -> Result<String, String> {
    let json = crate::runtime::xml::json_of(&BOOK, text)?;
    serde_json::to_string(&json).map_err(|error| error.to_string())
}

#[test]
fn values_go_out_as_the_document_says() {
    let json = r#"{"bare":[1,2],"id":7,"title":"a < b & \"c\"","wrapped":[3]}"#;
    let xml = "<book id=\"7\"><item>1</item><item>2</item><title>a &lt; b &amp; \"c\"</title><box><item>3</item></box></book>";
    assert_eq!(written(json), xml);
    assert_eq!(read(xml).expect(xml), json);
}

#[test]
fn nothing_is_read_that_the_text_does_not_hold_itself() {
    for hostile in [
        "<!DOCTYPE b [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><book><title>&x;</title></book>",
        "<book><title>&x;</title></book>",
        "<book><title>",
        "<book/><book/>",
        "<book>text<title>a</title></book>",
    ] {
        assert!(read(hostile).is_err(), "{hostile}");
    }
    assert_eq!(
        read("<book><title><![CDATA[<a>]]>&#65;</title></book>").expect("text"),
        r#"{"title":"<a>A"}"#
    );
}

#[test]
fn elements_that_nest_without_end_are_refused() {
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    assert!(read(&deep).is_err());
}
