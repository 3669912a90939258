# needs: xml_text xml_tree
"""XML from and to the JSON form."""

from __future__ import annotations

from typing import Any

import pytest
from sdk import decode, misfit, readers, xml_text, xml_tree

Name, Member, Items = xml_tree.Name, xml_text.Member, xml_text.Items
OBJECTS: xml_text.Objects = {
    "Book": (
        Member("id", Name("id"), None, attribute=True),
        Member("title", Name("title", "urn:t", "t")),
        Member("tags", Name("tags"), Items(Name("tag"), None)),
        Member("boxed", Name("boxes"), Items(Name("box"), "Box", wrapped=True)),
    ),
    "Box": (Member("size", Name("size")),),
}
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
ROOT = Name("book")


def written(value: object) -> bytes:
    """A book as XML."""
    return xml_text.document(OBJECTS, ROOT, "Book")(value)


def read(text: bytes) -> Any:
    """The JSON form of a book, its scalars as texts."""
    return xml_text.xml_of(decode.anything, OBJECTS, "Book")(readers.Reply(200, {}, text, 1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"id": 1}, b'<book id="1"/>'),
        ({"title": "<&>"}, b'<book><t:title xmlns:t="urn:t">&lt;&amp;&gt;</t:title></book>'),
        ({"tags": ["a", True]}, b"<book><tag>a</tag><tag>true</tag></book>"),
        ({"boxed": [{"size": 1.5}, {}]}, b"<book><boxes><box><size>1.5</size></box><box/></boxes></book>"),
        ({"boxed": []}, b"<book><boxes/></book>"),
        ({"id": 'a"\n'}, b"<book id='a\"&#10;'/>"),
        ({"more": {"x": [1, 2]}}, b"<book><more><x>1</x><x>2</x></more></book>"),
    ],
)
def test_values_have_their_place(value: object, text: bytes) -> None:
    assert written(value) == HEAD + text
    assert read(written(value)) == _texts(value)


def _texts(value: Any) -> Any:
    """What is read of a value: scalars are texts until a type says otherwise."""
    if isinstance(value, dict):
        return {name: _texts(item) for name, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [_texts(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return {True: "true"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def test_prefixes_are_anyones_choice() -> None:
    assert read(b'<x:book xmlns:x="u"><y:title xmlns:y="urn:t">a</y:title></x:book>') == {"title": "a"}


def test_types_read_their_texts() -> None:
    read_box = xml_text.xml_of(decode.map_of(decode.number), OBJECTS, "Box")
    assert read_box(readers.Reply(200, {}, b"<b><size> 1.5 </size></b>", 1)) == {"size": 1.5}


def test_null_is_said() -> None:
    assert read(written({"title": None})) == {"title": None}


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><book>&x;</book>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/"><book/>',
        b"<book>text <tag/></book>",
        b"<book>",
        b"",
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_what_is_not_read(text: bytes) -> None:
    with pytest.raises(misfit.Misfit):
        xml_tree.parse(text)


def test_characters_xml_cannot_carry_are_refused() -> None:
    with pytest.raises(misfit.Misfit):
        written({"title": "\0"})
