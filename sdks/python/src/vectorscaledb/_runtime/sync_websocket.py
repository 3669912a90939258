"""A WebSocket that blocks."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping

from .deadline import Deadline
from .network import Network
from .readers import Reply
from .transport import HttpRequest, TransportError, TransportTimeout
from .websocket_tunnel import Tunnel, tunnel_of
from .websocket_wire import Wire

_CHUNK = 65_536


class SyncRefusal:
    """The answer of a server that would not."""

    def __init__(self, reply: Reply) -> None:
        """Take the answer, read to its end."""
        self.status = reply.status
        self.headers = reply.headers
        self._body = reply.body

    def chunks(self) -> Iterator[bytes]:
        """Give the body."""
        yield self._body

    def close(self) -> None:
        """Nothing is open."""


class SyncWebSocket:
    """A connection whose messages are taken one by one; closing it from any thread wakes who waits for one."""

    def __init__(self, request: HttpRequest, deadline: Deadline, network: Network) -> None:
        """Connect, and wait for the server's answer.

        Raises:
            TransportTimeout: If that took too long.
            TransportError: If nothing came of it.
        """
        self.status = 101
        self._wire = Wire(request)
        self._lock = threading.Lock()
        self._socket = _connected(self._wire, deadline.within(request.connect_timeout), network)
        try:
            self._flush()
            while not self._wire.opened():
                self._receive(deadline)
        except BaseException:
            self.close()
            raise

    @property
    def refusal(self) -> Reply | None:
        """Why the server would not; `None` when it would."""
        return self._wire.refusal

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields of the answer."""
        return self._wire.headers

    def chunks(self) -> Iterator[bytes]:
        """Give nothing: what comes are messages."""
        return iter(())

    def send(self, text: str) -> None:
        """Say something."""
        self._wire.send(text)
        self._flush()

    def message(self, deadline: Deadline) -> str | bytes:
        """Wait for the next message.

        Raises:
            TransportTimeout: If none came in time.
            TransportError: If none will come.
        """
        while (message := self._wire.take()) is None:
            self._receive(deadline)
        return message

    def close(self) -> None:
        """Let go at once, with a goodbye nobody waits for."""
        with contextlib.suppress(OSError, TransportError):
            self._socket.settimeout(0)
            with self._lock:
                self._wire.goodbye()
                self._socket.send(self._wire.outgoing())
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _receive(self, deadline: Deadline) -> None:
        left = deadline.within(None)
        if left is not None and left <= 0:
            raise TransportTimeout(f"nothing came for {deadline.seconds:g} s")
        try:
            self._socket.settimeout(left)
            data = self._socket.recv(_CHUNK)
        except TimeoutError:
            raise TransportTimeout(f"nothing came for {deadline.seconds:g} s") from None
        except OSError as error:
            raise TransportError(str(error)) from error
        with self._lock:
            self._wire.feed(data)
        self._flush()

    def _flush(self) -> None:
        """Send what is due, answers to pings included."""
        with self._lock:
            data = self._wire.outgoing()
        with contextlib.suppress(OSError):
            self._socket.sendall(data)


def _connected(wire: Wire, seconds: float | None, network: Network) -> socket.socket:
    tunnel = tunnel_of(wire, network)
    try:
        plain = socket.create_connection(tunnel.address if tunnel else (wire.host, wire.port), seconds)
        try:
            return _ready(plain, wire, tunnel, network)
        except BaseException:
            plain.close()
            raise
    except TimeoutError:
        raise TransportTimeout(f"connecting to {wire.host} took too long") from None
    except OSError as error:
        raise TransportError(f"cannot connect to {wire.host}: {error}") from error


def _ready(plain: socket.socket, wire: Wire, tunnel: Tunnel | None, network: Network) -> socket.socket:
    """The connection once it is the server's own."""
    if tunnel is not None:
        plain.sendall(tunnel.request)
        while not tunnel.is_open(plain.recv(1)):
            pass
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not wire.secure:
        return plain
    import ssl

    context = network.ssl_context or ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=wire.host)
