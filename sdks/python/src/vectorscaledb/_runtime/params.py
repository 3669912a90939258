"""How parameters look in a path, a query or a header: the styles of OpenAPI, over values in JSON form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import quote

from .encode import Encoder
from .misfit import Misfit
from .unset import Unset

# What `allowReserved` lets through, but for what would end the value or mean another character.
_RESERVED = ":/?[]@!$'()*,;="
_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def path(name: str, value: object, encode: Encoder, style: str = "simple", *, explode: bool = False) -> str:
    """Write one path segment.

    Raises:
        Misfit: If the segment would be empty, `.` or `..`, which would make another path of it.
    """
    text = _segment(name, _encoded(name, value, encode), style, explode=explode)
    if text in ("", ".", ".."):
        raise Misfit("cannot be empty or dots: it would name another path").within(name)
    return text


def query(
    pairs: list[str],
    name: str,
    value: object,
    encode: Encoder,
    style: str = "form",
    *,
    explode: bool = True,
    reserved: bool = False,
) -> None:
    """Add a parameter as `name=value` pairs of a query, unless it is not there."""
    if value is not None and not isinstance(value, Unset):
        pairs.extend(_pairs_of(name, _encoded(name, value, encode), style, explode=explode, reserved=reserved))


def pair(name: str, value: object) -> str:
    """Write one plain `name=value` pair of a query."""
    return f"{quote(name, safe='')}={quote(_text(value), safe='')}"


def header(
    headers: dict[str, str],
    name: str,
    value: object,
    encode: Encoder,
    style: str = "simple",
    *,
    explode: bool = False,
) -> None:
    """Add a parameter as a header, unless it is not there."""
    if value is not None and not isinstance(value, Unset):
        wire = _encoded(name, value, encode)
        headers[name] = _json(wire) if style == "json" else _header(wire, explode=explode)


def _encoded(name: str, value: object, encode: Encoder) -> Any:
    try:
        return encode(value)
    except Misfit as misfit:
        raise misfit.within(name) from None


def _segment(name: str, value: Any, style: str, *, explode: bool) -> str:
    if style == "json":
        return quote(_json(value), safe="")
    separator = {"label": ".", "matrix": ";"}.get(style, ",") if explode else ","
    named = explode and isinstance(value, dict)
    parts = _parts(value, "=" if named else ",")
    if style == "matrix" and not named:
        key = quote(name, safe="")
        parts = [f"{key}={part}" for part in parts] if explode else [f"{key}={separator.join(parts)}"]
    return {"label": ".", "matrix": ";"}.get(style, "") + separator.join(parts)


def _pairs_of(name: str, value: Any, style: str, *, explode: bool, reserved: bool) -> Iterator[str]:
    safe = _RESERVED if reserved else ""
    key = quote(name, safe="")
    if style == "json":
        yield f"{key}={quote(_json(value), safe=safe)}"
    elif isinstance(value, dict):
        yield from _object(name, cast("dict[str, Any]", value), style, explode, safe)
    elif isinstance(value, list):
        texts = [quote(_text(item), safe=safe) for item in value]  # pyright: ignore[reportUnknownVariableType]
        if explode:
            yield from (f"{key}={text}" for text in texts)
        else:
            yield f"{key}={_SEPARATORS.get(style, ',').join(texts)}"
    else:
        yield f"{key}={quote(_text(value), safe=safe)}"


def _header(value: Any, *, explode: bool) -> str:
    if isinstance(value, dict):
        join = "=" if explode else ","
        return ",".join(f"{key}{join}{_text(item)}" for key, item in value.items())  # pyright: ignore[reportUnknownVariableType]
    return ",".join(map(_text, value)) if isinstance(value, list) else _text(value)  # pyright: ignore[reportUnknownArgumentType]


def _object(name: str, value: dict[str, Any], style: str, explode: bool, safe: str) -> Iterator[str]:
    pairs = [(quote(key, safe=""), quote(_text(item), safe=safe)) for key, item in value.items()]
    key = quote(name, safe="")
    if style == "deepObject":
        yield from (f"{key}%5B{member}%5D={text}" for member, text in pairs)
    elif explode:
        yield from (f"{member}={text}" for member, text in pairs)
    else:
        yield f"{key}={_SEPARATORS.get(style, ',').join(part for pair in pairs for part in pair)}"


def _parts(value: Any, join: str) -> list[str]:
    if isinstance(value, dict):
        return [f"{quote(key, safe='')}{join}{quote(_text(item), safe='')}" for key, item in value.items()]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, list):
        return [quote(_text(item), safe="") for item in value]  # pyright: ignore[reportUnknownVariableType]
    return [quote(_text(value), safe="")]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=str)
