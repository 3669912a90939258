# needs: lines sync_lines async_lines
"""Bodies of one JSON text after another, through both clients' runners."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sdk import async_lines, async_runner, call, decode, exceptions, lines, sync_lines, sync_runner
from support import Answer, AsyncScript, Script, configured, operation

Run = Callable[..., list[Any]]


def run_sync(answer: Answer, framing: lines.Framing = "ndjson") -> list[Any]:
    """Read all, blocking."""
    runner = sync_runner.SyncRunner(configured(), Script([answer]))
    with sync_lines.LineStream(
        runner, call.Call(operation(), "/op"), None, lines.Lines(decode.integer, framing)
    ) as read:
        return list(read)


def run_async(answer: Answer, framing: lines.Framing = "ndjson") -> list[Any]:
    """Read all in a task."""

    async def main() -> list[Any]:
        runner = async_runner.AsyncRunner(configured(), AsyncScript(Script([answer])))
        described = lines.Lines(decode.integer, framing)
        async with async_lines.AsyncLineStream(runner, call.Call(operation(), "/op"), None, described) as read:
            return [item async for item in read]

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])


@both
def test_lines_are_cut_wherever_chunks_are(run: Run) -> None:
    assert run(Answer(body=(b"1\n2", b"3\r\n\n4"))) == [1, 23, 4]
    assert run(Answer(body=(b"",))) == []
    assert run(Answer(body=(b"\x1e1\n\x1e", b"2\n\x1e3")), "json-seq") == [1, 2, 3]


@both
def test_what_does_not_fit_is_named_by_its_line(run: Run) -> None:
    with pytest.raises(exceptions.DecodeError, match="line 2: "):
        run(Answer(body=(b'1\n"x"\n3\n',)))
    with pytest.raises(exceptions.DecodeError, match="line 2: "):
        run(Answer(body=(b"\x1e1\n\x1e{",)), "json-seq")


@both
def test_a_cut_is_no_end(run: Run) -> None:
    with pytest.raises(exceptions.StreamInterrupted):
        run(Answer(body=(b"1\n",), cut=True))
