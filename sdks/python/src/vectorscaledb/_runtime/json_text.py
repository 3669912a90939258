"""JSON as bytes, with what the standard library leaves out: exact decimals, and no NaN."""

from __future__ import annotations

import base64
import datetime as dt
import enum
import json
import os
import re
import uuid
from decimal import Decimal
from typing import Any, NoReturn

from .misfit import Misfit
from .model import Model
from .timestamp import rfc3339


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)
_exact_decoder = json.JSONDecoder(parse_constant=_no_constant, parse_float=Decimal)


def loads(data: bytes, *, exact: bool = False) -> Any:
    """Read JSON.

    Args:
        data: UTF-8, with or without a byte order mark.
        exact: Whether numbers with a fraction come as `Decimal` rather than `float`.

    Raises:
        ValueError: If it is not JSON, or nested too deeply to read.
    """
    decoder = _exact_decoder if exact else _decoder
    try:
        return decoder.decode(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


# The standard encoder has no way to print a number digit for digit, so a decimal goes through it as a string nobody can
# guess, whose quotes are taken off afterwards.
_MARK = os.urandom(16).hex()
_MARKED = re.compile(f'"{_MARK}([^"]*)"')


def dumps(value: object) -> bytes:
    """Write JSON, compactly, as UTF-8.

    Raises:
        Misfit: If something in it has no JSON form.
    """
    decimals = False

    def default(other: object) -> object:
        nonlocal decimals
        if isinstance(other, Decimal):
            decimals = True
            return _MARK + _number(other)
        return _plain(other)

    try:
        text = json.dumps(value, default=default, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if decimals:
            text = _MARKED.sub(r"\1", text)
        return text.encode()
    except UnicodeEncodeError:
        raise Misfit("expected text, got half of a surrogate pair") from None
    except Misfit:
        raise
    except (ValueError, TypeError, RecursionError) as error:
        raise Misfit(f"has no JSON form: {error}") from None


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise Misfit(f"{value} has no JSON form")
    return str(value)


def _plain(value: object) -> object:
    """Give values of other types the form the JSON encoder takes."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, dt.datetime):
        return rfc3339(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    # Arrays and scalars of numerical libraries.
    plain = getattr(value, "tolist", None)
    if callable(plain):
        return plain()
    raise Misfit(f"expected JSON, got {type(value).__name__}")
