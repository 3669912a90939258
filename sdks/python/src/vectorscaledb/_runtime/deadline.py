"""When a call has to be over."""

from __future__ import annotations

import math
import time


class Deadline:
    """A point in time that a call, its retries and its waits share."""

    __slots__ = ("_at", "seconds")

    def __init__(self, seconds: float | None) -> None:
        """Start the clock; `None` never ends."""
        self.seconds = seconds
        self._at = math.inf if seconds is None else time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, infinite without an end, never below zero."""
        return max(0.0, self._at - time.monotonic())

    def within(self, seconds: float | None) -> float | None:
        """The shorter of some seconds and what is left; `None` when neither ends."""
        left = self.remaining()
        if seconds is not None:
            return min(seconds, left)
        return None if left == math.inf else left

    @property
    def passed(self) -> bool:
        """Whether there is nothing left."""
        return self.remaining() <= 0
