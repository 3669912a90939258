"""The transport of `Client`: urllib3's connections, with the timeouts and the pool of the runtime contract."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any

import urllib3
from urllib3._base_connection import ProxyConfig
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.util import parse_url

from .. import _contract as contract
from .network import SYSTEM, Network, Proxy
from .transport import HttpRequest, HttpResponse, TransportError, TransportTimeout

_CHUNK = 65_536
_TUNNELS = ProxyConfig(None, use_forwarding_for_https=False, assert_hostname=None, assert_fingerprint=None)


class _Wire(HTTPConnection):
    """Keeps the socket at hand (the base class lets go of it early), and when it was last used."""

    wire: socket.socket | None = None
    used: float = 0.0

    def connect(self) -> None:
        super().connect()
        self.wire = self.sock


class _SecureWire(HTTPSConnection):
    wire: socket.socket | None = None
    used: float = 0.0

    def connect(self) -> None:
        super().connect()
        self.wire = self.sock


class _Pool(urllib3.HTTPConnectionPool):
    """Drops connections that were idle for long, and those beyond its size without complaining in the log."""

    ConnectionCls: Any = _Wire

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection: Any = super()._get_conn(timeout)
        if time.monotonic() - connection.used > contract.POOL_IDLE_TIMEOUT:
            connection.close()
        return connection

    def _make_request(self, conn: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        # The target is encoded already; the base class has encoded it again, which changes reserved characters.
        return super()._make_request(conn, method, kwargs.pop("target", url), *args, **kwargs)

    def _put_conn(self, conn: Any) -> None:
        if conn is not None:
            conn.used = time.monotonic()
            if self.pool is None or self.pool.full():
                conn.close()
                return
        super()._put_conn(conn)


class _SecurePool(_Pool, urllib3.HTTPSConnectionPool):
    ConnectionCls: Any = _SecureWire


class Urllib3Transport:
    """Sends requests over pooled connections, one pool per origin."""

    def __init__(self, network: Network = SYSTEM) -> None:
        """Open nothing yet."""
        self._network = network
        self._pools: dict[str, tuple[_Pool, Proxy | None]] = {}
        self._lock = threading.Lock()

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send one request, once, without following redirects."""
        pool, proxy = self._pool(request.origin)
        # Without TLS a proxy is asked for the whole URL; with it for a tunnel, which the pool sees to.
        is_asked = proxy is not None and pool.scheme == "http"
        target = f"{request.origin}{request.target}" if is_asked else request.target
        try:
            raw = pool.urlopen(
                request.method,
                target,
                body=request.body,
                headers={**request.headers, **(proxy.headers if proxy and is_asked else {})},
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                target=target,
                timeout=urllib3.Timeout(
                    connect=_positive(request.deadline.within(request.connect_timeout)),
                    read=_positive(request.deadline.within(request.read_timeout)),
                ),
            )
        except (HTTPError, OSError) as error:
            raise _failure(error, request.origin) from error
        response = _Response(raw, request)
        if not response.headers:
            # A head that breaks off after its first line passes for one without fields.
            response.close()
            raise TransportError(f"the connection to {request.origin} broke")
        return response

    def close(self) -> None:
        """Close idle connections; those in use close when they are done."""
        with self._lock:
            for pool, _ in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, origin: str) -> tuple[_Pool, Proxy | None]:
        with self._lock:
            known = self._pools.get(origin)
            if known is None:
                proxy = self._network.proxy_for(origin)
                known = self._pools[origin] = (self._made(origin, proxy), proxy)
            return known

    def _made(self, origin: str, proxy: Proxy | None) -> _Pool:
        url = parse_url(origin)
        size: dict[str, Any] = {"maxsize": contract.POOL_MAX_IDLE, "block": False}
        if url.scheme != "https":
            return _Pool(proxy.host, proxy.port, **size) if proxy else _Pool(url.hostname or "", url.port, **size)
        if proxy:
            size |= {"_proxy": parse_url(proxy.url), "_proxy_headers": proxy.headers, "_proxy_config": _TUNNELS}
        return _SecurePool(url.hostname or "", url.port, ssl_context=self._network.ssl_context, **size)


class _Response:
    def __init__(self, raw: urllib3.BaseHTTPResponse, request: HttpRequest) -> None:
        self.status = raw.status
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in raw.headers.itermerged()}
        self._raw = raw
        self._request = request
        self._wire: socket.socket | None = getattr(raw.connection, "wire", None)
        self._reading = False

    def chunks(self) -> Iterator[bytes]:
        deadline, patience = self._request.deadline, self._request.read_timeout
        self._reading = True
        whole = False
        try:
            while True:
                if deadline.passed:
                    raise TransportTimeout("the deadline passed while the body was read")
                self._wait_at_most(deadline.within(patience))
                chunk = self._raw.read1(_CHUNK)
                if not chunk:
                    break
                yield chunk
            whole = True
            # From here on the connection may be another's.
            self._wire = None
            self._raw.release_conn()
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _failure(error, self._request.origin) from error
        finally:
            if not whole:
                self._drop()

    def close(self) -> None:
        # Wakes a thread that is reading, which then drops the connection; doing that here would pull it from under it.
        if self._wire is not None:
            with contextlib.suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)
        if not self._reading:
            self._drop()

    def _drop(self) -> None:
        with contextlib.suppress(HTTPError, HTTPException, OSError, ValueError, AttributeError):
            self._raw.close()

    def _wait_at_most(self, seconds: float | None) -> None:
        if self._wire is not None and self._wire.fileno() >= 0:
            self._wire.settimeout(_positive(seconds))


def _positive(seconds: float | None) -> float | None:
    """Zero would mean not to wait at all, which is another thing than to wait shortly."""
    return None if seconds is None else max(seconds, 0.001)


def _failure(error: Exception, origin: str) -> TransportError:
    if isinstance(error, NewConnectionError):
        return TransportError(f"no connection to {origin}: {error.__cause__ or 'refused'}")
    if isinstance(error, ConnectTimeoutError):
        return TransportTimeout(f"no connection to {origin} in time")
    if isinstance(error, ReadTimeoutError | TimeoutError):
        return TransportTimeout(f"{origin} was silent for too long")
    return TransportError(f"the connection to {origin} broke: {error}")
