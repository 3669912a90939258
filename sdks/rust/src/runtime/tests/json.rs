use std::collections::BTreeMap;

use chrono::{TimeZone, Utc};

use crate::runtime::{
    members, Base64, Base64Url, HttpDate, Int64Text, Integer, Json, Maybe, Number, Tail, UnixTime,
};

#[derive(Debug, Clone, PartialEq)]
struct Model {
    name: String,
    size: Option<f64>,
    label: Maybe<String>,
    kind: String,
    extra: BTreeMap<String, Json>,
}

members! {
    Model {
        name: required "name",
        size: optional finite "size",
        label: maybe "label",
        kind: required "kind" is "model",
    }
}

fn model(text: &str) -> Model {
    serde_json::from_str(text).expect(text)
}

#[test]
fn what_is_not_known_is_kept_digit_for_digit() {
    let text = r#"{"name":"n","label":null,"kind":"model","big":123456789012345678901234567890,"price":1.10}"#;
    assert_eq!(serde_json::to_string(&model(text)).expect("JSON"), text);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let labels = [
        (r#"{"name":"n","kind":"model"}"#, Maybe::Absent),
        (r#"{"name":"n","label":null,"kind":"model"}"#, Maybe::Null),
        (
            r#"{"name":"n","label":"l","kind":"model"}"#,
            Maybe::Value("l".to_owned()),
        ),
    ];
    for (text, label) in labels {
        assert_eq!(model(text).label, label);
        assert_eq!(serde_json::to_string(&model(text)).expect("JSON"), text);
    }
}

#[test]
fn what_must_be_there_is_missed_and_what_must_be_so_is_checked() {
    assert!(serde_json::from_str::<Model>(r#"{"kind":"model"}"#).is_err());
    assert!(serde_json::from_str::<Model>(r#"{"name":"n","kind":"other"}"#).is_err());
}

#[test]
fn infinities_are_refused_and_not_made_null() {
    let mut infinite = model(r#"{"name":"n","kind":"model"}"#);
    infinite.size = Some(f64::INFINITY);
    assert!(serde_json::to_string(&infinite).is_err());
}

#[test]
fn numbers_are_what_they_were() {
    for text in [
        "0",
        "-0",
        "1.10",
        "1e400",
        "18446744073709551616",
        "0.1",
        "5e-324",
    ] {
        let number: Number = serde_json::from_str(text).expect(text);
        assert_eq!(serde_json::to_string(&number).expect(text), text);
    }
    for text in ["+1", ".5", "inf", "0x1", "1 2", "\"1\"", "", "-"] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
}

#[test]
fn integers_have_any_size_and_a_zero_fraction_at_most() {
    let big: Integer = serde_json::from_str("123456789012345678901234567890").expect("big");
    assert_eq!(big.to_string(), "123456789012345678901234567890");
    assert_eq!(serde_json::from_str::<Integer>("3.0").expect("whole"), 3);
    assert!(serde_json::from_str::<Integer>("3.5").is_err());
}

#[test]
fn json_that_nests_without_end_is_refused() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(serde_json::from_str::<Json>(&deep).is_err());
    assert!(serde_json::from_str::<Json>(&("[".repeat(100) + &"]".repeat(100))).is_ok());
}

fn same<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
    text: &str,
) {
    assert_eq!(serde_json::to_string(value).expect(text), text);
    assert_eq!(&serde_json::from_str::<T>(text).expect(text), value);
}

#[test]
fn formats_go_out_as_they_come_in() {
    let time = Utc
        .with_ymd_and_hms(2025, 1, 1, 0, 0, 0)
        .single()
        .expect("a time");
    same(&Base64(vec![251, 255]), "\"+/8=\"");
    same(&Base64Url(vec![251, 255]), "\"-_8\"");
    same(&Int64Text(i64::MIN), "\"-9223372036854775808\"");
    same(&HttpDate(time), "\"Wed, 01 Jan 2025 00:00:00 GMT\"");
    same(&UnixTime(time), "1735689600");
    let early = Utc.timestamp_opt(-2, 750_000_001).single().expect("a time");
    same(&UnixTime(early), "-1.249999999");
    let fixed = ("a".to_owned(), 1);
    same(
        &Tail {
            fixed,
            rest: vec![true, false],
        },
        "[\"a\",1,true,false]",
    );
}
