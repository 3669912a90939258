"""Decoding of server-sent events."""

from __future__ import annotations

import pytest
from sdk import sse

EVERYTHING = (
    b"\xef\xbb\xbf: comment\r\ndata: one\r\nid: 1\r\n\r\n"
    b"event: named\rdata:two\rdata: lines\r\r"
    b"retry: 1500\n\n"
    b"id: 3\n\n"
    b"data\nunknown: x\n\n"
    b"id: no\0id\ndata: \xc3\xa4\xff\n\n"
    b"data: unterminated\n"
)
EVENTS = [
    sse.ServerSentEvent("message", "one", "1"),
    sse.ServerSentEvent("named", "two\nlines", "1"),
    sse.ServerSentEvent("message", "", "3"),
    sse.ServerSentEvent("message", "ä\ufffd", "3"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_chunks_may_be_cut_anywhere(size: int) -> None:
    decoder = sse.EventDecoder()
    events = [
        event for start in range(0, len(EVERYTHING), size) for event in decoder.feed(EVERYTHING[start : start + size])
    ]
    assert events == EVENTS
    assert decoder.retry == 1.5
    assert decoder.last_event_id == "3"


def test_an_event_comes_with_the_line_that_ends_it() -> None:
    decoder = sse.EventDecoder()
    assert [event.data for event in decoder.feed(b"data: now\r\r")] == ["now"]
    assert list(decoder.feed(b"\n")) == []


def test_an_id_counts_only_once_its_event_is_whole() -> None:
    decoder = sse.EventDecoder("7")
    assert list(decoder.feed(b"id: 8\ndata: x\n")) == []
    assert decoder.last_event_id == "7"


def test_an_empty_id_forgets_the_one_before() -> None:
    decoder = sse.EventDecoder("7")
    assert list(decoder.feed(b"id:\n\n")) == []
    assert decoder.last_event_id == ""


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "", "٣"])
def test_a_retry_that_is_no_number_is_ignored(text: str) -> None:
    decoder = sse.EventDecoder()
    list(decoder.feed(f"retry: {text}\n\n".encode()))
    assert decoder.retry is None
