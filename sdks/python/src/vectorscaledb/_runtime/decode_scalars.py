"""From JSON to single values: strings, numbers, times, octets."""

from __future__ import annotations

import base64 as b64
import datetime as dt
import re
import threading
import uuid as uuids
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from .misfit import Misfit
from .model import TextDecimal
from .timestamp import Timestamp

_T = TypeVar("_T")
Decoder = Callable[[Any], _T]


class Mode(threading.local):
    """How strictly this thread reads just now.

    Attributes:
        listed: Only listed values of enumerations fit, and only known variants: how unions look for the best fit.
        texts: Scalars come as texts, as in headers, forms and XML.
    """

    listed = False
    texts = False


mode = Mode()
# Numbers written with an exponent are not spelled out beyond this.
_MAX_DIGITS = 400
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def anything(value: Any) -> Any:
    """Read any JSON."""
    return value


def string(value: Any) -> str:
    """Read a string."""
    if isinstance(value, str):
        return value
    raise Misfit.expected("a string", value)


def boolean(value: Any) -> bool:
    """Read true or false."""
    if value is True or value is False:
        return value
    if mode.texts and value in ("true", "false"):
        return bool(value == "true")
    raise Misfit.expected("a boolean", value)


def integer(value: Any) -> int:
    """Read an integer of any size; `1.0` is one."""
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer():
        # By its digits: `1e30` is a power of ten, though the nearest float is not.
        return int(value) if abs(value) < 2**53 else int(Decimal(repr(value)))
    if isinstance(value, Decimal) and value.adjusted() < _MAX_DIGITS and value == value.to_integral_value():
        return int(value)
    if mode.texts and isinstance(value, str) and value.strip().removeprefix("-").isdecimal():
        return int(value)
    raise Misfit.expected("an integer", value)


def integer_text(value: Any) -> int:
    """Read an integer that travels as a string, so that no parser rounds it."""
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    return integer(value)


def number(value: Any) -> float:
    """Read a 64-bit float."""
    if type(value) is float:
        return value
    if type(value) is int or isinstance(value, Decimal):
        try:
            return float(value)
        except OverflowError:
            raise Misfit("is beyond a 64-bit float") from None
    if mode.texts and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    raise Misfit.expected("a number", value)


def decimal_text(value: Any) -> Decimal:
    """Read a number that travels as a string, digit for digit."""
    if isinstance(value, str):
        return decimal(value)
    raise Misfit.expected("a string", value)


def decimal(value: Any) -> Decimal:
    """Read a number digit for digit, also one that travels as a string."""
    if isinstance(value, str):
        try:
            return TextDecimal(value)
        except InvalidOperation:
            raise Misfit("is not a number") from None
    if isinstance(value, Decimal):
        return value
    if type(value) is int:
        return Decimal(value)
    if type(value) is float:
        return Decimal(repr(value))
    raise Misfit.expected("a number", value)


def date_time(value: Any) -> Timestamp:
    """Read an RFC 3339 time."""
    try:
        return Timestamp.parse(string(value))
    except ValueError as error:
        raise Misfit(str(error)) from None


def http_date(value: Any) -> dt.datetime:
    """Read the form of time HTTP headers have."""
    import email.utils

    try:
        return email.utils.parsedate_to_datetime(string(value))
    except ValueError:
        raise Misfit("is not an HTTP date") from None


def unix_time(value: Any) -> dt.datetime:
    """Read seconds since 1970."""
    try:
        return dt.datetime.fromtimestamp(0, dt.timezone.utc) + dt.timedelta(seconds=number(value))
    except OverflowError:
        raise Misfit("is outside the years 1 to 9999") from None


def date(value: Any) -> dt.date:
    """Read a date."""
    try:
        return dt.date.fromisoformat(string(value))
    except ValueError:
        raise Misfit("is not a date") from None


def uuid(value: Any) -> uuids.UUID:
    """Read a UUID."""
    try:
        return uuids.UUID(string(value))
    except ValueError:
        raise Misfit("is not a UUID") from None


def base64(value: Any) -> bytes:
    """Read octets in base64, padded and without anything else."""
    text = string(value)
    try:
        octets = b64.b64decode(text, validate=True)
    except ValueError:
        raise Misfit("is not base64") from None
    # Python passes over padding there is too much of.
    if len(text) != (len(octets) + 2) // 3 * 4:
        raise Misfit("is not base64")
    return octets


def base64url(value: Any) -> bytes:
    """Read octets in the base64 of URLs, padded or not."""
    text = string(value).rstrip("=")
    # Python takes both alphabets.
    if "+" in text or "/" in text:
        raise Misfit("is not base64url")
    try:
        return b64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Misfit("is not base64url") from None
