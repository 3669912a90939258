"""What carries requests: small interfaces of our own, so that no HTTP library shows through the SDK's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .deadline import Deadline


class TransportError(Exception):
    """No whole response came: no connection, or one that broke."""


class TransportTimeout(TransportError):
    """A connection, or the next bytes, did not come in time."""


class BodyStream(Protocol):
    """A body produced while it is sent; each attempt iterates over it anew."""

    @property
    def length(self) -> int | None:
        """How many octets it has; `None` when nobody knows yet."""
        ...

    @property
    def rewindable(self) -> bool:
        """Whether it can be iterated over more than once."""
        ...

    @property
    def failure(self) -> Exception | None:
        """What kept it from being produced."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """Produce it for a blocking transport."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Produce it for an asynchronous transport."""
        ...


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request, as it goes on the wire.

    Attributes:
        method: The HTTP method.
        origin: Scheme, host and port, such as `https://api.example.com`.
        target: Path and query, percent-encoded.
        headers: Header fields; they may hold secrets, so they are not shown.
        body: The body's octets, or what produces them.
        connect_timeout: Seconds to wait for a connection.
        read_timeout: Seconds to wait between two reads.
        deadline: When all of it has to be over.
        operation: The name the document has for the call; empty for a request of the client's own, such as one for a token.
    """

    method: str
    origin: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | BodyStream | None = field(repr=False)
    connect_timeout: float | None
    read_timeout: float | None
    deadline: Deadline = field(repr=False)
    operation: str = ""


class HttpResponse(Protocol):
    """A response whose head has come."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields: names in lower case, repeats joined by a comma."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """Give the body as it comes; a body that ends early raises `TransportError`."""
        ...

    def close(self) -> None:
        """Give the connection up, from any thread; harmless when the body has been read."""
        ...


class Transport(Protocol):
    """Sends requests; used by many threads at once."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send one request, once, without following redirects.

        Raises:
            TransportTimeout: If a time of the request passed.
            TransportError: If no response came.
        """
        ...

    def close(self) -> None:
        """Close what is kept open."""
        ...


class AsyncHttpResponse(Protocol):
    """A response whose head has come."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields: names in lower case, repeats joined by a comma."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """Give the body as it comes; a body that ends early raises `TransportError`."""
        ...

    async def close(self) -> None:
        """Give the connection up; harmless when the body has been read."""
        ...


class AsyncTransport(Protocol):
    """Sends requests; used by many tasks at once."""

    async def send(self, request: HttpRequest) -> AsyncHttpResponse:
        """Send one request, once, without following redirects.

        Raises:
            TransportTimeout: If a time of the request passed.
            TransportError: If no response came.
        """
        ...

    async def close(self) -> None:
        """Close what is kept open."""
        ...
