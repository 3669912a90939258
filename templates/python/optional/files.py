"""Files in bodies of several parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, TypeAlias

from .misfit import Misfit


@dataclass(frozen=True, slots=True)
class File:
    """A file to send, with what is said of it.

    Attributes:
        content: Its octets, or a file opened for reading them.
        name: Its name; without one it has that of the member it is sent as.
        content_type: Its media type; without one it has that of the document.
        headers: Further header fields of its part.
    """

    content: bytes | bytearray | IO[bytes] = field(repr=False)
    name: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


FileContent: TypeAlias = File | bytes | bytearray | IO[bytes]
"""What can be sent as a file."""


def file(value: Any) -> File:
    """Pass a file, or octets as one."""
    if isinstance(value, File):
        return value
    if isinstance(value, bytes | bytearray) or callable(getattr(value, "read", None)):
        return File(value)
    raise Misfit.expected("a File, bytes or an open file", value)
