"""When a stream that was cut may go on, where, and after how long: decided here for both clients, without any waiting."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

from .. import _contract as contract
from ..exceptions import DecodeError, StreamInterrupted
from .call import Call, Operation
from .failures import decode_error, retry_after
from .sse import EventDecoder


class Resume:
    """The course of one stream over the connections it takes."""

    def __init__(self, *, endless: bool, resumable: bool, last_event_id: str | None) -> None:
        """Stand before the first connection."""
        self.endless = endless
        self.last_event_id = last_event_id
        self._resumable = resumable
        self._failures = 0
        self._retry: float | None = None

    def decoder(self) -> EventDecoder:
        """The decoder of the next connection, which keeps the cursor even if it is cut before any id."""
        return EventDecoder(self.last_event_id or "")

    def progress(self, event_id: str) -> None:
        """Note an event that was given to the caller."""
        self.last_event_id = event_id or None
        self._failures = 0

    def settle(self, decoder: EventDecoder) -> None:
        """Note what came without an event: ids of their own, and the server's wish for reconnects."""
        if decoder.last_event_id != (self.last_event_id or ""):
            self.progress(decoder.last_event_id)
        if decoder.retry is not None:
            self._retry = decoder.retry

    def address(self, call: Call[Any]) -> Call[Any]:
        """The call that goes on after the last event seen."""
        header = call.operation.resume_header
        if not header or not self.last_event_id:
            return call
        # Ids go as UTF-8, whose octets a header carries one by one.
        return call.with_header(header, self.last_event_id.encode().decode("latin-1"))

    def delay(self, why: object, headers: Mapping[str, str] | None = None) -> float:
        """Seconds to wait before connecting again.

        Raises:
            StreamInterrupted: If the stream cannot go on without a gap, or has tried often enough.
        """
        self._failures += 1
        if not self._resumable or not self.last_event_id or self._failures > contract.MAX_RECONNECTS:
            raise StreamInterrupted(
                f"the stream was cut: {why}",
                last_event_id=self.last_event_id,
                attempts=self._failures,
                request_id=getattr(why, "request_id", None),
            )
        base = self._retry if self._retry is not None else contract.RECONNECT_DELAY
        grown = min(base * math.pow(2, self._failures - 1), max(base, contract.MAX_RECONNECT_DELAY))
        if self._retry is None:
            # A wait of our own is spread, so that clients that were cut at once do not come back at once.
            grown *= random.uniform(*contract.BACKOFF_JITTER)
        wished = retry_after(headers or {})
        return grown if wished is None or wished > contract.MAX_RETRY_AFTER else max(grown, wished)


def check_stream(operation: Operation[Any], status: int, headers: Mapping[str, str]) -> DecodeError | None:
    """The error of a success that is no stream."""
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    if status == 204 or media == "text/event-stream":
        return None
    return decode_error(operation, f"expected text/event-stream, got {media or 'no content type'}", status, headers, 1)
