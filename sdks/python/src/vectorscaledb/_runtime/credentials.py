"""Secrets, and where they go in a request."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from .deadline import Deadline
from .transport import AsyncHttpResponse, HttpRequest, HttpResponse

Place = Literal["header", "query", "cookie"]
Send: TypeAlias = Callable[[HttpRequest], HttpResponse]
AsyncSend: TypeAlias = Callable[[HttpRequest], Awaitable[AsyncHttpResponse]]


class TokenSource(Protocol):
    """Where a token comes from that is not given once and for all."""

    def token(self, send: Send, deadline: Deadline) -> str:
        """The token, fetched when there is none that is fresh."""
        ...

    async def awaited_token(self, send: AsyncSend, deadline: Deadline) -> str:
        """The same for an event loop."""
        ...

    def reject(self, token: str) -> None:
        """Forget a token the server did not take."""
        ...


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret and where it goes; printing it does not show it.

    Attributes:
        place: Where it is sent.
        name: Of the header, query parameter or cookie.
        value: The secret as it is sent; `None` when there is none.
        given: Whether the caller gave it, rather than the environment.
        source: Where the secret is fetched, when it is not known.
    """

    place: Place
    name: str
    value: str | None = field(repr=False)
    given: bool = True
    source: TokenSource | None = field(default=None, repr=False)

    @property
    def present(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.value) or self.source is not None

    @classmethod
    def plain(cls, place: Place, name: str, value: str | None, fallback: str | None = None) -> Credential:
        """A secret sent as it is; the fallback is used when the caller gave none."""
        return cls(place, name, value or fallback, given=bool(value))

    @classmethod
    def authorization(cls, scheme: str, value: str | None, fallback: str | None = None) -> Credential:
        """What HTTP's Authorization header carries under a scheme."""
        secret = value or fallback
        return cls("header", "authorization", f"{scheme} {secret}" if secret else None, given=bool(value))

    @classmethod
    def basic(cls, value: tuple[str, str] | None, fallback: str | None = None) -> Credential:
        """User and password of HTTP's basic scheme; the fallback has a colon between them."""
        secret = ":".join(value) if value else fallback
        encoded = base64.b64encode(secret.encode()).decode() if secret else None
        return cls("header", "authorization", f"Basic {encoded}" if encoded else None, given=bool(value))
