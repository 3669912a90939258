"""Lists sent in parts: what the generated half says of an operation that takes them, and what callers get back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .. import _contract as contract
from .encode import Encoder

Item = TypeVar("Item")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SentPart:
    """A request that failed as a whole, so that nobody knows whether it took effect.

    Attributes:
        key: Its idempotency key.
        size: How many items it held.
    """

    key: str
    size: int


@dataclass(slots=True)
class FailedItem(Generic[Item]):
    """An item that did not succeed.

    It can be passed again where the item was passed: items of a request that failed as a whole then go together under
    the key they had, so that a request which was taken after all does not take effect twice.

    Attributes:
        index: Its position in what the caller passed, from 0.
        item: The item as the caller passed it.
        error: Why: the server's word on it, or the error of the request it was part of.
        part: The request it was part of, if that failed as a whole.
    """

    index: int
    item: Item
    error: contract.BaseError
    part: SentPart | None = field(default=None, repr=False)


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
        empty: Makes the result of no items.
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
    empty: Callable[[], R]
