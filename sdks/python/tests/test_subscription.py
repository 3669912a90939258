# needs: websocket_course sync_subscription async_subscription
"""Feeds by WebSocket, through both clients' runners, against a server that says what it is told."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sdk import (
    async_runner,
    async_subscription,
    call,
    contract,
    decode,
    event_data,
    exceptions,
    network,
    sync_runner,
    sync_subscription,
    websocket_course,
)
from support import Proxy, configured, operation, read_request, serving
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

Run = Callable[..., list[Any]]
Say = Callable[[Any], None]
Script = Callable[[dict[str, Any], Say, int], None]


class Server:
    """Hears one message of each client, then follows a script."""

    def __init__(self, script: Script) -> None:
        """Take the script."""
        self.heard: list[dict[str, Any]] = []
        self.requests: list[bytes] = []
        self.gone = threading.Semaphore(0)
        self._script = script

    def handle(self, connection: socket.socket) -> None:
        """Talk to one client until it leaves; its goodbye is not answered."""
        try:
            self._talk(connection)
            while connection.recv(65_536):
                pass
        finally:
            self.gone.release()

    def _talk(self, connection: socket.socket) -> None:
        protocol = ServerProtocol()
        self.requests.append(read_request(connection))
        protocol.receive_data(self.requests[-1])
        message: dict[str, Any] | None = None
        while message is None:
            for event in protocol.events_received():
                if isinstance(event, Request):
                    protocol.send_response(protocol.accept(event))
                elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                    message = json.loads(bytes(event.data))
            connection.sendall(b"".join(protocol.data_to_send()))
            if message is None:
                protocol.receive_data(connection.recv(65_536))

        def say(what: Any) -> None:
            protocol.send_text(json.dumps(what).encode())
            connection.sendall(b"".join(protocol.data_to_send()))

        self.heard.append(message)
        self._script(message, say, len(self.heard))


def event(number: int) -> dict[str, Any]:
    """An event as the server tells of it."""
    return {"type": "event", "event": {"id": f"e{number}", "n": number}}


def subscribed(place: str) -> dict[str, Any]:
    """The server's word that the subscription stands."""
    return {"type": "subscribed", "id": place}


def parts(
    silence: float | None, last: str | None
) -> tuple[call.Call[Any], None, websocket_course.Feed[Any], str | None]:
    """The arguments of a subscription."""
    events: event_data.Events[Any] = event_data.Events(
        event_data.json_data(decode.anything), endless=True, resumable=True
    )
    feed: websocket_course.Feed[Any] = websocket_course.Feed(events, decode.anything, silence=silence)
    return call.Call(operation(), "/socket", body={"only": ["a"]}), None, feed, last


def run_sync(
    url: str, take: int, silence: float | None = None, last: str | None = None, proxy: str | None = None
) -> list[Any]:
    """Read some events, blocking; where it stood comes last."""
    runner = sync_runner.SyncRunner(configured(url=url, network=network.Network(proxy)), None)
    got: list[Any] = []
    with sync_subscription.Subscription(runner, *parts(silence, last)) as stream:
        for one in stream:
            got.append(one["n"])
            if len(got) == take:
                break
        return [*got, stream.last_event_id]


def run_async(
    url: str, take: int, silence: float | None = None, last: str | None = None, proxy: str | None = None
) -> list[Any]:
    """Read some events in a task; where it stood comes last."""

    async def main() -> list[Any]:
        runner = async_runner.AsyncRunner(configured(url=url, network=network.Network(proxy)), None)
        got: list[Any] = []
        async with async_subscription.AsyncSubscription(runner, *parts(silence, last)) as stream:
            async for one in stream:
                got.append(one["n"])
                if len(got) == take:
                    break
            return [*got, stream.last_event_id]

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for between connections is another test's business."""
    monkeypatch.setattr(contract, "RECONNECT_DELAY", 0.01)


def on(script: Script, run: Run, *args: Any, **changes: Any) -> tuple[list[Any], Server]:
    """Run against a server with a script."""
    server = Server(script)
    with serving(server.handle) as url:
        got = run(url, *args, **changes)
        for _ in server.heard:
            assert server.gone.acquire(timeout=2), "a connection was not let go"
    return got, server


@both
def test_gives_what_comes_and_goes_on_after_it(run: Run) -> None:
    def script(said: dict[str, Any], say: Say, _: int) -> None:
        place = said.get("last_event_id", "s")
        first = int(place[1:] or 0) + 1 if place != "s" else 1
        say(subscribed(place))
        say({"type": "heartbeat"})
        say(event(first))
        say(event(first))
        if first < 3:
            raise OSError("cut")

    got, server = on(script, run, 3)
    assert got == [1, 2, 3, "e3"]
    assert server.heard == [
        {"type": "subscribe", "only": ["a"]},
        {"type": "subscribe", "only": ["a"], "last_event_id": "e1"},
        {"type": "subscribe", "only": ["a"], "last_event_id": "e2"},
    ]
    assert server.requests[0].startswith(b"GET /socket HTTP/1.1\r\n")


@both
def test_silence_is_a_cut(run: Run) -> None:
    def script(_: dict[str, Any], say: Say, number: int) -> None:
        say(subscribed("s" if number == 1 else "e1"))
        say(event(number))

    got, _ = on(script, run, 2, silence=0.1)
    assert got == [1, 2, "e2"]


@both
def test_a_refusal_is_the_error_of_the_api(run: Run) -> None:
    def script(_: dict[str, Any], say: Say, __: int) -> None:
        error = {"code": "cursor_expired", "message": "Too old", "request_id": "r"}
        say({"type": "error", "status": 410, "error": error})

    with pytest.raises(exceptions.CursorExpiredError) as caught:
        on(script, run, 1, last="e0")
    assert (caught.value.code, caught.value.request_id, caught.value.attempts) == ("cursor_expired", "r", 1)


@both
def test_a_server_that_begins_elsewhere_is_not_believed(run: Run) -> None:
    with pytest.raises(exceptions.StreamInterrupted) as caught:
        on(lambda _, say, __: say(subscribed("e9")), run, 1, last="e0")
    assert caught.value.last_event_id == "e0"


@both
def test_gives_up_where_it_was(run: Run) -> None:
    def script(_: dict[str, Any], say: Say, number: int) -> None:
        say(subscribed("s" if number == 1 else "e1"))
        if number == 1:
            say(event(1))
        raise OSError("cut")

    with pytest.raises(exceptions.StreamInterrupted) as caught:
        on(script, run, 2)
    assert caught.value.last_event_id == "e1"


def test_close_wakes_who_waits() -> None:
    server = Server(lambda _, say, __: say(subscribed("s")))
    with serving(server.handle) as url:
        runner = sync_runner.SyncRunner(configured(url=url), None)
        stream = sync_subscription.Subscription(runner, *parts(None, None))
        threading.Timer(0.2, stream.close).start()
        assert list(stream) == []
        assert server.gone.acquire(timeout=2)


def test_close_wakes_the_task_that_waits() -> None:
    server = Server(lambda _, say, __: say(subscribed("s")))

    async def main(url: str) -> list[Any]:
        runner = async_runner.AsyncRunner(configured(url=url), None)
        stream = async_subscription.AsyncSubscription(runner, *parts(None, None))
        reading = asyncio.ensure_future(collect(stream))
        await asyncio.sleep(0.2)
        await stream.close()
        return await asyncio.wait_for(reading, 2)

    async def collect(stream: async_subscription.AsyncSubscription[Any]) -> list[Any]:
        return [one async for one in stream]

    with serving(server.handle) as url:
        assert asyncio.run(main(url)) == []
        assert server.gone.acquire(timeout=2)


@both
def test_a_proxy_digs_the_tunnel(run: Run) -> None:
    def script(message: dict[str, Any], say: Say, number: int) -> None:
        say(subscribed("e0"))
        say(event(1))

    proxy = Proxy()
    with serving(proxy) as url:
        got, _ = on(script, run, 1, proxy=url)
    assert got == [1, "e1"]
    assert proxy.asked[0].startswith("CONNECT 127.0.0.1:")


@both
def test_a_proxy_may_refuse(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "BACKOFF_INITIAL", 0.01)

    def refuse(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n")

    with serving(refuse) as url, pytest.raises(exceptions.ConnectionError) as caught:
        run("http://test.invalid", 1, proxy=url)
    assert "the proxy refused: HTTP/1.1 403 No" in str(caught.value)
