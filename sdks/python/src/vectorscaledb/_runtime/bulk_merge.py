"""Lists sent in parts: how the answers are put together, for the sync and the async client alike."""

from __future__ import annotations

import operator
from typing import Any, Generic, TypeVar

from .. import _contract as contract
from ..exceptions import DecodeError, InvalidArgumentError
from .bulk import Bulk, FailedItem, SentPart
from .bulk_parts import Part
from .call import Call
from .misfit import Misfit

Item = TypeVar("Item")
R = TypeVar("R")


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
        sent = SentPart(part.key, len(part.items))
        for index, item in zip(part.indices, part.items, strict=True):
            self._failures.append(FailedItem(index, item, error, sent))

    def finish(self, refused: list[FailedItem[Item]], call: Call[R]) -> R:
        """Give the result in the order the caller passed the items.

        Raises:
            BaseError: If no part succeeded: the error of the first item.
        """
        bulk = self._bulk
        failures = sorted([*self._failures, *refused], key=lambda failure: failure.index)
        if self._merged is None and failures:
            raise failures[0].error
        try:
            merged = self._merged if self._merged is not None else bulk.empty()
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
