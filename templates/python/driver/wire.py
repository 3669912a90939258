"""JSON in which no digit is lost, and the driver's own forms of binary values."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

_MARK = os.urandom(16).hex()
_MARKED = re.compile(f'"{_MARK}([^"]*)"')


def loads(text: str) -> Any:
    """Read JSON; numbers with a fraction come as decimals."""
    return json.loads(text, parse_float=Decimal)


def dumps(value: object) -> str:
    """Write JSON on one line."""
    return _MARKED.sub(r"\1", json.dumps(plain(value), allow_nan=False, separators=(",", ":")))


def plain(value: Any) -> Any:
    """Give values without a JSON form of their own one."""
    if isinstance(value, Decimal):
        return _MARK + str(value)
    if isinstance(value, bytes | bytearray):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        return {str(name): plain(member) for name, member in members.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in cast("Any", value)]
    if value is None or isinstance(value, str | int | float):
        return value
    to_dict = getattr(value, "to_dict", None)
    return plain(to_dict()) if callable(to_dict) else str(value)


def opened(value: Any, file: Callable[..., Any]) -> Any:
    """Replace the driver's forms of octets and files by what methods take."""
    if isinstance(value, list):
        return [opened(item, file) for item in cast("Any", value)]
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, Any]", value)
    if set(members) == {"$bytes"}:
        return base64.b64decode(members["$bytes"])
    if set(members) == {"$file"}:
        given = members["$file"]
        more = {"headers": given["headers"]} if given.get("headers") else {}
        return file(base64.b64decode(given["base64"]), name=given.get("name"), content_type=given.get("type"), **more)
    return {name: opened(member, file) for name, member in members.items()}
