"""A stand-in for the server, in tests of code that calls it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from ..exceptions import InvalidArgumentError
from .encode import date, date_time
from .json_text import dumps
from .transport import HttpRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request an operation was sent.

    Attributes:
        method: The HTTP method.
        target: Path and query, percent-encoded.
        headers: Header fields, in lower case.
        body: The body's octets, before they were compressed.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it goes over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def chunks(self) -> Iterator[bytes]:
        """Give the body."""
        yield self.body

    def close(self) -> None:
        """Nothing is open."""


class AsyncReply:
    """The same for tasks."""

    def __init__(self, reply: Reply) -> None:
        """Take the answer."""
        self.status = reply.status
        self.headers = reply.headers
        self._body = reply.body

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the body."""
        yield self._body

    async def close(self) -> None:
        """Nothing is open."""


class Stub:
    """Says what one operation answers: `fails` and `responds`, and what its kind has beside them."""

    def __init__(self, operation: str, status: int, media_type: str = "application/json") -> None:
        """Say nothing yet."""
        self._operation = operation
        self._status = status
        self._media_type = media_type
        self._replies: list[Reply] = []
        self._requests: list[SentRequest] = []

    @property
    def requests(self) -> Sequence[SentRequest]:
        """What the operation was sent so far, in order."""
        return tuple(self._requests)

    def fails(self, status: int, code: str, message: str = "") -> None:
        """Answer with an error of the API. The client tries again where it would with the real one."""
        self.responds(status, dumps({"code": code, "message": message}))

    def responds(self, status: int, body: bytes = b"", media_type: str = "application/json") -> None:
        """Answer with anything."""
        self._replies.append(Reply(status, {"content-type": media_type} if body else {}, body))

    def answer(self, request: HttpRequest, body: bytes) -> Reply:
        """The answer to a request: one after the other, the last for all that follow.

        Raises:
            InvalidArgumentError: If the test said nothing.
        """
        if request.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        self._requests.append(SentRequest(request.method, request.target, request.headers, body))
        if not self._replies:
            raise InvalidArgumentError(
                f"nothing was said of `{self._operation}`: say what it returns before it is called"
            )
        return self._replies[0] if len(self._replies) == 1 else self._replies.pop(0)


class Answers(Stub, Generic[T]):
    """Of an operation that answers with a value."""

    def returns(self, *values: T) -> None:
        """Answer one call after the other with these, and with the last all that follow."""
        for value in values:
            self.responds(self._status, dumps(json_form(value)), self._media_type)


class Nothing(Stub):
    """Of an operation that answers with nothing to read."""

    def returns(self) -> None:
        """Answer all calls."""
        self.responds(self._status)


class Octets(Stub):
    """Of an operation that answers with something else than JSON: `responds` says it."""


class Stream(Stub, Generic[T]):
    """Of an operation that gives items one after the other."""

    def yields(self, *items: T) -> None:
        """Give these, and end."""
        frame = _event if self._media_type == "text/event-stream" else _line
        self.responds(200, b"".join(frame(json_form(item)) for item in items) or b"\n", self._media_type)
        # Who asks again, after a stream that should have no end, hears that there is no more.
        self.responds(204)


class FakeTransport:
    """Answers the requests of a blocking client."""

    def __init__(self, stubs: Mapping[str, Stub]) -> None:
        """Take the stubs by the names of their operations."""
        self._stubs = stubs

    def send(self, request: HttpRequest) -> Reply:
        """Answer a request."""
        body = request.body or b""
        return self._stubs[request.operation].answer(request, body if isinstance(body, bytes) else b"".join(body))

    def close(self) -> None:
        """Nothing is open."""


class AsyncFakeTransport:
    """Answers the requests of an asynchronous client."""

    def __init__(self, stubs: Mapping[str, Stub]) -> None:
        """Take the stubs by the names of their operations."""
        self._stubs = stubs

    async def send(self, request: HttpRequest) -> AsyncReply:
        """Answer a request."""
        body = request.body or b""
        whole = body if isinstance(body, bytes) else b"".join([chunk async for chunk in body])
        return AsyncReply(self._stubs[request.operation].answer(request, whole))

    async def close(self) -> None:
        """Nothing is open."""


def json_form(value: Any) -> Any:
    """What a value is in JSON."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return date_time(value)
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {name: json_form(one) for name, one in cast("Mapping[str, Any]", value).items()}
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    if hasattr(value, "__iter__") and not isinstance(value, bytes):
        return [json_form(one) for one in value]
    raise InvalidArgumentError(f"a {type(value).__name__} has no JSON form")


def _event(item: Any) -> bytes:
    members: Mapping[str, object] = item if hasattr(item, "get") else {}
    place = members.get("id")
    name = f"id: {place}\n".encode() if isinstance(place, str) else b""
    return b"retry: 1\n" + name + b"data: " + dumps(item) + b"\n\n"


def _line(item: Any) -> bytes:
    # With the separator of RFC 7464, which those that go by lines pass over.
    return dumps(item) + b"\n"
