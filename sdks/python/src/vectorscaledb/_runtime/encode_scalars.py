"""From what callers pass to JSON: strings, numbers, times, octets."""

from __future__ import annotations

import base64 as b64
import datetime as dt
import uuid as uuids
from collections.abc import Callable
from decimal import Decimal
from typing import Any, SupportsFloat

from .misfit import Misfit
from .model import Model, TextDecimal
from .timestamp import rfc3339

Encoder = Callable[[Any], Any]


def anything(value: Any) -> Any:
    """Pass any JSON; what has no JSON form is found when the text is written."""
    return value


def model(value: Any) -> Any:
    """Pass an object in its JSON form."""
    return value.to_dict() if isinstance(value, Model) else value


def string(value: Any) -> str:
    """Pass a string."""
    if isinstance(value, str):
        return value
    raise Misfit.expected("a string", value)


def boolean(value: Any) -> bool:
    """Pass true or false."""
    if isinstance(value, bool):
        return value
    raise Misfit.expected("a boolean", value)


def integer(value: Any) -> int:
    """Pass an integer, also one of a numerical library."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise Misfit.expected("an integer", value)
    return int(value)


def integer_text(value: Any) -> str:
    """Pass an integer as the string it travels as."""
    return str(integer(value))


def number(value: Any) -> float:
    """Pass a number, also one of a numerical library."""
    if type(value) is float or type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, SupportsFloat):
        raise Misfit.expected("a number", value)
    return float(value)


def decimal(value: Any) -> Decimal | int | float | str:
    """Pass a number digit for digit; one that came as a string goes back as one."""
    if isinstance(value, TextDecimal):
        return str(value)
    return value if isinstance(value, Decimal) else number(value)


def decimal_text(value: Any) -> str:
    """Pass a number as the string it travels as."""
    if isinstance(value, str):
        return value
    number = decimal(value)
    return str(number) if not isinstance(number, float) else repr(number)


def date_time(value: Any) -> str:
    """Pass RFC 3339 text as it is, and an aware `datetime` as such text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dt.datetime):
        raise Misfit.expected("a datetime or RFC 3339 text", value)
    try:
        return rfc3339(value)
    except ValueError as error:
        raise Misfit(str(error)) from None


def http_date(value: Any) -> str:
    """Pass a time in the form HTTP headers have."""
    if isinstance(value, str):
        return value
    import email.utils

    return email.utils.format_datetime(_aware(value).astimezone(dt.timezone.utc), usegmt=True)


def unix_time(value: Any) -> float:
    """Pass a time as seconds since 1970."""
    seconds = _aware(value).timestamp()
    return int(seconds) if seconds.is_integer() else seconds


def date(value: Any) -> str:
    """Pass a date."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    raise Misfit.expected("a date or ISO 8601 text", value)


def uuid(value: Any) -> str:
    """Pass a UUID."""
    return str(value) if isinstance(value, uuids.UUID) else string(value)


def base64(value: Any) -> str:
    """Pass octets in base64."""
    return b64.b64encode(_octets(value)).decode()


def base64url(value: Any) -> str:
    """Pass octets in the base64 of URLs, without padding."""
    return b64.urlsafe_b64encode(_octets(value)).decode().rstrip("=")


def _aware(value: Any) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        raise Misfit.expected("a datetime", value)
    if value.utcoffset() is None:
        raise Misfit("a time without an offset; give it one, such as tzinfo=timezone.utc")
    return value


def _octets(value: Any) -> bytes:
    if not isinstance(value, bytes | bytearray):
        raise Misfit.expected("bytes", value)
    return bytes(value)
