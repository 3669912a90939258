"""The styles of parameters, as the OpenAPI specification tabulates them."""

from __future__ import annotations

import pytest
from sdk import encode, misfit, params, unset

COLORS: list[object] = ["blue", "black"]
RGB: dict[str, object] = {"R": 100, "G": 200}


@pytest.mark.parametrize(
    ("value", "style", "explode", "text"),
    [
        ("a/b ä", "simple", False, "a%2Fb%20%C3%A4"),
        (COLORS, "simple", False, "blue,black"),
        (RGB, "simple", False, "R,100,G,200"),
        (RGB, "simple", True, "R=100,G=200"),
        ("blue", "label", False, ".blue"),
        (COLORS, "label", True, ".blue.black"),
        (RGB, "label", True, ".R=100.G=200"),
        ("blue", "matrix", False, ";color=blue"),
        (COLORS, "matrix", False, ";color=blue,black"),
        (COLORS, "matrix", True, ";color=blue;color=black"),
        (RGB, "matrix", False, ";color=R,100,G,200"),
        (RGB, "matrix", True, ";R=100;G=200"),
        (True, "simple", False, "true"),
    ],
)
def test_path(value: object, style: str, explode: bool, text: str) -> None:
    assert params.path("color", value, encode.anything, style, explode=explode) == text


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_path_keeps_its_shape(value: str) -> None:
    with pytest.raises(misfit.Misfit):
        params.path("id", value, encode.string)


@pytest.mark.parametrize(
    ("value", "style", "explode", "pairs"),
    [
        ("a&b=c", "form", True, ["color=a%26b%3Dc"]),
        (COLORS, "form", True, ["color=blue", "color=black"]),
        (COLORS, "form", False, ["color=blue,black"]),
        (COLORS, "spaceDelimited", False, ["color=blue%20black"]),
        (COLORS, "pipeDelimited", False, ["color=blue%7Cblack"]),
        (RGB, "form", True, ["R=100", "G=200"]),
        (RGB, "form", False, ["color=R,100,G,200"]),
        (RGB, "deepObject", True, ["color%5BR%5D=100", "color%5BG%5D=200"]),
        (RGB, "json", True, ["color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"]),
        (None, "form", True, []),
        (unset.UNSET, "form", True, []),
    ],
)
def test_query(value: object, style: str, explode: bool, pairs: list[str]) -> None:
    written: list[str] = []
    params.query(written, "color", value, encode.anything, style, explode=explode)
    assert written == pairs


def test_header() -> None:
    headers: dict[str, str] = {}
    params.header(headers, "a", COLORS, encode.anything)
    params.header(headers, "b", RGB, encode.anything, explode=True)
    params.header(headers, "c", None, encode.anything)
    assert headers == {"a": "blue,black", "b": "R=100,G=200"}
