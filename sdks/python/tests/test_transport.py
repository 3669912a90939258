"""The transports over real sockets, through both clients' runners."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sdk import BaseError, async_runner, async_stream, call, decode, event_data, exceptions, sync_runner, sync_stream
from support import configured, operation, read_request, serving

Run = Callable[..., Any]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


def run_sync(url: str, options: call.CallOptions | None = None, times: int = 1, **changes: Any) -> Any:
    """Call some times over one client, blocking."""
    runner = sync_runner.SyncRunner(configured(url=url), None)
    try:
        return [runner.call(call.Call(operation(**changes), "/op"), options) for _ in range(times)][-1]
    finally:
        runner.close()


def run_async(url: str, options: call.CallOptions | None = None, times: int = 1, **changes: Any) -> Any:
    """Call some times over one client, in a task."""

    async def main() -> Any:
        runner = async_runner.AsyncRunner(configured(url=url), None)
        try:
            return [await runner.call(call.Call(operation(**changes), "/op"), options) for _ in range(times)][-1]
        finally:
            await runner.close()

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])
ONCE = call.CallOptions(max_retries=0)


def answering(*chunks: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    """Answer every request of a connection with these bytes."""

    def handle(connection: socket.socket) -> None:
        while True:
            read_request(connection)
            for chunk in chunks:
                connection.sendall(chunk)
                time.sleep(pause)

    return handle


@both
def test_a_connection_is_used_again(run: Run) -> None:
    opened: list[int] = []

    def handle(connection: socket.socket) -> None:
        opened.append(1)
        answering(HEAD + b"content-length: 1\r\n\r\n1")(connection)

    with serving(handle) as url:
        assert run(url, times=5) == 1
    assert len(opened) == 1


@both
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200",
        HEAD + b"content-length: 10\r\n\r\n1",
        HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\n1",
        HEAD + b"transfer-encoding: chunked\r\n\r\n1\r\n1\r\n",
        b"not http\r\n\r\n",
    ],
)
def test_a_response_that_breaks_off_is_no_response(run: Run, answer: bytes) -> None:
    seen: list[int] = []

    def handle(connection: socket.socket) -> None:
        read_request(connection)
        seen.append(1)
        connection.sendall(answer)

    with serving(handle) as url, pytest.raises(exceptions.ConnectionError) as caught:
        run(url, call.CallOptions(max_retries=1))
    assert caught.value.attempts == len(seen) == 2


@both
def test_a_connection_closed_meanwhile_is_replaced_without_a_second_request(run: Run) -> None:
    seen: list[int] = []

    def handle(connection: socket.socket) -> None:
        read_request(connection)
        seen.append(1)
        connection.sendall(HEAD + b"content-length: 1\r\n\r\n1")
        connection.shutdown(socket.SHUT_RDWR)

    with serving(handle) as url:
        assert run(url, ONCE) == 1
        assert run(url, ONCE) == 1
    assert len(seen) == 2


@both
def test_every_attempt_is_counted(run: Run) -> None:
    seen: list[int] = []

    def handle(connection: socket.socket) -> None:
        # The second request on a connection is read and left without an answer.
        read_request(connection)
        seen.append(1)
        connection.sendall(HEAD + b"content-length: 1\r\n\r\n1")
        read_request(connection)
        seen.append(2)

    with serving(handle) as url, pytest.raises(exceptions.ConnectionError) as caught:
        run(url, ONCE, times=2)
    assert caught.value.attempts == 1
    assert seen == [1, 2]


@both
def test_silence_and_the_deadline_end_a_call(run: Run) -> None:
    with serving(answering(b"", pause=5)) as url:
        start = time.monotonic()
        with pytest.raises(exceptions.TimeoutError):
            run(url, call.CallOptions(max_retries=0, read_timeout=0.2))
        with pytest.raises(exceptions.TimeoutError):
            run(url, call.CallOptions(timeout=0.2))
        assert time.monotonic() - start < 2


@both
@pytest.mark.parametrize("ending", [b"connection: close\r\n\r\n", b"\r\n"])
def test_a_body_that_drips_does_not_outlive_the_deadline(run: Run, ending: bytes) -> None:
    head = HEAD + b"content-length: 1000\r\n" + ending
    with serving(answering(head, *[b"1"] * 100, pause=0.1)) as url:
        start = time.monotonic()
        with pytest.raises(exceptions.TimeoutError):
            run(url, call.CallOptions(timeout=0.5))
        assert time.monotonic() - start < 1.5


@both
def test_redirects_are_not_followed(run: Run) -> None:
    answer = b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
    with serving(answering(answer)) as url, pytest.raises(BaseError) as caught:
        run(url)
    assert caught.value.code == "http_302"


@both
def test_nobody_listens(run: Run) -> None:
    with serving(answering()) as url:
        pass
    with pytest.raises(exceptions.ConnectionError) as caught:
        run(url, call.CallOptions(max_retries=1))
    assert caught.value.attempts == 2


STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


def course() -> event_data.Events[Any]:
    """A feed."""
    return event_data.Events(event_data.json_data(decode.anything), endless=True, resumable=True)


def test_a_stream_can_be_closed_from_another_thread() -> None:
    got: list[Any] = []
    with serving(answering(STREAM, b"11\r\nid: 1\ndata: 123\n\r\n", b"1\r\n\n\r\n", pause=0.05)) as url:
        runner = sync_runner.SyncRunner(configured(url=url), None)
        stream = sync_stream.EventStream(runner, call.Call(operation(read_timeout=30), "/op"), None, course())
        arrived = threading.Event()

        def read() -> None:
            for event in stream:
                got.append(event)
                arrived.set()

        reader = threading.Thread(target=read)
        reader.start()
        assert arrived.wait(10)
        stream.close()
        reader.join(2)
        assert not reader.is_alive()
        runner.close()
    assert got == [123]


def test_a_stream_can_be_closed_by_another_task() -> None:
    async def main(url: str) -> list[Any]:
        runner = async_runner.AsyncRunner(configured(url=url), None)
        stream = async_stream.AsyncEventStream(runner, call.Call(operation(read_timeout=30), "/op"), None, course())

        got: list[Any] = []
        arrived = asyncio.Event()

        async def read() -> None:
            async for event in stream:
                got.append(event)
                arrived.set()

        reader = asyncio.create_task(read())
        await asyncio.wait_for(arrived.wait(), 10)
        await stream.close()
        await asyncio.wait_for(reader, 2)
        await runner.close()
        return got

    with serving(answering(STREAM, b"11\r\nid: 1\ndata: 123\n\r\n", b"1\r\n\n\r\n", pause=0.05)) as url:
        assert asyncio.run(main(url)) == [123]


def test_cancelling_a_task_gives_its_connection_up() -> None:
    asked = threading.Event()
    ended = threading.Event()

    def handle(connection: socket.socket) -> None:
        read_request(connection)
        asked.set()
        connection.recv(1)
        ended.set()

    async def main(url: str) -> None:
        runner = async_runner.AsyncRunner(configured(url=url), None)
        task = asyncio.ensure_future(runner.call(call.Call(operation(), "/op"), None))
        assert await asyncio.to_thread(asked.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await runner.close()

    with serving(handle) as url:
        asyncio.run(main(url))
        assert ended.wait(2)
