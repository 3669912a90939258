"""Spans of calls, as `spans.json` has them for the SDKs of every language."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sdk import async_runner, call, contract, otel, sync_runner, telemetry, transport
from support import Answer, AsyncScript, Script, configured, operation

TABLE = json.loads((Path(__file__).parent / "spans.json").read_text())
Run = Callable[[Script, telemetry.Telemetry], Any]


def run_sync(script: Script, told: telemetry.Telemetry) -> Any:
    """Call through the blocking runner."""
    runner = sync_runner.SyncRunner(configured(telemetry=told, headers={"x-key": "canary"}), script)
    return runner.call(CALL, None)


def run_async(script: Script, told: telemetry.Telemetry) -> Any:
    """Call through the asynchronous runner."""
    runner = async_runner.AsyncRunner(configured(telemetry=told, headers={"x-key": "canary"}), AsyncScript(script))
    return asyncio.run(runner.call(CALL, None))


CALL = call.Call(operation(answers={}), "/op", query=("secret=canary",))
both = pytest.mark.parametrize("run", [run_sync, run_async])


@contextlib.contextmanager
def tracing() -> Generator[tuple[telemetry.Telemetry, InMemorySpanExporter]]:
    """What is told, and where its spans are."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield otel.open_telemetry(provider, TraceContextTextMapPropagator()), exporter
    provider.shutdown()


def answered(status: int) -> Answer | Exception:
    """What a request is answered with; 0 is nothing."""
    if status == 0:
        return transport.TransportError("canary")
    return Answer(status, {"retry-after-ms": "0"}, (b'{"code":"no","message":"canary"}' if status >= 400 else b"",))


def as_in_table(span: ReadableSpan, names: dict[int, str]) -> dict[str, object]:
    """A span in the form the table has."""
    return {
        "name": span.name,
        "kind": span.kind.name.lower(),
        "parent": names[span.parent.span_id] if span.parent else None,
        "failed": not span.status.is_ok and not span.status.is_unset,
        "attributes": {name: str(value) for name, value in (span.attributes or {}).items()},
    }


@both
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["about"])
def test_spans_are_those_of_every_language(run: Run, row: dict[str, Any]) -> None:
    script = Script([answered(status) for status in row["answers"]])
    with tracing() as (told, exporter):
        with contextlib.suppress(contract.BaseError):
            run(script, told)
        spans = sorted(exporter.get_finished_spans(), key=lambda span: span.start_time or 0)
    names = {span.context.span_id: span.name for span in spans if span.context}
    known = {"operation": "op", "method": "GET", "template": "/op", "address": "test.invalid", "port": "80"}
    wanted = json.dumps(row["spans"])
    for name, value in known.items():
        wanted = wanted.replace(f"{{{name}}}", value)
    assert [as_in_table(span, names) for span in spans] == json.loads(wanted)
    assert all("canary" not in span.to_json() and not span.events for span in spans)
    parents = [f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}" for span in spans[1:] if span.context]
    assert [request.headers["traceparent"][:-3] for request in script.requests] == parents


@both
def test_nothing_is_sent_along_where_nobody_asks(run: Run) -> None:
    script = Script([answered(204)])
    run(script, telemetry.SILENCE)
    assert "traceparent" not in script.requests[0].headers


@both
def test_what_is_no_error_of_the_api_has_no_name(run: Run) -> None:
    with tracing() as (told, exporter):
        with pytest.raises(ZeroDivisionError):
            run(Script([ZeroDivisionError("canary")]), told)
        assert [dict(span.attributes or {})["error.type"] for span in exporter.get_finished_spans()] == ["_OTHER"] * 2
