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


@pytest.mark.parametrize(
    ("value", "explode", "text"),
    [
        ("a b;c", True, "color=a%20b%3Bc"),
        (COLORS, True, "color=blue; color=black"),
        (COLORS, False, "color=blue,black"),
        (RGB, True, "R=100; G=200"),
        ([], True, None),
        (None, True, None),
        (unset.UNSET, True, None),
    ],
)
def test_cookies(value: object, explode: bool, text: str | None) -> None:
    headers = {"cookie": "first=1"}
    params.cookie(headers, "color", value, encode.anything, explode=explode)
    assert headers == {"cookie": "first=1" if text is None else f"first=1; {text}"}


@pytest.mark.parametrize("explode", [True, False])
@pytest.mark.parametrize("value", [[], {}])
def test_nothing_in_a_list_is_nothing_in_a_query(value: object, explode: bool) -> None:
    pairs: list[str] = []
    params.query(pairs, "color", value, encode.anything, explode=explode)
    assert pairs == []


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ({"b": [1, 2]}, ["a%5Bb%5D=1", "a%5Bb%5D=2"]),
        ({"b": {"c": None}}, ["a%5Bb%5D%5Bc%5D="]),
        ({"b c": True}, ["a%5Bb%20c%5D=true"]),
    ],
)
def test_deep_objects(value: object, pairs: list[str]) -> None:
    found: list[str] = []
    params.query(found, "a", value, encode.anything, "deepObject")
    assert found == pairs


def test_reserved_characters_are_kept_where_they_are_allowed() -> None:
    pairs: list[str] = []
    params.query(pairs, "q", "a/b?c%20d% e", encode.anything, reserved=True)
    assert pairs == ["q=a/b?c%20d%25%20e"]


def test_numbers_look_alike_in_all_languages() -> None:
    assert params.pair("n", 1.0) == "n=1"
    assert params.pair("n", 1.5) == "n=1.5"
    assert params.pair("n", 2**80) == f"n={2**80}"
