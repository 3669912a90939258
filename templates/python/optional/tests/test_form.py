# needs: form
"""Bodies as HTML forms send them."""

from __future__ import annotations

from typing import Any

import pytest
from sdk import decode, form, readers
from support import written

FIELDS = {
    "a": form.Field(),
    "packed": form.Field(explode=False),
    "deep": form.Field("deepObject"),
    "json": form.Field("json"),
    "open": form.Field(reserved=True),
}


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"packed": [1, 2], "a": "x y&z"}, "a=x%20y%26z&packed=1,2"),
        ({"a": ["b", None]}, "a=b&a="),
        (
            {"deep": {"x": 1, "y": {"z": [True, False]}}},
            "deep%5Bx%5D=1&deep%5By%5D%5Bz%5D=true&deep%5By%5D%5Bz%5D=false",
        ),
        ({"json": {"b": 1}}, "json=%7B%22b%22%3A1%7D"),
        ({"open": "a/b#%20%"}, "open=a/b#%20%25"),
        ({"other": 1.5, "a": []}, "other=1.5"),
    ],
)
def test_members_by_their_style(members: dict[str, object], text: str) -> None:
    assert written(form.form_body(FIELDS)(members, "x")) == text.encode()


def test_answers_are_texts_that_become_what_they_stand_for() -> None:
    def record(value: Any) -> tuple[int, str, list[int]]:
        rest = decode.members(value)
        return (
            decode.required(rest, "n", decode.integer),
            decode.required(rest, "s", decode.string),
            decode.required(rest, "l", decode.list_of(decode.integer)),
        )

    reply = readers.Reply(200, {}, b"n=5&s=7&l=1", 1)
    assert form.form_of(record)(reply) == (5, "7", [1])
