"""The transport of `AsyncClient`: aiohttp's session, with the timeouts and the pool of the runtime contract."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Mapping

import aiohttp
from yarl import URL

from .. import _contract as contract
from .deadline import Deadline
from .network import SYSTEM, Network, Proxy
from .transport import AsyncHttpResponse, BodyStream, HttpRequest, TransportError, TransportTimeout


class AiohttpTransport:
    """Sends requests over pooled connections of the running event loop."""

    def __init__(self, network: Network = SYSTEM) -> None:
        """Open nothing yet: a session belongs to a loop, and there may be none."""
        self._network = network
        # Asked for once per server: looking it up reads the environment.
        self._proxies: dict[str, Proxy | None] = {}
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def send(self, request: HttpRequest) -> AsyncHttpResponse:
        """Send one request, once, without following redirects."""
        timeout = aiohttp.ClientTimeout(
            total=request.deadline.within(None),
            sock_connect=request.connect_timeout,
            sock_read=request.read_timeout,
            # Timeouts are kept as they are; by default those above five seconds are rounded up to whole ones.
            ceil_threshold=math.inf,
        )
        proxy = self._proxy(request.origin)
        # Of what is for the proxy aiohttp sends nothing where there is no tunnel.
        is_asked = proxy is not None and request.origin.startswith("http:")
        headers = {**request.headers, **(proxy.headers if proxy and is_asked else {})}
        try:
            raw = await self._open().request(
                request.method,
                # Encoded already: encoding it again would change what it names.
                _url(request),
                data=_data(request.body),
                headers={name: _octets(value) for name, value in headers.items()},
                allow_redirects=False,
                timeout=timeout,
                proxy=proxy.url if proxy else None,
                proxy_headers=proxy.headers if proxy else None,
                skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            )
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, ValueError) as error:
            _raise_own(request.body)
            raise _failure(error, request) from error
        return _Response(raw, request)

    async def close(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None and self._loop is asyncio.get_running_loop():
            await session.close()

    def _proxy(self, origin: str) -> Proxy | None:
        if origin not in self._proxies:
            self._proxies[origin] = self._network.proxy_for(origin)
        return self._proxies[origin]

    def _open(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            self._loop = loop
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0, keepalive_timeout=contract.POOL_IDLE_TIMEOUT, ssl=self._network.ssl_context or True
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
            # aiohttp would send some requests a second time by itself; attempts are counted, and decided, here.
            self._session._retry_connection = False  # pyright: ignore[reportPrivateUsage]
        return self._session


class _Response:
    def __init__(self, raw: aiohttp.ClientResponse, request: HttpRequest) -> None:
        self.status = raw.status
        self.headers: Mapping[str, str] = {name.lower(): ", ".join(raw.headers.getall(name)) for name in raw.headers}
        self._raw = raw
        self._request = request

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            while chunk := await self._raw.content.readany():
                yield chunk
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            raise _failure(error, self._request) from error
        finally:
            # Goes back to the pool when the body has been read, and is closed otherwise.
            self._raw.close()

    async def close(self) -> None:
        self._raw.close()


def _octets(value: str) -> str:
    """The text whose UTF-8, which is what aiohttp sends, is the octets of a header."""
    try:
        return value if value.isascii() else value.encode("latin-1").decode()
    except UnicodeDecodeError:
        return value


def _url(request: HttpRequest) -> URL:
    path, _, query = request.target.partition("?")
    origin = URL(request.origin)
    return URL.build(scheme=origin.scheme, authority=origin.raw_authority, path=path, query_string=query, encoded=True)


def _data(body: bytes | BodyStream | None) -> bytes | AsyncIterator[bytes] | None:
    return body if body is None or isinstance(body, bytes) else aiter(body)


def _raise_own(body: bytes | BodyStream | None) -> None:
    """What kept the body from being produced says more than the connection that broke over it."""
    failure = None if body is None or isinstance(body, bytes) else body.failure
    if failure is not None:
        raise failure


def _failure(error: Exception, request: HttpRequest) -> TransportError:
    if isinstance(error, asyncio.TimeoutError | TimeoutError):
        return TransportTimeout(_why_late(error, request.deadline, request.origin))
    if isinstance(error, aiohttp.ClientConnectorError):
        return TransportError(f"no connection to {request.origin}: {error.os_error}")
    return TransportError(f"the connection to {request.origin} broke: {type(error).__name__}: {error}")


def _why_late(error: Exception, deadline: Deadline, origin: str) -> str:
    if deadline.passed:
        return "the deadline passed"
    connecting = isinstance(error, aiohttp.ConnectionTimeoutError)
    return f"no connection to {origin} in time" if connecting else f"{origin} was silent for too long"
