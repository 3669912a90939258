"""Tokens of OAuth 2: fetched with the first call that needs one, kept until they are about to expire."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote_plus

from .. import _contract as contract
from ..exceptions import DecodeError, InvalidArgumentError
from .credentials import AsyncSend, Credential, Send
from .deadline import Deadline
from .failures import class_of, retry_after
from .json_text import loads
from .settings import split_url
from .transport import HttpRequest

_EARLY = 30.0


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """An application's own credentials, exchanged for a token.

    Attributes:
        client_id: Who the application is.
        client_secret: Its secret.
        token_url: Where tokens are given; without one where the document says.
        scopes: What is asked for.
    """

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str | None = None
    scopes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token, exchanged for a token.

    Attributes:
        refresh_token: The refresh token; a new one that comes with a token takes its place.
        client_id: Who the application is, where the server wants to know.
        client_secret: Its secret.
        token_url: Where tokens are given; without one where the document says.
        scopes: What is asked for.
    """

    refresh_token: str = field(repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    token_url: str | None = None
    scopes: Sequence[str] = ()


class Tokens:
    """The token of one grant, shared by all calls of a client; only one of them fetches it."""

    def __init__(self, grant: ClientCredentials | RefreshToken, token_url: str | None) -> None:
        """Fetch nothing yet.

        Raises:
            InvalidArgumentError: If nobody says where tokens are given.
        """
        url = grant.token_url or token_url
        if not url:
            raise InvalidArgumentError("token_url: the document names none, so give one")
        self._grant = grant
        self._origin, self._path = split_url(url)
        self._refresh = grant.refresh_token if isinstance(grant, RefreshToken) else None
        self._token: str | None = None
        self._until = 0.0
        self._lock = threading.Lock()
        self._awaited: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None

    def token(self, send: Send, deadline: Deadline) -> str:
        """The token, fetched when there is none that is fresh."""
        with self._lock:
            if self._token is None or time.monotonic() >= self._until:
                response = send(self._request(deadline))
                return self._accept(response.status, response.headers, b"".join(response.chunks()))
            return self._token

    async def awaited_token(self, send: AsyncSend, deadline: Deadline) -> str:
        """The same for an event loop."""
        loop = asyncio.get_running_loop()
        if self._awaited is None or self._awaited[0] is not loop:
            self._awaited = (loop, asyncio.Lock())
        async with self._awaited[1]:
            if self._token is None or time.monotonic() >= self._until:
                response = await send(self._request(deadline))
                body = b"".join([chunk async for chunk in response.chunks()])
                return self._accept(response.status, response.headers, body)
            return self._token

    def reject(self, token: str) -> None:
        """Forget a token the server did not take."""
        if self._token == token:
            self._token = None

    def _request(self, deadline: Deadline) -> HttpRequest:
        grant = self._grant
        scopes = " ".join(grant.scopes)
        members = {
            "grant_type": "refresh_token" if self._refresh else "client_credentials",
            **({"refresh_token": self._refresh} if self._refresh else {}),
            **({"scope": scopes} if scopes else {}),
        }
        headers = {
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": contract.USER_AGENT,
        }
        if grant.client_id is not None:
            pair = f"{quote_plus(grant.client_id)}:{quote_plus(grant.client_secret or '')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        body = "&".join(f"{name}={quote_plus(value)}" for name, value in members.items()).encode()
        patience = contract.READ_TIMEOUT_QUERY
        return HttpRequest(
            "POST", self._origin, self._path or "/", headers, body, contract.CONNECT_TIMEOUT, patience, deadline
        )

    def _accept(self, status: int, headers: Mapping[str, str], body: bytes) -> str:
        """Keep what the server gave.

        Raises:
            BaseError: As of any response that is no success, by its status.
            DecodeError: If it holds no token; what it does hold is not repeated, as it may be a secret.
        """
        try:
            raw: Any = loads(body)
        except ValueError:
            raw = None
        answer = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
        if not 200 <= status < 300:
            why = answer.get("error_description") or answer.get("error") or f"HTTP {status}"
            code = f"http_{status}"
            raise class_of(status, code)(
                f"no token from {self._origin}: {why}",
                code=code,
                status=status,
                retry_after=retry_after(headers),
                attempts=1,
                headers=headers,
            )
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise DecodeError(f"no token from {self._origin}", status=status, attempts=1, headers=headers)
        lifetime = answer.get("expires_in")
        seconds = float(lifetime) if isinstance(lifetime, int | float | str) and str(lifetime).isdecimal() else None
        self._until = float("inf") if seconds is None else time.monotonic() + seconds - _EARLY
        if self._refresh and isinstance(answer.get("refresh_token"), str):
            self._refresh = answer["refresh_token"]
        self._token = token
        return token


def oauth2(
    value: str | ClientCredentials | RefreshToken | None,
    token_url: str | None,
    refresh_url: str | None,
    fallback: str | None = None,
) -> Credential:
    """A token, or what one is fetched with."""
    if isinstance(value, ClientCredentials | RefreshToken):
        where = refresh_url or token_url if isinstance(value, RefreshToken) else token_url
        return Credential("header", "authorization", None, source=Tokens(value, where))
    return Credential.authorization("Bearer", value, fallback)
