"""Traces calls with OpenTelemetry: a span for each call, and one below it for each request.

The extra `otel` brings what this needs: `Client(..., telemetry=open_telemetry())`.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.propagators.textmap import TextMapPropagator
from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider

from . import _contract as contract
from ._runtime.telemetry import AttemptTrace, CallAbout, CallTrace, Telemetry

__all__ = ["open_telemetry"]


def open_telemetry(
    tracer_provider: TracerProvider | None = None, propagator: TextMapPropagator | None = None
) -> Telemetry:
    """Make spans under the names of OpenTelemetry's conventions for HTTP; requests carry their context, as `traceparent`.

    Neither values of parameters nor headers, bodies or messages are in any span.

    Args:
        tracer_provider: Where the tracer comes from. Default: the global one.
        propagator: What writes the context into headers. Default: the global one.
    """
    return _Tracing(trace.get_tracer(contract.PACKAGE, contract.VERSION, tracer_provider), propagator)


class _Tracing:
    def __init__(self, tracer: trace.Tracer, propagator: TextMapPropagator | None) -> None:
        self.tracer = tracer
        self._propagator = propagator

    def call(self, about: CallAbout) -> CallTrace:
        return _Call(self, about)

    def inject(self, headers: dict[str, str], context: Context) -> None:
        propagator = self._propagator or propagate.get_global_textmap()
        # A dictionary is what the default setter is for; its types do not say so.
        propagator.inject(headers, context)  # pyright: ignore[reportArgumentType]


class _Call:
    def __init__(self, tracing: _Tracing, about: CallAbout) -> None:
        self._tracing = tracing
        self._name = f"{about.method} {about.template}"
        self._attributes = _attributes(about)
        self._span = tracing.tracer.start_span(about.operation, kind=SpanKind.INTERNAL, attributes=self._attributes)
        self._context = trace.set_span_in_context(self._span)

    def attempt(self, number: int, headers: dict[str, str]) -> AttemptTrace:
        resent = {"http.request.resend_count": number - 1} if number > 1 else {}
        attributes = {**self._attributes, **resent}
        span = self._tracing.tracer.start_span(self._name, self._context, SpanKind.CLIENT, attributes)
        self._tracing.inject(headers, trace.set_span_in_context(span, self._context))
        return _Attempt(span)

    def end(self, error: BaseException | None) -> None:
        _end(self._span, None if error is None else _code(error))


class _Attempt:
    def __init__(self, span: Span) -> None:
        self._span = span

    def end(self, status: int | None, error: BaseException | None) -> None:
        if status is not None:
            self._span.set_attribute("http.response.status_code", status)
        refused = status is not None and status >= 400
        _end(self._span, str(status) if refused else None if error is None else _code(error))


def _attributes(about: CallAbout) -> Mapping[str, str | int]:
    server = urlsplit(about.origin)
    return {
        "http.request.method": about.method,
        "url.template": about.template,
        "url.scheme": server.scheme,
        "server.address": server.hostname or "",
        "server.port": server.port or (443 if server.scheme == "https" else 80),
    }


def _end(span: Span, failure: str | None) -> None:
    if failure is not None:
        span.set_attribute("error.type", failure)
        span.set_status(StatusCode.ERROR)
    span.end()


def _code(error: BaseException) -> str:
    """What went wrong, by its code alone: messages may quote what was sent."""
    return error.code if isinstance(error, contract.BaseError) else "_OTHER"
