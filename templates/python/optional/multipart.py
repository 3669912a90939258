"""Bodies of several parts (RFC 7578)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from ..exceptions import InvalidArgumentError
from .files import File, file
from .json_text import dumps
from .octets import FileBody
from .payload import Payload, Writer
from .settings import check_header
from .styles import text

_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}


@dataclass(frozen=True, slots=True)
class Part:
    """How a member travels.

    Attributes:
        content: As a file, as text, as a document of its own, or as whichever of these its value is.
        repeated: Whether each item of a list is a part.
        content_type: What it says it is, of a `value` where it is a file; empty where it says nothing.
        write: How a document other than JSON is written.
    """

    content: Literal["file", "text", "document", "value"]
    repeated: bool = False
    content_type: str = ""
    write: Callable[[Any], bytes] = dumps


def multipart_body(parts: Mapping[str, Part]) -> Writer:
    """Make a writer: parts in the order of the document, then those it does not name."""

    def write_parts(value: Any, media_type: str) -> Payload:
        members: dict[str, Any] = dict(value)
        ordered = [*[name for name in parts if name in members], *[name for name in members if name not in parts]]
        boundary = uuid.uuid4().hex
        body = _Body(boundary)
        for name in ordered:
            for part, item in _items(parts.get(name), members[name]):
                body.add(name, part, item)
        content_type = f"{media_type.partition(';')[0].strip()}; boundary={boundary}"
        return Payload(body.whole() if body.is_whole else body, content_type)

    return write_parts


def _items(part: Part | None, value: Any) -> list[tuple[Part, Any]]:
    """The parts of a member; one the document does not name goes by its value."""
    given = part or _UNNAMED
    is_several = given.repeated and isinstance(value, list)
    items = cast("list[Any]", value if is_several else [value])
    return [(_by_value(given, item) if given.content == "value" else given, item) for item in items]


_UNNAMED = Part("value", repeated=True)


def _by_value(part: Part, value: object) -> Part:
    if isinstance(value, File | bytes | bytearray) or hasattr(value, "read"):
        return Part("file", content_type=part.content_type or "application/octet-stream")
    return Part("document", content_type="application/json") if isinstance(value, dict | list) else Part("text")


class _Body:
    """The parts between their boundaries; files are read while they are sent."""

    failure: Exception | None = None

    def __init__(self, boundary: str) -> None:
        self._boundary = boundary.encode()
        self._pieces: list[bytes | FileBody] = []

    def add(self, name: str, part: Part, value: Any) -> None:
        """Add one part."""
        if part.content == "file":
            self._file(name, part, file(value))
            return
        content = text(value).encode() if part.content == "text" else part.write(value)
        self._piece(_head(name, None, part.content_type, {}), content)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is at hand."""
        return all(isinstance(piece, bytes) for piece in self._pieces)

    @property
    def rewindable(self) -> bool:
        """Whether it can be sent again."""
        return all(isinstance(piece, bytes) or piece.rewindable for piece in self._pieces)

    @property
    def length(self) -> int | None:
        """How many octets it has, if all files know."""
        lengths = [len(piece) if isinstance(piece, bytes) else piece.length for piece in [*self._pieces, self._end()]]
        known = [each for each in lengths if each is not None]
        return sum(known) if len(known) == len(lengths) else None

    def whole(self) -> bytes:
        """All of it."""
        return b"".join(self)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece
        yield self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def _file(self, name: str, part: Part, given: File) -> None:
        content = given.content
        media_type = given.content_type or part.content_type or "application/octet-stream"
        octets = bytes(content) if isinstance(content, bytes | bytearray) else FileBody(content)
        self._piece(_head(name, given.name or name, media_type, given.headers), octets)

    def _piece(self, head: bytes, content: bytes | FileBody) -> None:
        self._pieces += [b"--" + self._boundary + b"\r\n" + head + b"\r\n", content, b"\r\n"]

    def _end(self) -> bytes:
        return b"--" + self._boundary + b"--\r\n"


def _head(name: str, filename: str | None, media_type: str, headers: Mapping[str, str]) -> bytes:
    disposition = f'form-data; name="{_escaped(name)}"'
    if filename is not None:
        disposition += f'; filename="{_escaped(filename)}"'
    lines = [f"Content-Disposition: {disposition}"]
    for field, value in {**({"Content-Type": media_type} if media_type else {}), **headers}.items():
        check_header(field, value)
        lines.append(f"{field}: {value}")
    return "".join(f"{line}\r\n" for line in lines).encode()


def _escaped(value: str) -> str:
    if "\0" in value:
        raise InvalidArgumentError("the name of a part or a file has characters it cannot carry")
    return "".join(_ESCAPES.get(character, character) for character in value)
