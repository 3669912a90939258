"""Server-sent events, decoded as the WHATWG standard has it, from chunks cut anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event.

    Attributes:
        event: Its type; `message` when it names none.
        data: Its data lines, joined by line feeds.
        id: The last id the stream had given when the event was complete; empty when it had given none.
    """

    event: str
    data: str
    id: str


class EventDecoder:
    """Takes octets, gives events. What is not ended by an empty line when the octets end is dropped."""

    def __init__(self, last_event_id: str = "") -> None:
        """Start a response; the id carries over from the one before."""
        self.last_event_id = last_event_id
        self.retry: float | None = None
        self._pending: list[bytes] = []
        self._start = b""
        self._started = False
        self._skip_line_feed = False
        self._id = last_event_id
        self._event = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Decode some more octets."""
        for line in self._lines(self._without_mark(chunk)):
            event = self._line(line)
            if event is not None:
                yield event

    def _without_mark(self, chunk: bytes) -> bytes:
        """Drop a byte order mark, which may itself come in pieces."""
        if self._started:
            return chunk
        self._start += chunk
        if len(self._start) < len(_BOM) and _BOM.startswith(self._start):
            return b""
        self._started = True
        return self._start.removeprefix(_BOM)

    def _lines(self, chunk: bytes) -> Iterator[bytes]:
        if self._skip_line_feed and chunk:
            # The other half of a line end whose first half ended the chunk before.
            self._skip_line_feed = False
            chunk = chunk.removeprefix(b"\n")
        if chunk.endswith(b"\r"):
            self._skip_line_feed = True
        first, *others = _LINE_END.split(chunk)
        self._pending.append(first)
        for other in others:
            line, self._pending = b"".join(self._pending), [other]
            yield line

    def _line(self, line: bytes) -> ServerSentEvent | None:
        if not line:
            return self._dispatch()
        name, _, value = line.decode("utf-8", "replace").partition(":")
        self._field(name, value.removeprefix(" "))
        return None

    def _field(self, name: str, value: str) -> None:
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._event = value
            case "id" if "\0" not in value:
                self._id = value
            case "retry" if value.isascii() and value.isdecimal():
                self.retry = int(value) / 1000
            case _:
                # Comments begin with a colon, so that their name is empty; unknown fields are to be ignored.
                pass

    def _dispatch(self) -> ServerSentEvent | None:
        self.last_event_id = self._id
        event, data = self._event or "message", self._data
        self._event, self._data = "", []
        # An event without data is none; `data:` alone is one, of empty data.
        return ServerSentEvent(event, "\n".join(data), self._id) if data else None
