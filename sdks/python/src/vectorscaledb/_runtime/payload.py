"""Bodies of requests: what is sent, and how a body in JSON form becomes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from .json_text import dumps
from .transport import BodyStream


@dataclass(frozen=True, slots=True)
class Payload:
    """A body as it goes on the wire.

    Attributes:
        content: Its octets, or what produces them.
        content_type: What it says it is.
    """

    content: bytes | BodyStream
    content_type: str


Writer: TypeAlias = Callable[[Any, str], Payload]
"""From a body and the media type the document declares to what is sent."""


def json_body(value: Any, media_type: str) -> Payload:
    """Write JSON.

    Raises:
        Misfit: If something in it has no JSON form.
    """
    return Payload(dumps(value), media_type)


def text_body(value: Any, media_type: str) -> Payload:
    """Write text as UTF-8."""
    return Payload(str(value).encode(), media_type)


def binary_body(value: Any, media_type: str) -> Payload:
    """Send octets as they are."""
    return Payload(value, media_type)
