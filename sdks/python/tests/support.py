"""Stand-ins for an API and for the wire."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sdk import call, decode, payload, readers, settings, transport

Call = call.Call
Operation = call.Operation


def operation(**changes: Any) -> call.Operation[Any]:
    """An operation that may be retried and gives back the JSON it gets."""
    read = changes.pop("decode", decode.anything)
    known: dict[str, Any] = {
        "answers": {"2XX": readers.json_of(read)},
        "name": "op",
        "method": "GET",
        "template": "/op",
        "errors": {},
        "retryable": True,
        "read_timeout": 1.0,
    }
    return call.Operation(**{**known, **changes})


def configured(**changes: Any) -> settings.Settings:
    """Settings of a client of nowhere."""
    known: dict[str, Any] = {
        "url": "http://test.invalid/base/",
        "headers": {},
        "credentials": {},
        "timeout": 5.0,
        "connect_timeout": 1.0,
        "read_timeout": None,
        "max_retries": 2,
    }
    return settings.settings(**{**known, **changes})


def sent(request: transport.HttpRequest) -> bytes:
    """The body of a request, however it is produced."""
    body = request.body or b""
    return body if isinstance(body, bytes) else b"".join(body)


def written(made: payload.Payload) -> bytes:
    """The octets of a body, however they are produced."""
    return made.content if isinstance(made.content, bytes) else b"".join(made.content)


@dataclass
class Answer:
    """A response: chunks as they come, and how they end."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: tuple[bytes, ...] = (b"{}",)
    cut: bool = False
    closed: bool = False

    def chunks(self) -> Iterator[bytes]:
        """Give the chunks, then end or break."""
        yield from self.body
        if self.cut:
            raise transport.TransportError("cut")

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


@dataclass
class Script:
    """A transport that gives prepared answers, or raises prepared failures, in turn."""

    answers: list[Answer | Exception]
    requests: list[transport.HttpRequest] = field(default_factory=list[transport.HttpRequest])

    def send(self, request: transport.HttpRequest) -> Answer:
        """Give the next answer."""
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class AsyncAnswer:
    """The same for tasks."""

    answer: Answer

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields."""
        return self.answer.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the chunks, then end or break."""
        for chunk in self.answer.chunks():
            yield chunk

    async def close(self) -> None:
        """Note that it was closed."""
        self.answer.close()


@dataclass
class AsyncScript:
    """The same for tasks."""

    script: Script

    async def send(self, request: transport.HttpRequest) -> AsyncAnswer:
        """Give the next answer."""
        return AsyncAnswer(self.script.send(request))

    async def close(self) -> None:
        """Nothing is open."""


@contextlib.contextmanager
def serving(handle: Callable[[socket.socket], None]) -> Generator[str]:
    """Serve each connection with a function of its socket, on a loopback port."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def accept() -> None:
        while not done.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=converse, args=(connection,), daemon=True).start()

    def converse(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            handle(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        done.set()
        listener.close()


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65_536)
        if not more:
            raise OSError("closed")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
            while len(body) < length:
                body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n7"


class Proxy:
    """Answers requests itself, and digs tunnels."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked: list[str] = []

    def __call__(self, connection: socket.socket) -> None:
        """Serve a connection."""
        head = read_request(connection).decode()
        self.asked.append(head)
        if not head.startswith("CONNECT "):
            connection.sendall(OK)
            return
        host, _, port = head.split(" ")[1].rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port))) as there:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=relay, args=(there, connection), daemon=True).start()
            relay(connection, there)


def relay(one: socket.socket, other: socket.socket) -> None:
    """Pass on what comes, until nothing does."""
    with contextlib.suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


__all__ = [
    "OK",
    "Answer",
    "AsyncScript",
    "Call",
    "Operation",
    "Proxy",
    "Script",
    "configured",
    "operation",
    "read_request",
    "sent",
    "serving",
    "written",
]
