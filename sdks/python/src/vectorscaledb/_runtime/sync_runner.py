"""Carries calls out for `Client`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from .. import _contract as contract
from .call import Call, CallOptions, Operation
from .credentials import Credential
from .deadline import Deadline
from .failures import local_error
from .outcome import Reply, failure_of, result_of
from .request import Outgoing, total_timeout
from .response import ResponseInfo, tell
from .retry import Attempts, RetryBudget
from .settings import Settings
from .telemetry import SILENCE, AttemptTrace, CallTrace
from .transport import HttpRequest, HttpResponse, Transport, TransportError

T = TypeVar("T")


class SyncRunner:
    """Sends the requests of one client, tries again where that is right, and reads the answers."""

    def __init__(
        self,
        settings: Settings,
        transport: Transport | None,
        middleware: Callable[[Transport], Transport] | None = None,
    ) -> None:
        """Open nothing yet; without a transport the default one is loaded with the first call."""
        self.settings = settings
        self._around = middleware or _as_it_is
        self._transport = transport and self._around(transport)
        self._budget = RetryBudget()

    def call(self, call: Call[T], options: CallOptions | None) -> T:
        """Call an operation and give its result."""
        chosen = options or CallOptions()
        return self.result(call.operation, Outgoing(call, self.settings, chosen), chosen)

    def result(self, operation: Operation[T], outgoing: Outgoing, options: CallOptions) -> T:
        """Give the result of the first response that is a success, or raise the error of the last attempt."""

        def take(response: HttpResponse, attempts: int) -> T:
            return result_of(operation, read(response, attempts))

        return self.exchange(outgoing, options, Deadline(total_timeout(self.settings, options)), take)

    def reconnect(
        self,
        outgoing: Outgoing,
        options: CallOptions,
        deadline: Deadline,
        send: Callable[[HttpRequest], HttpResponse] | None = None,
    ) -> HttpResponse:
        """Give the response of a stream that goes on; it is asked for once, and says itself when it is asked for again."""
        once = options.copy()
        once["max_retries"] = 0
        once.pop("on_response", None)
        return self.exchange(outgoing, once, deadline, lambda response, _: response, send)

    def exchange(
        self,
        outgoing: Outgoing,
        options: CallOptions,
        deadline: Deadline,
        take: Callable[[HttpResponse, int], T],
        send: Callable[[HttpRequest], HttpResponse] | None = None,
    ) -> T:
        """Give what is taken of the first response that is a success, or raise the error of the last attempt.

        A WebSocket is sent its request in a way of its own, and is a success when it opens.
        """
        trace = self.settings.telemetry.call(outgoing.about)
        try:
            taken = self._tried(outgoing, options, deadline, take, send or self.send, trace)
        except BaseException as error:
            trace.end(error)
            raise
        trace.end(None)
        return taken

    def _tried(
        self,
        outgoing: Outgoing,
        options: CallOptions,
        deadline: Deadline,
        take: Callable[[HttpResponse, int], T],
        send: Callable[[HttpRequest], HttpResponse],
        trace: CallTrace,
    ) -> T:
        attempts = Attempts(
            retryable=outgoing.retryable,
            max_retries=options.get("max_retries", self.settings.max_retries),
            deadline=deadline,
            budget=self._budget,
        )
        while True:
            attempts.number += 1
            told: AttemptTrace = SILENCE
            cause: TransportError | None = None
            head: ResponseInfo | None = None
            status: int | None = None
            try:
                for grant in outgoing.grants:
                    self._authorize(outgoing, grant, deadline)
                context: dict[str, str] = {}
                told = trace.attempt(attempts.number, context)
                response = send(outgoing.request(deadline, context))
                status = response.status
                head = ResponseInfo(status, response.headers, attempts.number)
                if 200 <= status < 300 or status == 101:
                    taken = take(response, attempts.number)
                    self._budget.refund()
                    told.end(status, None)
                    tell(options, head)
                    return taken
                error = failure_of(outgoing.operation, read(response, attempts.number))
            except TransportError as failure:
                cause = failure
                error = local_error(failure, attempts.number)
            except BaseException as failure:
                if isinstance(failure, contract.BaseError):
                    failure.attempts = attempts.number
                told.end(getattr(failure, "status", None) if status is None else status, failure)
                tell(options, head)
                raise
            told.end(status, error)
            if cause is None and status == 401 and outgoing.replace_tokens():
                continue
            delay = attempts.delay_after(error)
            if delay is None:
                tell(options, head)
                raise error from cause
            time.sleep(delay)

    def _authorize(self, outgoing: Outgoing, grant: Credential, deadline: Deadline) -> None:
        if grant.source is not None:
            outgoing.bear(grant.source.token(self.send, deadline))

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send one request, once."""
        if self._transport is None:
            from .urllib3_transport import Urllib3Transport

            self._transport = self._around(Urllib3Transport(self.settings.network))
        return self._transport.send(request)

    def close(self) -> None:
        """Close idle connections."""
        if self._transport is not None:
            self._transport.close()


def _as_it_is(transport: Transport) -> Transport:
    return transport


def read(response: HttpResponse, attempts: int) -> Reply:
    """Read a response to its end."""
    return Reply(response.status, response.headers, b"".join(response.chunks()), attempts)
