"""Attempts of one call, through both runners."""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import Callable
from typing import Any

import pytest
from sdk import async_runner, call, contract, exceptions, failures, misfit, readers, retry, sync_runner, transport
from support import Answer, AsyncScript, Script, configured, operation

Run = Callable[..., Any]


def run_sync(script: Script, options: call.CallOptions | None = None, **changes: Any) -> Any:
    """Call through the blocking runner."""
    runner = sync_runner.SyncRunner(configured(), script)
    return runner.call(call.Call(operation(**changes), "/op"), options)


def run_async(script: Script, options: call.CallOptions | None = None, **changes: Any) -> Any:
    """Call through the asynchronous runner."""
    runner = async_runner.AsyncRunner(configured(), AsyncScript(script))
    return asyncio.run(runner.call(call.Call(operation(**changes), "/op"), options))


both = pytest.mark.parametrize("run", [run_sync, run_async])


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was waited, without waiting."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(asyncio, "sleep", wait)
    return waited


@both
@pytest.mark.parametrize("status", contract.RETRY_STATUSES)
def test_some_statuses_are_tried_again(run: Run, status: int, waits: list[float]) -> None:
    script = Script([Answer(status), transport.TransportError("broke"), Answer(body=(b"1",))])
    assert run(script) == 1
    assert 0.375 <= waits[0] <= 0.5
    assert 0.75 <= waits[1] <= 1


@both
def test_the_last_error_is_raised_with_its_attempts(run: Run) -> None:
    script = Script([Answer(500), Answer(500), Answer(503, {"x-request-id": "r"}, (b'{"code":"c","message":"m"}',))])
    with pytest.raises(exceptions.ServerError) as caught:
        run(script)
    error = caught.value
    assert (error.code, error.message, error.request_id, error.status, error.attempts) == ("c", "m", "r", 503, 3)


@both
@pytest.mark.parametrize("status", [301, 400, 401, 404, 409, 422, 501])
def test_other_statuses_are_final(run: Run, status: int) -> None:
    script = Script([Answer(status)])
    with pytest.raises(contract.BaseError):
        run(script)
    assert len(script.requests) == 1


@both
def test_what_may_not_be_repeated_is_sent_once(run: Run) -> None:
    for failure in (Answer(503), transport.TransportError("broke")):
        with pytest.raises(contract.BaseError):
            run(Script([failure]), retryable=False)


@both
def test_the_server_says_how_long_to_wait(run: Run, waits: list[float]) -> None:
    date = email.utils.formatdate(time.time() + 30, usegmt=True)
    for headers, low, high in (
        ({"retry-after": "7"}, 7, 7),
        ({"retry-after": "0.5"}, 0.5, 0.5),
        ({"retry-after": date}, 28, 30),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25, 0.25),
    ):
        options = call.CallOptions(timeout=100)
        run(Script([Answer(429, headers), Answer()]), options)
        assert low <= waits.pop() <= high


@both
def test_too_long_a_wait_is_left_to_the_caller(run: Run, waits: list[float]) -> None:
    with pytest.raises(exceptions.RateLimitError) as caught:
        run(Script([Answer(429, {"retry-after": "90"})]), call.CallOptions(timeout=None))
    assert caught.value.retry_after == 90
    with pytest.raises(exceptions.RateLimitError):
        run(Script([Answer(429, {"retry-after": "3"})]), call.CallOptions(timeout=2))
    assert waits == []


@both
def test_the_idempotency_key_is_the_same_over_retries(run: Run) -> None:
    script = Script([Answer(500), Answer(), Answer()])
    run(script, idempotency_header="idempotency-key")
    run(script, idempotency_header="idempotency-key")
    first, second, other = [request.headers["idempotency-key"] for request in script.requests]
    assert first == second != other


@both
def test_local_errors_say_how_often_it_was_tried(run: Run) -> None:
    silent = [transport.TransportTimeout("silent")] * 3
    with pytest.raises(exceptions.TimeoutError) as caught:
        run(Script([*silent]))
    assert caught.value.attempts == 3
    assert caught.value.code == "timeout"
    with pytest.raises(exceptions.ConnectionError):
        run(Script([transport.TransportError("broke")]), call.CallOptions(max_retries=0))


@both
@pytest.mark.parametrize("body", [b"<html>", b"[", b"{}"])
def test_a_success_that_is_not_as_promised(run: Run, body: bytes) -> None:
    def refuse(_: object) -> object:
        raise misfit.Misfit("is missing")

    with pytest.raises(exceptions.DecodeError) as caught:
        run(Script([Answer(headers={"x-request-id": "r"}, body=(body,))]), decode=refuse)
    assert caught.value.request_id == "r"


def test_the_budget_ends_a_storm_and_recovers() -> None:
    budget = retry.RetryBudget()
    assert sum(budget.take() for _ in range(1000)) == contract.BUDGET_CAPACITY // contract.BUDGET_RETRY_COST
    for _ in range(contract.BUDGET_RETRY_COST):
        budget.refund()
    assert budget.take()
    assert not budget.take()


@pytest.mark.parametrize(
    ("headers", "body", "code", "message"),
    [
        ({}, b"", "http_503", "HTTP 503 Service Unavailable"),
        ({"content-type": "text/html"}, b"<html>no</html>", "http_503", "HTTP 503 Service Unavailable"),
        ({"content-type": "text/plain"}, b" busy\n", "http_503", "busy"),
        ({}, b'{"code": 7, "message": null}', "http_503", "HTTP 503 Service Unavailable"),
        ({}, b'"text"', "http_503", "HTTP 503 Service Unavailable"),
    ],
)
def test_any_body_gives_a_good_error(headers: dict[str, str], body: bytes, code: str, message: str) -> None:
    error = failures.error_of(operation(), readers.Reply(503, headers, body, 1))
    assert (error.code, error.message, error.request_id) == (code, message, None)


@pytest.mark.parametrize("text", ["-1", "soon", "", "1e3", "nan"])
def test_a_wish_that_cannot_be_read_is_none(text: str) -> None:
    assert failures.retry_after({"retry-after": text}) is None
