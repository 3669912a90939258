"""A WebSocket for an event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping

from .deadline import Deadline
from .network import Network
from .readers import Reply
from .transport import HttpRequest, TransportError, TransportTimeout
from .websocket_tunnel import tunnel_of
from .websocket_wire import Wire

_CHUNK = 65_536


class AsyncRefusal:
    """The answer of a server that would not."""

    def __init__(self, reply: Reply) -> None:
        """Take the answer, read to its end."""
        self.status = reply.status
        self.headers = reply.headers
        self._body = reply.body

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the body."""
        yield self._body

    async def close(self) -> None:
        """Nothing is open."""


class AsyncWebSocket:
    """A connection whose messages are taken one by one; closing it wakes who waits for one."""

    def __init__(self, wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection."""
        self.status = 101
        self._wire = wire
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, request: HttpRequest, deadline: Deadline, network: Network) -> AsyncWebSocket:
        """Connect, and wait for the server's answer.

        Raises:
            TransportTimeout: If that took too long.
            TransportError: If nothing came of it.
        """
        wire = Wire(request)
        try:
            streams = await asyncio.wait_for(_connected(wire, network), deadline.within(request.connect_timeout))
        except (asyncio.TimeoutError, TimeoutError):
            raise TransportTimeout(f"connecting to {wire.host} took too long") from None
        except OSError as error:
            raise TransportError(f"cannot connect to {wire.host}: {error}") from error
        made = cls(wire, *streams)
        try:
            made._flush()
            while not wire.opened():
                await made._receive(deadline)
        except BaseException:
            await made.close()
            raise
        return made

    @property
    def refusal(self) -> Reply | None:
        """Why the server would not; `None` when it would."""
        return self._wire.refusal

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields of the answer."""
        return self._wire.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give nothing: what comes are messages."""
        nothing: tuple[bytes, ...] = ()
        for chunk in nothing:
            yield chunk

    def send(self, text: str) -> None:
        """Say something."""
        self._wire.send(text)
        self._flush()

    async def message(self, deadline: Deadline) -> str | bytes:
        """Wait for the next message.

        Raises:
            TransportTimeout: If none came in time.
            TransportError: If none will come.
        """
        while (message := self._wire.take()) is None:
            await self._receive(deadline)
        return message

    async def close(self) -> None:
        """Let go at once, with a goodbye nobody waits for."""
        with contextlib.suppress(OSError, TransportError):
            self._wire.goodbye()
            self._flush()
        self._reader.feed_eof()
        self._writer.transport.abort()

    async def _receive(self, deadline: Deadline) -> None:
        try:
            data = await asyncio.wait_for(self._reader.read(_CHUNK), deadline.within(None))
        except (asyncio.TimeoutError, TimeoutError):
            raise TransportTimeout(f"nothing came for {deadline.seconds:g} s") from None
        except OSError as error:
            raise TransportError(str(error)) from error
        self._wire.feed(data)
        self._flush()

    def _flush(self) -> None:
        """Send what is due, answers to pings included."""
        data = self._wire.outgoing()
        if data and not self._writer.transport.is_closing():
            self._writer.write(data)


async def _connected(wire: Wire, network: Network) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    tunnel = tunnel_of(wire, network)
    secure = (network.ssl_context or True) if wire.secure else None
    name = wire.host if wire.secure else None
    if tunnel is None:
        return await asyncio.open_connection(wire.host, wire.port, ssl=secure, server_hostname=name)
    # The tunnel is dug by hand, since only Python 3.11 and later have streams begin TLS on a connection that stands.
    loop = asyncio.get_running_loop()
    [(family, kind, protocol, _, address), *_] = await loop.getaddrinfo(*tunnel.address, type=socket.SOCK_STREAM)
    plain = socket.socket(family, kind, protocol)
    plain.setblocking(False)
    try:
        await loop.sock_connect(plain, address)
        await loop.sock_sendall(plain, tunnel.request)
        while not tunnel.is_open(await loop.sock_recv(plain, 1)):
            pass
    except BaseException:
        plain.close()
        raise
    return await asyncio.open_connection(sock=plain, ssl=secure, server_hostname=name)
