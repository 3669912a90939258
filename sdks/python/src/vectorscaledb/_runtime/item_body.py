"""Bodies of one JSON text after another, produced while they are sent."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from typing import Any

from ..exceptions import InvalidArgumentError
from .encode import Encoder
from .json_text import dumps
from .misfit import Misfit
from .octets import ChunkBody


def items_of(encode: Encoder, before: bytes = b"") -> Encoder:
    """Make an encoder of items that are sent as they are made, each on a line of its own.

    Args:
        encode: From an item to its JSON form.
        before: What stands before each item.
    """

    def line(index: int, item: object) -> bytes:
        try:
            return before + dumps(encode(item)) + b"\n"
        except Misfit as misfit:
            raise InvalidArgumentError(str(misfit.within(index))) from None

    def encode_items(value: Any) -> ChunkBody:
        if isinstance(value, str | bytes) or not isinstance(value, Iterable | AsyncIterable):
            raise Misfit.expected("an iterable of items", value)
        if isinstance(value, AsyncIterable):
            return ChunkBody(_awaited(value, line))  # pyright: ignore[reportUnknownArgumentType]
        if isinstance(value, Sequence):
            return ChunkBody(_List(value, line))  # pyright: ignore[reportUnknownArgumentType]
        return ChunkBody(_plain(value, line))  # pyright: ignore[reportUnknownArgumentType]

    return encode_items


class _List(Sequence[bytes]):
    """Lines of a list, which is all there and can be gone through again."""

    def __init__(self, items: Sequence[object], line: Any) -> None:
        self._items = items
        self._line = line

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._line(index, self._items[index])


def _plain(items: Iterable[object], line: Any) -> Iterator[bytes]:
    return (line(index, item) for index, item in enumerate(items))


async def _awaited(items: AsyncIterable[object], line: Any) -> AsyncIterator[bytes]:
    index = 0
    async for item in items:
        yield line(index, item)
        index += 1
