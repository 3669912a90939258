"""Lists sent in parts: how they are cut, for the sync and the async client alike."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from ..exceptions import InvalidArgumentError
from .bulk import Bulk, FailedItem, SentPart
from .call import Call, CallOptions
from .json_text import dumps
from .misfit import Misfit
from .request import Outgoing
from .settings import Settings

Item = TypeVar("Item")


@dataclass(slots=True)
class Part(Generic[Item]):
    """What goes in one request.

    Attributes:
        key: The idempotency key of the request.
        before: The failed request its items went in before, all of them, if they did.
        indices: Where its items stand in what the caller passed.
        items: The items as the caller passed them.
        texts: The items in JSON text.
        size: The octets of the texts.
    """

    key: str
    before: SentPart | None = None
    indices: list[int] = field(default_factory=list[int])
    items: list[Item] = field(default_factory=list[Item])
    texts: list[bytes] = field(default_factory=list[bytes])
    size: int = 0

    def add(self, index: int, item: Item, text: bytes) -> None:
        """Take one item more."""
        self.indices.append(index)
        self.items.append(item)
        self.texts.append(text)
        self.size += len(text) + 1

    def outgoing(self, call: Call[Any], bulk: Bulk[Any], settings: Settings, options: CallOptions) -> Outgoing:
        """The request: the call's other members and this part of the list."""
        others = cast("dict[str, Any]", call.body or {})
        head = dumps({**others, bulk.items: []})
        body = head[:-2] + b",".join(self.texts) + b"]}"
        own = options.copy()
        own["idempotency_key"] = self.key
        return Outgoing(call, settings, own, body)


class Parts(Generic[Item]):
    """Cuts an iterable into parts, reading it no further than the part asked for; items that do not fit fail alone."""

    def __init__(
        self,
        items: Iterable[Item | FailedItem[Item]],
        bulk: Bulk[Any],
        call: Call[Any],
        options: CallOptions,
        parallelism: int,
    ) -> None:
        """Choose a size that gives every connection something to do."""
        if parallelism < 1:
            raise InvalidArgumentError("parallelism: must be at least 1")
        self.refused: list[FailedItem[Item]] = []
        self._bulk = bulk
        self._key = options.get("idempotency_key")
        self._count = 0
        # The room that is left beside the other members and the list's brackets.
        self._room = None if bulk.max_bytes is None else bulk.max_bytes - len(dumps(call.body or {})) - 64
        self._items, self._largest = _evenly(items, bulk.max_items, parallelism)

    def __iter__(self) -> Iterator[Part[Item]]:
        """Give part after part."""
        part = self._part(None)
        for index, given in enumerate(self._items):
            item, before = _opened(given)
            text = self._text(index, item)
            if text is None:
                continue
            if part.before is not before or self._is_full(part, text):
                if part.items:
                    yield self._sealed(part)
                part = self._part(before)
            part.add(index, item, text)
        if part.items:
            yield self._sealed(part)

    def _is_full(self, part: Part[Item], text: bytes) -> bool:
        if part.before is not None:
            return len(part.items) == part.before.size
        crowded = self._room is not None and part.size + len(text) + 1 > self._room
        return bool(part.items) and (crowded or len(part.items) == self._largest)

    def _sealed(self, part: Part[Item]) -> Part[Item]:
        # Under the key it had, a request must be the one it was: all of it, or it is another.
        if part.before is not None and len(part.items) == part.before.size:
            part.key = part.before.key
        return part

    def _text(self, index: int, item: Item) -> bytes | None:
        try:
            return dumps(self._bulk.encode(item))
        except Misfit as misfit:
            where = misfit.within(index).within(self._bulk.items)
            self.refused.append(FailedItem(index, item, InvalidArgumentError(str(where))))
            return None

    def _part(self, before: SentPart | None) -> Part[Item]:
        self._count += 1
        return Part(f"{self._key}-{self._count}" if self._key else str(uuid.uuid4()), before)


def _opened(given: Item | FailedItem[Item]) -> tuple[Item, SentPart | None]:
    if not isinstance(given, FailedItem):
        return given, None
    failed = cast("FailedItem[Item]", given)
    return failed.item, failed.part


def _evenly(items: Iterable[Item], largest: int, parallelism: int) -> tuple[Iterable[Item], int]:
    """The size of parts that keeps all connections busy; of an iterator, as far as that can be seen from its start."""
    if isinstance(items, Sized):
        count = len(items)
    else:
        items = iter(items)
        head = list(itertools.islice(items, largest * parallelism))
        count = len(head)
        items = itertools.chain(head, items)
    return items, max(1, min(largest, -(-count // parallelism)))
