"""From a response read to its end to its result: one function per kind of body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from .json_text import loads

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """A response read to its end, and how many attempts it took to get.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        body: The octets.
        attempts: How many requests were sent.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    attempts: int


Reader: TypeAlias = Callable[[Reply], T]


def json_of(decode: Callable[[Any], T], *, exact: bool = False) -> Reader[T]:
    """Make a reader of JSON; `exact` reads numbers digit for digit."""

    def read_json(reply: Reply) -> T:
        # No content is for the decoder to judge: it may be what is promised.
        return decode(loads(reply.body, exact=exact) if reply.body else None)

    return read_json


def text_of(decode: Callable[[Any], T]) -> Reader[T]:
    """Make a reader of text."""
    return lambda reply: decode(reply.body.decode(charset(reply.headers), "replace"))


def octets(reply: Reply) -> Any:
    """Read octets, where they are not streamed."""
    return reply.body


def nothing(reply: Reply) -> None:
    """Read no content; what comes anyway is dropped."""


def of_status(table: Mapping[str, T], status: int) -> T | None:
    """What a table says of a status: itself, its range, or all."""
    return table.get(str(status)) or table.get(f"{status // 100}XX") or table.get("default")


def media_type(headers: Mapping[str, str]) -> str:
    """The media type of a body, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def charset(headers: Mapping[str, str]) -> str:
    """The encoding of a text; UTF-8 unless a known one is named."""
    _, found, rest = headers.get("content-type", "").lower().partition("charset=")
    name = rest.partition(";")[0].strip(" \"'")
    try:
        "".encode(name if found else "utf-8")
    except LookupError:
        return "utf-8"
    return name if found and name else "utf-8"
