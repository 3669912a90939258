"""Lists in pages, and lists sent in parts."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sdk import async_bulk, async_runner, bulk, call, encode, exceptions, paging, sync_bulk, sync_runner, transport
from support import Answer, AsyncScript, Script, configured, operation, sent

PAGES: paging.Paging[int, dict[str, Any]] = paging.Paging(
    cursor="at", in_body=False, items=lambda page: page["items"], next=lambda page: page.get("next")
)


def page(items: list[int], following: str | None) -> Answer:
    """One page."""
    return Answer(body=(json.dumps({"items": items, "next": following}).encode(),))


def test_pages_are_fetched_when_they_are_reached() -> None:
    script = Script([page([1, 2], "a&b"), page([], "c"), page([3], None)])
    runner = sync_runner.SyncRunner(configured(), script)
    items = iter(paging.Pager(runner, call.Call(operation(), "/op", query=("at=0", "k=1")), None, PAGES))
    assert [next(items), next(items)] == [1, 2]
    assert len(script.requests) == 1
    assert list(items) == [3]
    assert [request.target for request in script.requests] == [
        "/base/op?at=0&k=1",
        "/base/op?k=1&at=a%26b",
        "/base/op?k=1&at=c",
    ]


def test_pages_for_tasks() -> None:
    async def main() -> list[int]:
        script = AsyncScript(Script([page([1], "a"), page([2], "")]))
        runner = async_runner.AsyncRunner(configured(), script)
        return [item async for item in paging.AsyncPager(runner, call.Call(operation(), "/op"), None, PAGES)]

    assert asyncio.run(main()) == [1, 2]


def test_a_cursor_that_stands_still_is_an_error() -> None:
    runner = sync_runner.SyncRunner(configured(), Script([page([1], "a"), page([2], "a")]))
    with pytest.raises(exceptions.DecodeError):
        list(paging.Pager(runner, call.Call(operation(), "/op"), None, PAGES))


@dataclass
class Outcome:
    """What became of one item."""

    index: int
    value: Any


@dataclass
class Result:
    """What a bulk operation answers."""

    total: int
    outcomes: list[Outcome]
    failures: list[bulk.FailedItem[Any]] = field(default_factory=list[bulk.FailedItem[Any]])


def result(value: Any) -> Result:
    """Read an answer."""
    return Result(value["total"], [Outcome(*pair) for pair in value["outcomes"]])


BULK: bulk.Bulk[Result] = bulk.Bulk(
    items="items",
    encode=encode.integer,
    max_items=10,
    max_bytes=None,
    results="outcomes",
    index="index",
    sums=("total",),
    error=None,
    failures="failures",
    empty=lambda: Result(0, []),
)
CALL: call.Call[Result] = call.Call(
    operation(decode=result, method="POST", idempotency_header="key", retryable=False), "/op", body={"mode": "x"}
)


class Echo:
    """Answers each part with its items; a part that holds the marked item fails."""

    def __init__(self, broken: int = -1) -> None:
        """Start without requests."""
        self.broken = broken
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []

    def send(self, request: transport.HttpRequest) -> Answer:
        """Answer one part."""
        body = json.loads(sent(request))
        self.bodies.append(body)
        self.keys.append(request.headers["key"])
        items = body["items"]
        if self.broken in items:
            return Answer(500)
        outcomes = [[index, item] for index, item in enumerate(items)]
        return Answer(body=(json.dumps({"total": len(items), "outcomes": outcomes}).encode(),))

    def close(self) -> None:
        """Nothing is open."""


def send(
    echo: Echo, items: Any, parallelism: int = 3, form: bulk.Bulk[Result] = BULK, key: str | None = None
) -> Result:
    """Send by the blocking client, and see that the asynchronous one agrees."""
    options = call.CallOptions(idempotency_key=key) if key else None
    settings = configured()
    if isinstance(items, list):
        runner = async_runner.AsyncRunner(settings, AsyncScriptOf(Echo(echo.broken)))
        other = asyncio.run(async_bulk.send_bulk(runner, CALL, form, items, parallelism, options))  # pyright: ignore[reportUnknownArgumentType]
        mine = sync_bulk.send_bulk(sync_runner.SyncRunner(settings, echo), CALL, form, items, parallelism, options)  # pyright: ignore[reportUnknownArgumentType]
        assert mine.outcomes == other.outcomes
        return mine
    return sync_bulk.send_bulk(sync_runner.SyncRunner(settings, echo), CALL, form, items, parallelism, options)


def AsyncScriptOf(echo: Echo) -> AsyncScript:
    """The same answers for tasks."""
    script = AsyncScript(Script([]))
    script.script = echo  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    return script


def test_parts_keep_order_and_share_the_connections() -> None:
    echo = Echo()
    merged = send(echo, list(range(25)))
    assert merged.total == 25
    assert [(outcome.index, outcome.value) for outcome in merged.outcomes] == [(n, n) for n in range(25)]
    assert sorted(len(body["items"]) for body in echo.bodies) == [7, 9, 9]
    assert {body["mode"] for body in echo.bodies} == {"x"}
    assert len(set(echo.keys)) == 3


def test_an_iterator_is_read_no_further_than_needed() -> None:
    read: list[int] = []
    echo = Echo()

    def numbers() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            assert len(read) - sum(len(body["items"]) for body in echo.bodies) <= 61
            yield number

    assert send(echo, numbers()).total == 1000
    assert max(len(body["items"]) for body in echo.bodies) == 10


def test_a_part_that_fails_fails_its_items_alone() -> None:
    merged = send(Echo(broken=12), list(range(30)))
    assert merged.total == 20
    assert [failure.index for failure in merged.failures] == list(range(10, 20))
    assert {type(failure.error) for failure in merged.failures} == {exceptions.ServerError}


def test_what_failed_goes_again_under_the_key_it_had() -> None:
    echo = Echo(broken=12)
    failures = send(echo, iter(range(40)), parallelism=1).failures
    (key,) = [key for key, body in zip(echo.keys, echo.bodies, strict=True) if 12 in body["items"]]
    for again, kept in ((failures, True), ([*range(3), *failures], True), (failures[1:], False)):
        other = Echo()
        merged = send(other, iter(again))
        assert [outcome.index for outcome in merged.outcomes] == list(range(len(again)))
        assert (key in other.keys) == kept


def test_an_item_that_cannot_be_sent_fails_alone() -> None:
    merged = send(Echo(), [0, "one", 2])
    assert [outcome.index for outcome in merged.outcomes] == [0, 2]
    (failure,) = merged.failures
    assert (failure.index, failure.item) == (1, "one")
    assert "items[1]" in failure.error.message


def test_when_nothing_succeeds_it_raises() -> None:
    with pytest.raises(exceptions.ServerError):
        send(Echo(broken=1), [1])
    with pytest.raises(exceptions.InvalidArgumentError):
        send(Echo(), ["x"])
    with pytest.raises(exceptions.InvalidArgumentError):
        send(Echo(), [1], parallelism=0)


def test_nothing_to_send_sends_nothing() -> None:
    echo = Echo()
    assert send(echo, []).total == 0
    assert echo.bodies == []


def test_bodies_stay_below_the_limit() -> None:
    form = dataclasses.replace(BULK, max_bytes=100, max_items=1000)
    echo = Echo()
    assert send(echo, [10**9] * 30, parallelism=1, form=form).total == 30
    assert all(len(json.dumps(body, separators=(",", ":"))) <= 100 for body in echo.bodies)


def test_parts_of_a_given_key_have_their_own() -> None:
    echo = Echo()
    send(echo, list(range(6)), key="mine")
    assert sorted(echo.keys) == ["mine-1", "mine-2", "mine-3"]


def test_an_outcome_of_no_item_fails_its_part() -> None:
    class Wrong(Echo):
        def send(self, request: transport.HttpRequest) -> Answer:
            return Answer(body=(b'{"total": 1, "outcomes": [[7, 0]]}',))

    with pytest.raises(exceptions.DecodeError):
        send(Wrong(), iter([1]))
