"""The layouts OpenAPI has for values in a path, a query, a header or a cookie, over values in JSON form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast
from urllib.parse import quote

# What `allowReserved` lets through (RFC 6570); escapes that are there already stay as they are.
_RESERVED = ":/?#[]@!$&'()*+,;=%"
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_EXACT = 2.0**53
_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def text(value: Any) -> str:
    """A value as text: strings as they are, null as nothing, everything else as JSON has it."""
    if isinstance(value, str):
        return value
    return "" if value is None else json_text(value)


def json_text(value: Any) -> str:
    """A value as JSON."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        # Whole numbers look alike in all languages that have but one kind of number.
        return str(int(value))
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=str)


def encoded(value: Any, *, reserved: bool = False) -> str:
    """The percent-encoded text of a value."""
    if reserved:
        return quote(_LONE_PERCENT.sub("%25", text(value)), safe=_RESERVED)
    return quote(text(value), safe="")


def segment(name: str, value: Any, style: str, *, explode: bool) -> str:
    """A value in a path."""
    if style == "simple" and isinstance(value, str):
        return quote(value, safe="")
    if style == "json":
        return quote(json_text(value), safe="")
    separator = {"label": ".", "matrix": ";"}.get(style, ",") if explode else ","
    named = explode and isinstance(value, dict)
    parts = _parts(value, "=" if named else ",")
    if style == "matrix" and not named:
        key = encoded(name)
        parts = [f"{key}={part}" for part in parts] if explode else [f"{key}={separator.join(parts)}"]
    return {"label": ".", "matrix": ";"}.get(style, "") + separator.join(parts)


def pairs(name: str, value: Any, style: str, *, explode: bool, reserved: bool = False) -> Iterator[str]:
    """A value as `name=value` pairs of a query, a form or a cookie; a list or an object of nothing has none."""
    key = encoded(name)
    if style == "json":
        yield f"{key}={encoded(json_text(value), reserved=reserved)}"
    elif isinstance(value, dict):
        yield from _object(key, cast("dict[str, Any]", value), style, explode=explode, reserved=reserved)
    elif isinstance(value, list):
        yield from _list(key, cast("Any", value), style, explode=explode, reserved=reserved)
    else:
        yield f"{key}={encoded(value, reserved=reserved)}"


def header_text(value: Any, style: str = "simple", *, explode: bool = False) -> str:
    """A value in a header."""
    if style == "json":
        return json_text(value)
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        join = "=" if explode else ","
        return ",".join(f"{key}{join}{text(item)}" for key, item in members.items())
    return ",".join(map(text, cast("Any", value))) if isinstance(value, list) else text(value)


def _object(key: str, value: Mapping[str, Any], style: str, *, explode: bool, reserved: bool) -> Iterator[str]:
    if style == "deepObject":
        yield from _deep(key, value, reserved=reserved)
    elif explode:
        for name, item in value.items():
            yield f"{encoded(name)}={encoded(item, reserved=reserved)}"
    elif value:
        parts = (part for name, item in value.items() for part in (encoded(name), encoded(item, reserved=reserved)))
        yield f"{key}={_SEPARATORS.get(style, ',').join(parts)}"


def _deep(key: str, value: Any, *, reserved: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, item in cast("Mapping[str, Any]", value).items():
            yield from _deep(f"{key}%5B{encoded(name)}%5D", item, reserved=reserved)
    elif isinstance(value, list):
        for item in cast("Any", value):
            yield f"{key}={encoded(item, reserved=reserved)}"
    else:
        yield f"{key}={encoded(value, reserved=reserved)}"


def _list(key: str, value: list[Any], style: str, *, explode: bool, reserved: bool) -> Iterator[str]:
    texts = [encoded(item, reserved=reserved) for item in value]
    if explode:
        yield from (f"{key}={each}" for each in texts)
    elif texts:
        yield f"{key}={_SEPARATORS.get(style, ',').join(texts)}"


def _parts(value: Any, join: str) -> list[str]:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return [f"{encoded(key)}{join}{encoded(item)}" for key, item in members.items()]
    return [encoded(item) for item in cast("Any", value)] if isinstance(value, list) else [encoded(value)]
