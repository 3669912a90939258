"""Carries calls out for `Client`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from .call import Call, CallOptions
from .credentials import Credential
from .deadline import Deadline
from .failures import local_error
from .outcome import Reply, failure_of, result_of
from .request import Outgoing, total_timeout
from .response import ResponseInfo, tell
from .retry import Attempts, RetryBudget
from .settings import Settings
from .transport import HttpRequest, HttpResponse, Transport, TransportError

T = TypeVar("T")


class SyncRunner:
    """Sends the requests of one client, tries again where that is right, and reads the answers."""

    def __init__(self, settings: Settings, transport: Transport | None) -> None:
        """Open nothing yet; without a transport the default one is loaded with the first call."""
        self.settings = settings
        self._transport = transport
        self._budget = RetryBudget()

    def call(self, call: Call[T], options: CallOptions | None) -> T:
        """Call an operation and give its result."""
        chosen = options or CallOptions()
        return result_of(call.operation, self.reply(Outgoing(call, self.settings, chosen), chosen))

    def reply(self, outgoing: Outgoing, options: CallOptions) -> Reply:
        """Give the first response that is a success, read to its end, or raise the error of the last attempt."""
        return self.exchange(outgoing, options, Deadline(total_timeout(self.settings, options)), read)

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
        attempts = Attempts(
            retryable=outgoing.retryable,
            max_retries=options.get("max_retries", self.settings.max_retries),
            deadline=deadline,
            budget=self._budget,
        )
        while True:
            attempts.number += 1
            cause: TransportError | None = None
            head: ResponseInfo | None = None
            try:
                for grant in outgoing.grants:
                    self._authorize(outgoing, grant, deadline)
                response = (send or self.send)(outgoing.request(deadline))
                head = ResponseInfo(response.status, response.headers, attempts.number)
                if 200 <= response.status < 300 or response.status == 101:
                    taken = take(response, attempts.number)
                    self._budget.refund()
                    tell(options, head)
                    return taken
                error = failure_of(outgoing.operation, read(response, attempts.number))
                if response.status == 401 and outgoing.replace_tokens():
                    continue
            except TransportError as failure:
                cause = failure
                error = local_error(failure, attempts.number)
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

            self._transport = Urllib3Transport()
        return self._transport.send(request)

    def close(self) -> None:
        """Close idle connections."""
        if self._transport is not None:
            self._transport.close()


def read(response: HttpResponse, attempts: int) -> Reply:
    """Read a response to its end."""
    return Reply(response.status, response.headers, b"".join(response.chunks()), attempts)
