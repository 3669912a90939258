"""One JSON text after another, cut out of a body as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from .call import Operation
from .failures import decode_error
from .json_text import loads

T = TypeVar("T")
Framing: TypeAlias = Literal["ndjson", "json-seq"]


@dataclass(frozen=True, slots=True)
class Lines(Generic[T]):
    """How an operation answers with one JSON text after another.

    Attributes:
        decode: From the JSON of an item to its value.
        framing: What stands between them: a line feed after each, or a record separator before each (RFC 7464).
        exact: Whether numbers are read digit for digit.
    """

    decode: Callable[[Any], T]
    framing: Framing
    exact: bool = False


class LineReader(Generic[T]):
    """Gives the items of one body, chunk by chunk."""

    def __init__(self, lines: Lines[T], operation: Operation[Any], status: int, headers: Mapping[str, str]) -> None:
        """Stand before the first chunk."""
        self._lines = lines
        self._operation = operation
        self._status = status
        self._headers = headers
        self._separator = b"\x1e" if lines.framing == "json-seq" else b"\n"
        self._rest = b""
        self._count = 0

    def feed(self, chunk: bytes) -> Iterator[T]:
        """Give what a chunk completes."""
        *whole, self._rest = (self._rest + chunk).split(self._separator)
        yield from self._items(whole)

    def finish(self) -> Iterator[T]:
        """Give what stands last, without anything after it."""
        rest, self._rest = self._rest, b""
        yield from self._items([rest])

    def _items(self, texts: list[bytes]) -> Iterator[T]:
        for text in texts:
            self._count += 1
            if text.strip():
                yield self._item(text)

    def _item(self, text: bytes) -> T:
        try:
            return self._lines.decode(loads(text, exact=self._lines.exact))
        except ValueError as error:
            # Nothing stands before the first separator of a sequence: what comes after it is the first record.
            line = self._count if self._separator == b"\n" else self._count - 1
            problem = f"line {line}: {error}"
            raise decode_error(self._operation, problem, self._status, self._headers, 1) from None
