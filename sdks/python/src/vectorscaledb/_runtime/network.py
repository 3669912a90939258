"""How connections are made: through which proxy, and whom they trust."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..exceptions import InvalidArgumentError

if TYPE_CHECKING:
    import ssl


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy for HTTP.

    Attributes:
        host: Where it is.
        port: Where it is.
        headers: What it is told, such as who asks.
    """

    host: str
    port: int
    headers: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """Without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Network:
    """What connections are made with.

    Attributes:
        proxy: The URL of a proxy; `None` for what the environment says.
        ssl_context: Whom to trust; `None` for what the system has.
    """

    proxy: str | None = field(default=None, repr=False)
    ssl_context: ssl.SSLContext | None = field(default=None, repr=False)

    def proxy_for(self, origin: str) -> Proxy | None:
        """The proxy a server is reached through: the one given, else `HTTPS_PROXY` and its like, unless `NO_PROXY` names it."""
        if self.proxy is not None:
            return proxy_of(self.proxy)
        if not any(name[-6:].lower() == "_proxy" for name in os.environ):
            return None
        # Slow to load, and hardly ever needed.
        from urllib.request import getproxies_environment, proxy_bypass

        server = urlsplit(origin)
        known = getproxies_environment()
        url = known.get(server.scheme) or known.get("all")
        return proxy_of(url) if url and not proxy_bypass(server.hostname or "") else None


SYSTEM = Network()


def proxy_of(url: str) -> Proxy:
    """Read the URL of a proxy, without repeating it: it may hold a password.

    Raises:
        InvalidArgumentError: If it is not one.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = parts = None
    if parts is None or parts.scheme != "http" or not host:
        raise InvalidArgumentError("the URL of the proxy must start with http:// and name a host")
    headers: dict[str, str] = {}
    if parts.username is not None:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["proxy-authorization"] = f"Basic {b64encode(user.encode()).decode()}"
    return Proxy(host, port or 80, headers)
