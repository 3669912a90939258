# needs: multipart files octets
"""Bodies of several parts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from sdk import exceptions, files, multipart, octets, payload
from support import written

PARTS = {
    "note": multipart.Part("text"),
    "meta": multipart.Part("document", content_type="application/json"),
    "file": multipart.Part("file", repeated=True, content_type="image/png"),
}


def parts_of(body: object) -> list[bytes]:
    """The parts of a body, without the boundary."""
    made = multipart.multipart_body(PARTS)(body, "multipart/form-data")
    found = re.fullmatch(r"multipart/form-data; boundary=(\w+)", made.content_type)
    assert found
    start, *parts, end = written(made).split(b"--" + found[1].encode())
    assert (start, end) == (b"", b"--\r\n")
    return [part[2:-2] for part in parts]


def test_parts_come_in_the_order_of_the_document() -> None:
    text = b'Content-Disposition: form-data; name="note"\r\n\r\nyes'
    document = b'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":[1]}'
    assert parts_of({"meta": {"a": [1]}, "note": "yes"}) == [text, document]


def test_each_file_is_a_part() -> None:
    given = files.File(b"2", "a b.gif", "image/gif", {"X-A": "b"})
    first, second = parts_of({"file": [files.File(b"1"), given]})
    assert first == b'Content-Disposition: form-data; name="file"; filename="file"\r\nContent-Type: image/png\r\n\r\n1'
    assert b'filename="a b.gif"\r\nContent-Type: image/gif\r\nX-A: b\r\n\r\n2' in second


def test_what_the_document_does_not_name_goes_by_its_value() -> None:
    more = {"n": 1, "o": {"b": None}, "f": files.File(io.BytesIO(b"x")), "l": ["a", "b"]}
    number, other, file, *items = parts_of(more)
    assert number.endswith(b'name="n"\r\n\r\n1')
    assert other.endswith(b'{"b":null}')
    assert b'filename="f"\r\nContent-Type: application/octet-stream\r\n\r\nx' in file
    assert len(items) == 2


def test_open_files_are_read_while_they_are_sent_and_can_be_sent_again() -> None:
    opened = io.BytesIO(b"skipped rest")
    opened.seek(8)
    made = multipart.multipart_body(PARTS)({"file": [files.File(opened)]}, "multipart/form-data")
    assert not isinstance(made.content, bytes)
    assert made.content.rewindable
    assert written(made) == written(made)
    assert made.content.length == len(written(made))
    assert b"\r\n\r\nrest\r\n" in written(made)


@pytest.mark.parametrize("name", ['a"b', "a\r\nX: y"])
def test_names_stay_in_their_quotes(name: str) -> None:
    (part,) = parts_of({"file": [files.File(b"", name)]})
    assert part.count(b"\r\n") == 3
    assert part.split(b"\r\n")[0].count(b'"') == 4


def test_headers_of_a_part_cannot_break_out() -> None:
    with pytest.raises(exceptions.InvalidArgumentError):
        parts_of({"file": [files.File(b"", headers={"X": "a\r\nb"})]})


def test_chunks_may_come_once_or_again() -> None:
    def produced() -> Iterator[bytes]:
        yield from (b"a", b"", b"b")

    once, again = octets.content(produced()), octets.content([b"a", b"b"])
    assert (once.rewindable, again.rewindable) == (False, True)
    assert list(once) == list(again) == list(again) == [b"a", b"b"]
    assert written(payload.binary_body(octets.content(bytearray(b"x")), "a/b")) == b"x"
