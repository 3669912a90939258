use std::collections::BTreeMap;

use super::{call_with, request, settings, GET};
use crate::runtime::packed::{As, Floats, Form, Same};
use crate::runtime::{first_fit_union, members, Call, Json, Maybe, Tail};

#[derive(Debug, Clone, PartialEq, Default)]
struct Thing {
    vector: Vec<f64>,
    small: Option<Vec<f32>>,
    maybe: Maybe<Vec<f64>>,
    many: Option<Vec<Vec<f64>>>,
    pair: Option<(Vec<f64>, String)>,
    tail: Option<Tail<(String,), Vec<f32>>>,
    extra: BTreeMap<String, Option<Vec<f64>>>,
}

members! {
    Thing {
        vector: required [Floats] "vector",
        small: optional [Floats] "small",
        maybe: maybe [Floats] "maybe",
        many: optional [Vec<Floats>] "many",
        pair: optional [(Floats, Same)] "pair",
        tail: optional [Tail<(Same,), Floats>] "tail",
        .. [Option<Floats>]
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Any {
    Thing(Thing),
    Lists(BTreeMap<String, Vec<Vec<f64>>>),
    Other(Json),
}

first_fit_union! {
    Any {
        Thing,
        Lists [BTreeMap<String, Vec<Floats>>],
    }
}

const PACKED: &str = r#"{"vector":"zczMPQAAAMAAAGBA","small":"AAAAPw==","maybe":null,"many":["AAAAPw==",""],"pair":["AAAAPw==","a"],"tail":["a","AAAAPw=="],"more":"AACAPw==","none":null}"#;

fn thing() -> Thing {
    let more = [("more", Some(vec![1.0])), ("none", None)];
    Thing {
        vector: vec![0.1, -2.0, 3.5],
        small: Some(vec![0.5]),
        maybe: Maybe::Null,
        many: Some(vec![vec![0.5], vec![]]),
        pair: Some((vec![0.5], "a".to_owned())),
        tail: Some(Tail {
            fixed: ("a".to_owned(),),
            rest: vec![vec![0.5]],
        }),
        extra: BTreeMap::from(more.map(|(name, list)| (name.to_owned(), list))),
    }
}

fn caller(packed_floats: bool) -> Call {
    let mut settings = settings("http://test.invalid");
    settings.packed_floats = packed_floats;
    call_with(settings)
}

fn packed<T, F: Form<T>>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string(&caller(true).packing(As::<_, F>::of(value)))
}

fn unpacked<T, F: Form<T>>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str(text).map(As::<T, F>::value)
}

#[test]
fn a_list_is_packed_wherever_it_is_and_read_again() {
    assert_eq!(packed::<_, Same>(&thing()).expect("JSON"), PACKED);
    let read: Thing = serde_json::from_str(PACKED).expect("a thing");
    let rounded = vec![0.100_000_001_490_116_12, -2.0, 3.5];
    let same = Thing {
        vector: rounded,
        ..thing()
    };
    assert_eq!(read, same);
}

#[test]
fn it_is_a_list_everywhere_but_in_a_body_of_a_client_that_packs() {
    let list = serde_json::to_string(&thing()).expect("JSON");
    assert!(list.starts_with(r#"{"vector":[0.1,-2.0,3.5],"small":[0.5],"maybe":null,"#));
    assert_eq!(serde_json::from_str::<Thing>(&list).expect("it"), thing());
    let body = serde_json::to_string(&caller(false).packing(&thing()));
    assert_eq!(body.expect("JSON"), list);
    packed::<_, Same>(&thing()).expect("JSON");
    assert_eq!(serde_json::to_string(&thing()).expect("JSON"), list);
}

#[test]
fn members_beside_those_of_the_body_do_not_change_it() {
    let mut request = request(&GET);
    request.fixed(r#"{"kind":"thing"}"#);
    let call = caller(true);
    let whole = request.whole(&call.packing(&thing())).expect("a body");
    let text = format!(r#"{},"kind":"thing"}}"#, &PACKED[..PACKED.len() - 1]);
    assert_eq!(whole.json(), text);
}

#[test]
fn lists_longer_than_a_block_are_whole() {
    for length in [767, 768, 769, 2000] {
        let numbers: Vec<f64> = (0_u16..length).map(f64::from).collect();
        let text = packed::<_, Floats>(&numbers).expect("JSON");
        assert_eq!(text.len(), (usize::from(length) * 4).div_ceil(3) * 4 + 2);
        assert_eq!(unpacked::<_, Floats>(&text).ok(), Some(numbers));
    }
}

#[test]
fn what_32_bits_cannot_hold_is_refused_with_its_place() {
    for number in [f64::NAN, f64::INFINITY, 1e39, -1e300] {
        let error = packed::<_, Floats>(&vec![0.0, number]).expect_err("a refusal");
        assert_eq!(
            error.to_string(),
            "number 1 is not finite as a 32-bit float"
        );
    }
    let ends = vec![3.402_823_5e38, 1e-45, -0.0];
    let text = packed::<_, Floats>(&ends).expect("JSON");
    assert_eq!(text, r#""//9/fwEAAAAAAACA""#);
}

#[test]
fn a_refusal_leaves_nothing_behind() {
    packed::<_, Floats>(&vec![f64::NAN]).expect_err("a refusal");
    let list = serde_json::to_string(&As::<_, Floats>::of(&vec![0.5]));
    assert_eq!(list.expect("JSON"), "[0.5]");
}

#[test]
fn what_is_no_packed_list_is_refused() {
    let padded_within = format!(r#""{}AA==AAAA""#, "A".repeat(4092));
    let texts = [
        r#""AAAA""#,
        r#""AAA!Pw==""#,
        r#""AAAAPw""#,
        r#""AADAfw==""#,
        r#""AACAfw==""#,
        "7",
        "{}",
        "null",
        &padded_within,
    ];
    for text in texts {
        assert!(unpacked::<Vec<f64>, Floats>(text).is_err(), "{text}");
    }
    let escaped = unpacked::<Vec<f64>, Floats>(r#""AAC\/Pw==""#);
    assert_eq!(escaped.expect("slashes may be escaped"), [1.492_187_5]);
}

#[test]
fn a_union_takes_both_and_is_packed_itself() {
    let lists: Any = serde_json::from_str(r#"{"a":["AAAAPw==",[0.5]]}"#).expect("a union");
    let value = BTreeMap::from([("a".to_owned(), vec![vec![0.5]; 2])]);
    assert_eq!(lists, Any::Lists(value));
    let text = packed::<_, Same>(&lists).expect("JSON");
    assert_eq!(text, r#"{"a":["AAAAPw==","AAAAPw=="]}"#);
    let thing: Any = serde_json::from_str(PACKED).expect("a union");
    assert!(matches!(thing, Any::Thing(_)));
}
