"""Lists sent in parts: how they are cut and their answers put together, for the sync and the async client alike."""

from __future__ import annotations

import itertools
import operator
import uuid
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from .. import _contract as contract
from ..exceptions import DecodeError, InvalidArgumentError
from .call import Call, CallOptions
from .encode import Encoder
from .json_text import dumps
from .misfit import Misfit
from .request import Outgoing
from .settings import Settings

Item = TypeVar("Item")
R = TypeVar("R")


@dataclass(slots=True)
class FailedItem(Generic[Item]):
    """An item that did not succeed; it can be sent again as it is.

    Attributes:
        index: Its position in what the caller passed, from 0.
        item: The item as the caller passed it.
        error: Why: the server's word on it, or the error of the request it was part of.
    """

    index: int
    item: Item
    error: contract.BaseError


@dataclass(frozen=True, slots=True)
class Bulk(Generic[R]):
    """How an operation takes lists in parts.

    Attributes:
        items: The wire name of the list.
        encode: From an item to its JSON form.
        max_items: How many one request takes.
        max_bytes: How many octets one request takes; `None` when the document does not say.
        results: The attribute of the result with one outcome per item.
        index: The attribute of an outcome with its position in the request.
        sums: The attributes of the result that add up.
        error: The attribute of an outcome that is set when the item failed; `None` when the document names none.
        failures: The attribute of the result for failed items.
        empty: The result of no items, in JSON form.
    """

    items: str
    encode: Encoder
    max_items: int
    max_bytes: int | None
    results: str
    index: str
    sums: tuple[str, ...]
    error: str | None
    failures: str
    empty: dict[str, Any]


@dataclass(slots=True)
class Part(Generic[Item]):
    """What goes in one request.

    Attributes:
        indices: Where its items stand in what the caller passed.
        items: The items as the caller passed them.
        texts: The items in JSON text.
        key: The idempotency key of the request.
    """

    key: str
    indices: list[int] = field(default_factory=list[int])
    items: list[Item] = field(default_factory=list[Item])
    texts: list[bytes] = field(default_factory=list[bytes])

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
        self, items: Iterable[Item], bulk: Bulk[Any], call: Call[Any], options: CallOptions, parallelism: int
    ) -> None:
        """Choose a size that gives every connection something to do."""
        if parallelism < 1:
            raise InvalidArgumentError("parallelism: must be at least 1")
        self.refused: list[FailedItem[Item]] = []
        self._bulk = bulk
        self._options = options
        # The room that is left beside the other members and the list's brackets and commas.
        self._room = None if bulk.max_bytes is None else bulk.max_bytes - len(dumps(call.body or {})) - 64
        self._items, self._size = _evenly(items, bulk.max_items, parallelism)

    def __iter__(self) -> Iterator[Part[Item]]:
        """Give part after part."""
        count = 0
        part, used = self._part(count), 0
        for index, item in enumerate(self._items):
            text = self._text(index, item)
            if text is None:
                continue
            crowded = self._room is not None and used + len(text) + 1 > self._room
            if part.items and (crowded or len(part.items) == self._size):
                yield part
                count += 1
                part, used = self._part(count), 0
            part.indices.append(index)
            part.items.append(item)
            part.texts.append(text)
            used += len(text) + 1
        if part.items:
            yield part

    def _text(self, index: int, item: Item) -> bytes | None:
        try:
            return dumps(self._bulk.encode(item))
        except Misfit as misfit:
            where = misfit.within(index).within(self._bulk.items)
            self.refused.append(FailedItem(index, item, InvalidArgumentError(str(where))))
            return None

    def _part(self, number: int) -> Part[Item]:
        given = self._options.get("idempotency_key")
        return Part(f"{given}-{number}" if given else str(uuid.uuid4()))


class Merge(Generic[Item, R]):
    """Puts the answers of the parts together as if one request had been sent."""

    def __init__(self, bulk: Bulk[R]) -> None:
        """Start with nothing."""
        self._bulk = bulk
        self._merged: R | None = None
        self._failures: list[FailedItem[Item]] = []

    def answered(self, part: Part[Item], result: R) -> None:
        """Add a part's answer, its positions made those of what the caller passed."""
        bulk = self._bulk
        outcomes: list[Any] = getattr(result, bulk.results) or []
        if not all(0 <= getattr(outcome, bulk.index) < len(part.items) for outcome in outcomes):
            raise DecodeError(f"{bulk.results}: an outcome is of no item of the request")
        for outcome in outcomes:
            position: int = getattr(outcome, bulk.index)
            setattr(outcome, bulk.index, part.indices[position])
            self._note(part, position, outcome)
        if self._merged is None:
            self._merged = result
            return
        getattr(self._merged, bulk.results).extend(outcomes)
        for name in bulk.sums:
            setattr(self._merged, name, getattr(self._merged, name) + getattr(result, name))

    def failed(self, part: Part[Item], error: contract.BaseError) -> None:
        """Note a part that failed as a whole: so did each of its items."""
        for index, item in zip(part.indices, part.items, strict=True):
            self._failures.append(FailedItem(index, item, error))

    def finish(self, refused: list[FailedItem[Item]], call: Call[R]) -> R:
        """Give the result in the order the caller passed the items.

        Raises:
            VsdbError: If no part succeeded: the error of the first item.
        """
        bulk = self._bulk
        failures = sorted([*self._failures, *refused], key=lambda failure: failure.index)
        if self._merged is None and failures:
            raise failures[0].error
        try:
            merged = self._merged if self._merged is not None else call.operation.decode(bulk.empty)
        except Misfit:
            raise InvalidArgumentError(f"{bulk.items}: there is nothing to send") from None
        outcomes: list[object] = getattr(merged, bulk.results)
        outcomes.sort(key=operator.attrgetter(bulk.index))
        setattr(merged, bulk.failures, failures)
        return merged

    def _note(self, part: Part[Item], position: int, outcome: Any) -> None:
        why = getattr(outcome, self._bulk.error) if self._bulk.error else None
        if why is not None:
            error = contract.BaseError(str(why.message), code=str(why.code))
            self._failures.append(FailedItem(part.indices[position], part.items[position], error))


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
