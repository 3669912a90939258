"""Whether to try again, and when: decided here for the sync and the async client alike, without any waiting."""

from __future__ import annotations

import math
import random
import threading

from .. import _contract as contract
from .deadline import Deadline


class RetryBudget:
    """Stops retry storms: a client whose calls keep failing soon stops trying again."""

    def __init__(self) -> None:
        """Start full."""
        self._tokens = contract.BUDGET_CAPACITY
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Pay for a retry, if there is enough left."""
        with self._lock:
            if self._tokens < contract.BUDGET_RETRY_COST:
                return False
            self._tokens -= contract.BUDGET_RETRY_COST
            return True

    def refund(self) -> None:
        """Give a little back after a success."""
        with self._lock:
            self._tokens = min(contract.BUDGET_CAPACITY, self._tokens + contract.BUDGET_SUCCESS_REFUND)


class Attempts:
    """The course of one call."""

    def __init__(self, *, retryable: bool, max_retries: int, deadline: Deadline, budget: RetryBudget) -> None:
        """Stand before the first attempt."""
        self.number = 0
        self._limit = max_retries if retryable else 0
        self._deadline = deadline
        self._budget = budget

    def delay_after(self, error: contract.BaseError) -> float | None:
        """Seconds to wait before the next attempt; `None` when the error is to be raised now."""
        if self.number > self._limit:
            return None
        if error.status is not None and error.status not in contract.RETRY_STATUSES:
            return None
        delay = error.retry_after if error.retry_after is not None else backoff(self.number - 1)
        # A wait longer than that is the caller's to decide on, and one beyond the deadline is in vain.
        if error.retry_after is not None and delay > contract.MAX_RETRY_AFTER:
            return None
        if delay >= self._deadline.remaining():
            return None
        return delay if self._budget.take() else None


def backoff(retry: int) -> float:
    """The wait before a retry, counted from 0: growing, and drawn so that clients do not come back all at once."""
    grown = min(contract.BACKOFF_INITIAL * math.pow(contract.BACKOFF_FACTOR, retry), contract.BACKOFF_MAX)
    return grown * random.uniform(*contract.BACKOFF_JITTER)
