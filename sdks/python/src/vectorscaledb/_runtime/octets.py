"""Bodies that are octets: given whole, or read and produced while they are sent."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from typing import IO, Any, TypeAlias, cast

from ..exceptions import InvalidArgumentError
from .misfit import Misfit

_CHUNK = 65_536

Content: TypeAlias = bytes | bytearray | IO[bytes] | Iterable[bytes]
"""Octets, a file opened for reading them, or chunks of them."""

AsyncContent: TypeAlias = Content | AsyncIterable[bytes]
"""The same, or chunks that have to be waited for."""


def content(value: Any) -> Any:
    """Pass octets, or something that gives them."""
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    if callable(getattr(value, "read", None)):
        return FileBody(cast("IO[bytes]", value))
    if isinstance(value, str) or not isinstance(value, Iterable | AsyncIterable):
        raise Misfit.expected("bytes, a file or chunks of bytes", cast("object", value))
    return ChunkBody(cast("Iterable[bytes] | AsyncIterable[bytes]", value))


class FileBody:
    """A body read from a file: again from where it stood, if the file can go back."""

    def __init__(self, file: IO[bytes]) -> None:
        """Note where the file stands."""
        self.failure: Exception | None = None
        self.rewindable = file.seekable()
        self._file = file
        self._start = file.tell() if self.rewindable else 0

    @property
    def length(self) -> int | None:
        """How many octets are left, if the file knows."""
        if not self.rewindable:
            return None
        end = self._file.seek(0, 2)
        self._file.seek(self._start)
        return end - self._start

    def __iter__(self) -> Iterator[bytes]:
        """Read the file."""
        if self.rewindable:
            self._file.seek(self._start)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Read the file."""
        for chunk in self:
            yield chunk


class ChunkBody:
    """A body of chunks, as whoever makes them gives them."""

    length: int | None = None

    def __init__(self, chunks: Iterable[bytes] | AsyncIterable[bytes]) -> None:
        """Take no chunk yet."""
        self.failure: Exception | None = None
        # A list gives its chunks again; of anything else nobody knows whether it would give less the second time.
        self.rewindable = isinstance(chunks, Sequence)
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        """Give the chunks.

        Raises:
            InvalidArgumentError: If they have to be waited for.
        """
        if not isinstance(self._chunks, Iterable):
            raise InvalidArgumentError("body: this client blocks; chunks that are awaited need the asynchronous one")
        for chunk in self._chunks:
            if chunk:
                yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the chunks."""
        try:
            if isinstance(self._chunks, AsyncIterable):
                async for chunk in self._chunks:
                    if chunk:
                        yield chunk
            else:
                for chunk in self._chunks:
                    if chunk:
                        yield chunk
        except Exception as error:
            self.failure = error
            raise
