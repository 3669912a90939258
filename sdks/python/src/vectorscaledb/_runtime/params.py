"""Parameters: from what callers pass to their places in a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import styles
from .encode import Encoder
from .misfit import Misfit
from .unset import Unset


def path(name: str, value: object, encode: Encoder, style: str = "simple", *, explode: bool = False) -> str:
    """Write one path segment.

    Raises:
        Misfit: If the value is empty, `.` or `..`, which would make another path of it.
    """
    wire = _encoded(name, value, encode)
    if wire is None or wire in ("", ".", "..", [], {}):
        raise Misfit("cannot be empty or dots: it would name another path").within(name)
    return styles.segment(name, wire, style, explode=explode)


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
        pairs.extend(styles.pairs(name, _encoded(name, value, encode), style, explode=explode, reserved=reserved))


def pair(name: str, value: object) -> str:
    """Write one plain `name=value` pair of a query."""
    return f"{styles.encoded(name)}={styles.encoded(value)}"


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
        headers[name] = styles.header_text(_encoded(name, value, encode), style, explode=explode)


def cookie(
    headers: dict[str, str], name: str, value: object, encode: Encoder, style: str = "form", *, explode: bool = True
) -> None:
    """Add a parameter to the header of cookies, unless it is not there."""
    if value is not None and not isinstance(value, Unset):
        add_cookies(headers, styles.pairs(name, _encoded(name, value, encode), style, explode=explode))


def add_cookies(headers: dict[str, str], pairs: Iterable[str]) -> None:
    """Add `name=value` pairs to the header of cookies, after those that are there."""
    present = [headers["cookie"]] if headers.get("cookie") else []
    joined = "; ".join([*present, *pairs])
    if joined:
        headers["cookie"] = joined


def _encoded(name: str, value: object, encode: Encoder) -> Any:
    try:
        return encode(value)
    except Misfit as misfit:
        raise misfit.within(name) from None
