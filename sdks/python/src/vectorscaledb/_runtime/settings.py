"""How a client is configured, checked once when it is made."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from ..exceptions import InvalidArgumentError
from .credentials import Credential
from .network import SYSTEM, Network, proxy_of
from .telemetry import SILENCE, Telemetry

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_UNSAFE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every call of a client shares.

    Attributes:
        origin: Scheme, host and port of the server.
        prefix: The path all paths start with, without a slash at its end.
        headers: Sent with every call.
        credentials: By security scheme.
        timeout: Seconds from call to result; `None` for no end.
        connect_timeout: Seconds to wait for a connection.
        read_timeout: Seconds of silence between two reads; `None` for what each operation has.
        max_retries: Retries after the first attempt.
        chosen: Whether the caller named the server, rather than the document.
        network: How connections are made.
        telemetry: Who is told of calls.
    """

    origin: str
    prefix: str
    headers: Mapping[str, str] = field(repr=False)
    credentials: Mapping[str, Credential] = field(repr=False)
    timeout: float | None
    connect_timeout: float
    read_timeout: float | None
    max_retries: int
    chosen: bool = True
    network: Network = SYSTEM
    telemetry: Telemetry = SILENCE

    def credentials_for(self, security: tuple[tuple[str, ...], ...]) -> list[Credential]:
        """The first combination of which everything is there, else what is there of the first: the server then refuses."""
        known = [[self.credentials[scheme] for scheme in each if scheme in self.credentials] for each in security]
        whole = [held for held, each in zip(known, security, strict=True) if each and len(held) == len(each)]
        if whole:
            return whole[0]
        return known[0] if known and () not in security else []

    def base(self, server: str | None) -> tuple[str, str]:
        """Origin and prefix of an operation: what the caller gave goes before the operation's own server."""
        if server is None or self.chosen:
            return self.origin, self.prefix
        return (self.origin, _prefix(server)) if server.startswith("/") else split_url(server)


def settings(
    *,
    url: str | None,
    headers: Mapping[str, str | None],
    credentials: Mapping[str, Credential],
    timeout: float | None,
    connect_timeout: float,
    read_timeout: float | None,
    max_retries: int,
    server: str | None = None,
    network: Network | None = None,
    telemetry: Telemetry | None = None,
) -> Settings:
    """Check what a client was given.

    Raises:
        InvalidArgumentError: If a URL is not one, or a header could not be sent.
    """
    origin, prefix = split_url(url or server)
    present = {scheme: each for scheme, each in credentials.items() if each.present}
    # A credential the caller names is meant; one that happens to be in the environment must not win over it.
    if any(each.given for each in present.values()):
        present = {scheme: each for scheme, each in present.items() if each.given}
    for each in present.values():
        if each.place == "header" and each.value:
            check_header(each.name, each.value)
    if max_retries < 0:
        raise InvalidArgumentError("max_retries: must not be negative")
    sent = {name: value for name, value in headers.items() if value is not None}
    for name, value in sent.items():
        check_header(name, value)
    if network is not None and network.proxy is not None:
        proxy_of(network.proxy)
    return Settings(
        origin,
        prefix,
        sent,
        present,
        timeout,
        connect_timeout,
        read_timeout,
        max_retries,
        bool(url),
        network or SYSTEM,
        telemetry or SILENCE,
    )


def from_environment(name: str | None) -> str | None:
    """A variable of the environment; one that is empty counts as not there."""
    return (os.environ.get(name) or None) if name else None


def check_header(name: str, value: str) -> None:
    """Refuse what would end the header early or cannot be written, without repeating the value: it may be secret.

    Raises:
        InvalidArgumentError: If the name or the value could not be sent.
    """
    if not _HEADER_NAME.fullmatch(name):
        raise InvalidArgumentError(f"{name!r} is not the name of a header")
    if _UNSAFE.search(value) or not _is_latin(value):
        raise InvalidArgumentError(f"the value of header {name} has characters a header cannot carry")


def _is_latin(value: str) -> bool:
    return all(ord(character) < 256 for character in value)


def split_url(url: str | None) -> tuple[str, str]:
    """Origin and path of a server's URL.

    Raises:
        InvalidArgumentError: If it is not one.
    """
    if not url:
        raise InvalidArgumentError("no server URL: pass one to the client")
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:
        raise InvalidArgumentError(f"the server URL cannot be read: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidArgumentError("the server URL must start with http:// or https:// and name a host")
    if parts.username is not None or parts.query or parts.fragment:
        raise InvalidArgumentError("the server URL must not carry credentials, a query or a fragment")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}", _prefix(parts.path)


def _prefix(path: str) -> str:
    return quote(path.rstrip("/"), safe="/%:@!$&'()*+,;=~-._")
