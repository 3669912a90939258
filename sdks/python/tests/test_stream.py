"""Streams of events that are cut, end, and go on."""

from __future__ import annotations

import asyncio
import gc
import itertools
from collections.abc import Callable, Iterator
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
    model,
    resume,
    sse,
    sync_runner,
    sync_stream,
    transport,
)
from support import Answer, AsyncScript, Script, configured, operation

EVENTS = {"content-type": "text/event-stream; charset=utf-8"}
Run = Callable[..., list[Any]]


def events(*ids: int, cut: bool = False, before: bytes = b"retry: 0\n\n") -> Answer:
    """A stream of events with these ids."""
    return Answer(headers=EVENTS, body=(before, *(f"id: {one}\ndata: {one}\n\n".encode() for one in ids)), cut=cut)


Parts = tuple[call.Call[Any], None, event_data.Events[Any], str | None]


def parts(changes: dict[str, Any]) -> Parts:
    """The arguments of a stream."""
    last = changes.pop("last_event_id", None)
    known: dict[str, Any] = {"endless": True, "resumable": True, **changes}
    events = event_data.Events(event_data.json_data(decode.anything), **known)
    return call.Call(operation(resume_header="last-event-id"), "/op"), None, events, last


def run_sync(script: Script, **changes: Any) -> list[Any]:
    """Read three events at most, blocking."""
    runner = sync_runner.SyncRunner(configured(), script)
    with sync_stream.EventStream(runner, *parts(changes)) as stream:
        return list(itertools.islice(stream, 3))


def run_async(script: Script, **changes: Any) -> list[Any]:
    """Read three events at most, in a task."""

    async def main() -> list[Any]:
        runner = async_runner.AsyncRunner(configured(), AsyncScript(script))
        got: list[Any] = []
        async with async_stream.AsyncEventStream(runner, *parts(changes)) as stream:
            async for event in stream:
                got.append(event)
                if len(got) == 3:
                    break
        return got

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])


def cursors(script: Script) -> list[str | None]:
    """The id each connection asked to go on after."""
    return [request.headers.get("last-event-id") for request in script.requests]


@both
def test_a_cut_stream_goes_on_after_the_last_event(run: Run) -> None:
    script = Script([events(1, cut=True), events(cut=True), events(2), events(3)])
    assert run(script) == [1, 2, 3]
    assert cursors(script) == [None, "1", "1", "2"]


@both
def test_a_stream_that_may_end_ends(run: Run) -> None:
    assert run(Script([events(1)]), endless=False) == [1]
    assert run(Script([Answer(204)])) == []


@both
def test_a_caller_may_say_where_to_begin(run: Run) -> None:
    script = Script([events(cut=True), events(8, 9, 10)])
    assert run(script, last_event_id="7") == [8, 9, 10]
    assert cursors(script) == ["7", "7"]


@both
@pytest.mark.parametrize("changes", [{"resumable": False}, {}])
def test_without_an_id_it_cannot_go_on(run: Run, changes: dict[str, Any]) -> None:
    first = events(1, cut=True) if changes else events(cut=True)
    with pytest.raises(exceptions.StreamInterrupted) as caught:
        run(Script([first]), **changes)
    assert caught.value.last_event_id == ("1" if changes else None)
    assert caught.value.code == "stream_interrupted"


@both
def test_it_gives_up_after_some_connections_without_an_event(run: Run) -> None:
    broken = [transport.TransportError("no")] * (contract.MAX_RECONNECTS - 1)
    script = Script([events(1, cut=True), Answer(503, {"retry-after": "0"}), *broken])
    with pytest.raises(exceptions.StreamInterrupted) as caught:
        run(script)
    assert caught.value.last_event_id == "1"
    assert script.answers == []


@both
def test_an_old_cursor_is_raised_and_never_skipped(run: Run) -> None:
    with pytest.raises(exceptions.CursorExpiredError):
        run(Script([events(1, cut=True), Answer(410)]))


@both
def test_what_is_no_stream_or_no_event_is_refused(run: Run) -> None:
    with pytest.raises(exceptions.DecodeError):
        run(Script([Answer(headers={"content-type": "application/json"})]))
    with pytest.raises(exceptions.DecodeError):
        run(Script([Answer(headers=EVENTS, body=(b"data: {\n\n",))]))


@both
def test_a_sentinel_completes_a_stream(run: Run) -> None:
    answer = Answer(headers=EVENTS, body=(b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n",))
    assert run(Script([answer]), sentinel="[DONE]") == [1]


def test_events_are_read_by_their_names() -> None:
    read = event_data.by_event({"a": event_data.json_data(decode.integer), "b": event_data.text_data(decode.string)})
    assert read(sse.ServerSentEvent("a", "1", "")) == 1
    assert read(sse.ServerSentEvent("b", "1", "")) == "1"
    assert read(sse.ServerSentEvent("c", "[1]", "")) == model.Unknown([1])
    assert read(sse.ServerSentEvent("c", "no JSON", "")) == model.Unknown("no JSON")


def test_only_given_events_move_the_cursor() -> None:
    runner = sync_runner.SyncRunner(configured(), Script([events(1, 2)]))
    stream = sync_stream.EventStream(runner, *parts({}))
    assert next(stream) == 1
    assert stream.last_event_id == "1"
    stream.close()
    assert list(stream) == []


def test_waits_grow_and_obey_the_server() -> None:
    course = resume.Resume(endless=True, resumable=True, last_event_id="1")
    for wait in (1, 2, 4):
        assert 0.75 * wait <= course.delay("cut") <= wait
    assert course.delay("cut", {"retry-after": "20"}) == 20
    decoder = course.decoder()
    list(decoder.feed(b"retry: 3000\n\n"))
    course.settle(decoder)
    course.progress("2")
    assert course.delay("cut") == 3


def test_closing_ends_the_reading_at_once() -> None:
    ended: list[bool] = []

    class Watched(Answer):
        def chunks(self) -> Iterator[bytes]:
            try:
                yield from super().chunks()
            finally:
                ended.append(True)

    script = Script([Watched(headers=EVENTS, body=events(1, 2).body)])
    stream = sync_stream.EventStream(sync_runner.SyncRunner(configured(), script), *parts({}))
    gc.disable()
    try:
        assert next(stream) == 1
        stream.close()
        assert ended == [True]
    finally:
        gc.enable()
