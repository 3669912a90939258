use std::time::Duration;

use crate::runtime::sse::{Decoder, Event};

const STREAM: &str = "\u{feff}data: one\r\n\r\n:comment\rid: 7\rdata:two\rdata\rdata:  3\r\r\
    event: x\nretry: 250\n\nretry: 2s\n\nid\ndata: déjà\n\nid: a\0b\ndata: end\n\ndata: cut";

fn expected() -> Vec<Event> {
    let event = |data: &str, id: Option<&str>| Event {
        name: String::new(),
        data: data.to_owned(),
        id: id.map(str::to_owned),
    };
    vec![
        event("one", None),
        event("two\n\n 3", Some("7")),
        event("déjà", None),
        event("end", None),
    ]
}

#[test]
fn events_are_the_same_wherever_the_bytes_are_cut() {
    let bytes = STREAM.as_bytes();
    for first in 0..bytes.len() {
        for second in first..bytes.len() {
            let mut decoder = Decoder::default();
            let mut events = decoder.push(&bytes[..first]);
            events.extend(decoder.push(&bytes[first..second]));
            events.extend(decoder.push(&bytes[second..]));
            assert_eq!(events, expected(), "cut at {first} and {second}");
            assert_eq!(decoder.retry(), Some(Duration::from_millis(250)));
        }
    }
}

#[test]
fn events_are_the_same_byte_by_byte() {
    let mut decoder = Decoder::default();
    let events: Vec<_> = STREAM
        .bytes()
        .flat_map(|byte| decoder.push(&[byte]))
        .collect();
    assert_eq!(events, expected());
}

#[test]
fn a_block_of_only_an_id_moves_the_place() {
    let mut decoder = Decoder::default();
    assert!(decoder.push(b"id: 9\n\n").is_empty());
    assert_eq!(decoder.last_id(), Some("9"));
}

#[test]
fn an_id_counts_only_when_its_block_is_ended() {
    let mut decoder = Decoder::default();
    decoder.push(b"id: 1\ndata: x\n\nid: 2\n");
    assert_eq!(decoder.last_id(), Some("1"));
}
