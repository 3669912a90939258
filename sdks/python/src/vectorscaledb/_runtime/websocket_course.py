"""What a subscription says and hears, and where it goes on: decided here for both clients, without any waiting."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from urllib.parse import parse_qsl

from .. import _contract as contract
from ..exceptions import DecodeError, StreamInterrupted
from .call import Call
from .event_data import Events
from .failures import decode_error
from .json_text import dumps, loads
from .outcome import failure_of
from .readers import Reply
from .transport import HttpRequest, TransportError

T = TypeVar("T")

_STATUS_FROM = 4000


@dataclass(frozen=True, slots=True)
class Feed(Generic[T]):
    """A feed by WebSocket, beyond the stream it gives the same events as.

    Attributes:
        events: How the stream is read.
        decode: From an event in JSON form to its value.
        exact: Whether numbers are read digit for digit.
        silence: Seconds after which a connection is lost; `None` for those of the stream.
    """

    events: Events[T]
    decode: Callable[[Any], T]
    exact: bool = False
    silence: float | None = None


class Refused(Exception):
    """The server will not, or no more."""

    def __init__(self, reply: Reply) -> None:
        """Keep its answer, in the form an answer by HTTP would have."""
        super().__init__(f"HTTP {reply.status}")
        self.reply = reply


class Closed(TransportError):
    """The server left, with a code of its own."""

    def __init__(self, code: int, reason: str) -> None:
        """Keep what it said."""
        super().__init__(f"the server closed the WebSocket with {code}{reason and f': {reason}'}")
        self.code = code
        self.reason = reason


class Course(Generic[T]):
    """One subscription over the connections it takes.

    Attributes:
        last_event_id: Where the next connection goes on.
        headers: Those of the answer that opened the connection.
    """

    def __init__(self, feed: Feed[T], call: Call[Any], last_event_id: str | None) -> None:
        """Stand before the first connection."""
        self.last_event_id = last_event_id
        self.headers: Mapping[str, str] = {}
        self._feed = feed
        self._operation = call.operation
        self._message = cast("Mapping[str, object]", call.body)
        # The order of a dictionary is that of its making: the first is the oldest.
        self._recent: dict[str, None] = {}
        self._failures = 0

    def first(self, request: HttpRequest) -> str:
        """What is said first: what would be the query of a request goes with it."""
        message = {"type": "subscribe", **self._message, **dict(parse_qsl(request.target.partition("?")[2]))}
        if self.last_event_id:
            message["last_event_id"] = self.last_event_id
        return dumps(message).decode()

    def admitted(self, data: str | bytes) -> bool:
        """Whether a message says that the subscription stands.

        Raises:
            Refused: If it says that it does not.
            DecodeError: If it says nothing that can be understood.
            StreamInterrupted: If the server begins elsewhere, so that events may be missing.
        """
        message = self._read(data)
        if message["type"] == "event":
            raise self._misunderstood("an event came before the subscription was confirmed")
        if message["type"] != "subscribed":
            return False
        place = message.get("id")
        if isinstance(place, str) and self.last_event_id and place != self.last_event_id:
            raise StreamInterrupted(
                f"the server goes on after {place}, not after {self.last_event_id}: events may be missing",
                last_event_id=self.last_event_id,
            )
        if isinstance(place, str):
            self.last_event_id = place
        return True

    def heard(self, data: str | bytes) -> tuple[T, ...]:
        """The event a message tells of; nothing where it tells of none, or of one that came before.

        Raises:
            Refused: If the server will not go on.
            DecodeError: If it says nothing that can be understood.
        """
        message = self._read(data)
        if message["type"] == "heartbeat":
            self._failures = 0
        if message["type"] != "event":
            return ()
        event = message.get("event")
        place = cast("dict[str, object]", event).get("id") if isinstance(event, dict) else None
        if isinstance(place, str):
            if place in self._recent:
                return ()
            self._remember(place)
        self._failures = 0
        try:
            return (self._feed.decode(event),)
        except ValueError as error:
            raise self._misunderstood(error) from None

    def refused(self, reply: Reply) -> Refused | DecodeError:
        """What to raise for an answer that is no WebSocket."""
        if 200 <= reply.status < 300:
            return decode_error(
                self._operation, "the server does not speak WebSocket there", reply.status, reply.headers, 1
            )
        return Refused(reply)

    def left(self, closed: Closed) -> Reply | None:
        """The answer that a close code stands for; `None` where it is no status."""
        status = closed.code - _STATUS_FROM
        if not 400 <= status <= 599:
            return None
        body = {"code": closed.reason or None, "message": str(closed)}
        return Reply(status, {}, dumps(body), 1)

    def delay(self, why: TransportError | Refused | contract.BaseError) -> float:
        """Seconds to wait before connecting again.

        Raises:
            StreamInterrupted: If it was tried often enough.
        """
        refused = failure_of(self._operation, why.reply) if isinstance(why, Refused) else None
        error = why if isinstance(why, contract.BaseError) else refused
        wished = error.retry_after if error else None
        if error and (error.status not in contract.RETRY_STATUSES or (wished or 0) > contract.MAX_RETRY_AFTER):
            raise error
        self._failures += 1
        if self._failures > contract.MAX_RECONNECTS:
            raise StreamInterrupted(
                f"the stream was cut: {error or why}",
                last_event_id=self.last_event_id,
                attempts=self._failures,
                request_id=error.request_id if error else None,
            ) from error
        if wished is not None:
            return wished
        grown = contract.RECONNECT_DELAY * math.pow(2, self._failures - 1)
        return min(grown, contract.MAX_RECONNECT_DELAY) * random.uniform(*contract.BACKOFF_JITTER)

    def silence(self, chosen: float | None) -> float:
        """Seconds without a message after which the connection is lost."""
        return chosen or self._feed.silence or self._operation.read_timeout

    def _remember(self, place: str) -> None:
        self.last_event_id = place
        self._recent[place] = None
        if len(self._recent) > contract.WEBSOCKET_REMEMBERED_IDS:
            del self._recent[next(iter(self._recent))]

    def _read(self, data: str | bytes) -> dict[str, Any]:
        if isinstance(data, bytes):
            raise self._misunderstood("expected a message of text, got octets")
        try:
            message = loads(data.encode(), exact=self._feed.exact)
        except ValueError as error:
            raise self._misunderstood(f"the message is not JSON: {error}") from None
        if not isinstance(message, dict) or not isinstance(cast("dict[str, Any]", message).get("type"), str):
            raise self._misunderstood("expected a message with a type")
        known = cast("dict[str, Any]", message)
        if known["type"] == "error":
            raise Refused(_told(known))
        return known

    def _misunderstood(self, problem: object) -> DecodeError:
        return decode_error(self._operation, problem, 101, self.headers, 1)


def _told(message: Mapping[str, Any]) -> Reply:
    """An error as HTTP would tell it."""
    status: object = message.get("status")
    error = message.get("error")
    members = cast("dict[str, object]", error) if isinstance(error, dict) else {}
    wish = members.get("retry_after")
    headers = {"content-type": "application/json"}
    if isinstance(wish, int | float) and not isinstance(wish, bool):
        headers[contract.RETRY_AFTER_HEADER] = f"{wish:f}"
    return Reply(status if isinstance(status, int) else 500, headers, dumps(members), 1)
