# needs: sync_download async_download
"""Bodies of octets, through both clients' runners."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sdk import async_download, async_runner, call, decode, exceptions, readers, sync_download, sync_runner
from support import Answer, AsyncScript, Script, configured, operation

Run = Callable[[Answer], Any]
CALL = call.Call(
    operation(answers={"200": readers.octets, "202": readers.json_of(decode.integer), "204": readers.nothing}), "/op"
)


def run_sync(answer: Answer) -> Any:
    """Read all, blocking."""
    got = sync_download.download(sync_runner.SyncRunner(configured(), Script([answer])), CALL, None)
    return got.read() if isinstance(got, sync_download.Download) else got


def run_async(answer: Answer) -> Any:
    """Read all in a task."""

    async def main() -> Any:
        runner = async_runner.AsyncRunner(configured(), AsyncScript(Script([answer])))
        got = await async_download.download(runner, CALL, None)
        return await got.read() if isinstance(got, async_download.AsyncDownload) else got

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])


@both
def test_octets_are_read_as_they_come_and_other_answers_as_they_are(run: Run) -> None:
    assert run(Answer(body=(b"\xff", b"\0"))) == b"\xff\0"
    assert run(Answer(202, body=(b"7",))) == 7
    assert run(Answer(204, body=(b"",))) is None


@both
def test_a_cut_is_an_error(run: Run) -> None:
    with pytest.raises(exceptions.ConnectionError):
        run(Answer(body=(b"1",), cut=True))


def test_closing_gives_the_connection_up() -> None:
    answer = Answer(headers={"content-type": "image/png"})
    with sync_download.download(sync_runner.SyncRunner(configured(), Script([answer])), CALL, None) as got:
        assert (got.status, got.content_type) == (200, "image/png")
    assert answer.closed
