use crate::runtime::{Json, Request, Style};

const LIST: [&str; 2] = ["a b", "c,d"];

fn members() -> Json {
    Json::encode(
        &[("x", 1), ("y", 2)]
            .into_iter()
            .collect::<std::collections::BTreeMap<_, _>>(),
    )
    .expect("JSON")
}

fn query(style: Style, value: &impl serde::Serialize) -> String {
    let mut request = Request::new(&super::GET);
    request.query("p", style, value).expect("a query");
    request.target()
}

fn segment(style: Style, value: &impl serde::Serialize) -> String {
    let mut request = Request::new(&super::GET);
    request.segment("p", style, value).expect("a segment");
    request.target()
}

#[test]
fn queries_continue_the_one_a_path_has() {
    let mut request = Request::new(&super::GET);
    request.text("/try?beta=true");
    assert_eq!(request.target(), "/try?beta=true");
    request.query("p", Style::Form(true), &LIST).expect("pairs");
    assert_eq!(request.target(), "/try?beta=true&p=a%20b&p=c%2Cd");
}

#[test]
fn queries_have_every_style() {
    assert_eq!(query(Style::Form(true), &LIST), "?p=a%20b&p=c%2Cd");
    assert_eq!(query(Style::Form(false), &LIST), "?p=a%20b,c%2Cd");
    assert_eq!(query(Style::Space(false), &LIST), "?p=a%20b%20c%2Cd");
    assert_eq!(query(Style::Pipe(false), &LIST), "?p=a%20b%7Cc%2Cd");
    assert_eq!(query(Style::Form(true), &members()), "?x=1&y=2");
    assert_eq!(query(Style::Form(false), &members()), "?p=x,1,y,2");
    assert_eq!(
        query(Style::DeepObject, &members()),
        "?p%5Bx%5D=1&p%5By%5D=2"
    );
    assert_eq!(
        query(Style::Json, &LIST),
        "?p=%5B%22a%20b%22%2C%22c%2Cd%22%5D"
    );
    assert_eq!(query(Style::Form(true), &None::<u8>), "");
    assert_eq!(query(Style::Form(true), &true), "?p=true");
}

#[test]
fn paths_have_every_style() {
    assert_eq!(segment(Style::Simple(false), &"a/b?c"), "a%2Fb%3Fc");
    assert_eq!(segment(Style::Simple(false), &[1, 2]), "1,2");
    assert_eq!(segment(Style::Simple(true), &members()), "x=1,y=2");
    assert_eq!(segment(Style::Label(false), &[1, 2]), ".1,2");
    assert_eq!(segment(Style::Label(true), &[1, 2]), ".1.2");
    assert_eq!(segment(Style::Label(true), &members()), ".x=1.y=2");
    assert_eq!(segment(Style::Matrix(false), &[1, 2]), ";p=1,2");
    assert_eq!(segment(Style::Matrix(true), &[1, 2]), ";p=1;p=2");
    assert_eq!(segment(Style::Matrix(true), &members()), ";x=1;y=2");
}

#[test]
fn a_path_that_would_be_another_is_refused() {
    for text in ["", ".", ".."] {
        let mut request = Request::new(&super::GET);
        assert!(
            request.segment("p", Style::Simple(false), &text).is_err(),
            "{text}"
        );
    }
}

#[test]
fn headers_and_cookies_are_written() {
    let mut request = Request::new(&super::GET);
    request
        .header("X-List", Style::Simple(false), &LIST)
        .expect("a header");
    request
        .cookie("c", Style::Form(true), &"a b")
        .expect("a cookie");
    request
        .cookie("d", Style::Form(true), &1)
        .expect("a cookie");
    let headers = request.finish().headers;
    assert!(headers.contains(&("X-List".to_owned(), "a b,c,d".to_owned())));
    assert!(headers.contains(&("cookie".to_owned(), "c=a%20b; d=1".to_owned())));
}
