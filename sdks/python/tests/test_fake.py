"""Stand-ins for the server, through both runners."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sdk import (
    async_runner,
    async_stream,
    call,
    contract,
    decode,
    event_data,
    exceptions,
    fake,
    sync_runner,
    sync_stream,
)
from support import configured, operation

Run = Callable[[fake.Stub], Any]


def run_sync(stub: fake.Stub) -> Any:
    """Call through the blocking runner."""
    runner = sync_runner.SyncRunner(configured(), fake.FakeTransport({"op": stub}))
    return runner.call(call.Call(CALLED, "/op", body={"a": 1}), None)


def run_async(stub: fake.Stub) -> Any:
    """Call through the asynchronous runner."""
    runner = async_runner.AsyncRunner(configured(), fake.AsyncFakeTransport({"op": stub}))
    return asyncio.run(runner.call(call.Call(CALLED, "/op", body={"a": 1}), None))


CALLED = operation(method="POST", content_type="application/json", gzip=True)
both = pytest.mark.parametrize("run", [run_sync, run_async])


@both
def test_a_value_comes_back_and_the_last_stays(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "GZIP_FROM", 1)
    stub: fake.Answers[dict[str, object]] = fake.Answers("op", 200)
    stub.returns({"at": dt.date(2026, 1, 2)}, {"list": [1, None]})
    assert [run(stub) for _ in range(3)] == [{"at": "2026-01-02"}, {"list": [1, None]}, {"list": [1, None]}]
    assert [request.json() for request in stub.requests] == [{"a": 1}] * 3
    assert stub.requests[0].method == "POST"


@both
def test_it_fails_as_the_api_does(run: Run) -> None:
    stub = fake.Nothing("op", 204)
    stub.fails(418, "no", "not today")
    with pytest.raises(contract.BaseError) as caught:
        run(stub)
    assert (caught.value.status, caught.value.code, caught.value.message) == (418, "no", "not today")


@both
def test_what_nothing_was_said_of_is_told_at_once(run: Run) -> None:
    stub = fake.Octets("op", 200)
    with pytest.raises(exceptions.InvalidArgumentError, match="nothing was said of `op`"):
        run(stub)
    assert len(stub.requests) == 1


def test_a_stream_gives_its_items_and_completes() -> None:
    stub: fake.Stream[dict[str, str]] = fake.Stream("op", 200, "text/event-stream")
    stub.yields({"id": "1"}, {"id": "2"})
    events = event_data.Events(event_data.json_data(decode.anything), endless=True, resumable=True)
    runner = sync_runner.SyncRunner(configured(), fake.FakeTransport({"op": stub}))
    assert list(sync_stream.EventStream(runner, CALL, None, events)) == [{"id": "1"}, {"id": "2"}]
    assert stub.requests[1].headers["last-event-id"] == "2"

    async def main() -> list[Any]:
        stub.yields({"id": "3"})
        runner = async_runner.AsyncRunner(configured(), fake.AsyncFakeTransport({"op": stub}))
        return [one async for one in async_stream.AsyncEventStream(runner, CALL, None, events)]

    stub._replies.clear()
    assert asyncio.run(main()) == [{"id": "3"}]


CALL = call.Call(operation(resume_header="last-event-id"), "/op")


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(exceptions.InvalidArgumentError):
        fake.json_form(object())
