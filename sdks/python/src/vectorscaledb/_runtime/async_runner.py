"""Carries calls out for `AsyncClient`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
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
from .transport import AsyncHttpResponse, AsyncTransport, HttpRequest, TransportError

T = TypeVar("T")


class AsyncRunner:
    """Sends the requests of one client, tries again where that is right, and reads the answers."""

    def __init__(self, settings: Settings, transport: AsyncTransport | None) -> None:
        """Open nothing yet; without a transport the default one is loaded with the first call."""
        self.settings = settings
        self._transport = transport
        self._budget = RetryBudget()

    async def call(self, call: Call[T], options: CallOptions | None) -> T:
        """Call an operation and give its result."""
        chosen = options or CallOptions()
        return result_of(call.operation, await self.reply(Outgoing(call, self.settings, chosen), chosen))

    async def reply(self, outgoing: Outgoing, options: CallOptions) -> Reply:
        """Give the first response that is a success, read to its end, or raise the error of the last attempt."""
        return await self.exchange(outgoing, options, Deadline(total_timeout(self.settings, options)), read)

    async def exchange(
        self,
        outgoing: Outgoing,
        options: CallOptions,
        deadline: Deadline,
        take: Callable[[AsyncHttpResponse, int], Awaitable[T]],
        send: Callable[[HttpRequest], Awaitable[AsyncHttpResponse]] | None = None,
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
                    await self._authorize(outgoing, grant, deadline)
                response = await (send or self.send)(outgoing.request(deadline))
                head = ResponseInfo(response.status, response.headers, attempts.number)
                if 200 <= response.status < 300 or response.status == 101:
                    taken = await take(response, attempts.number)
                    self._budget.refund()
                    tell(options, head)
                    return taken
                error = failure_of(outgoing.operation, await read(response, attempts.number))
                if response.status == 401 and outgoing.replace_tokens():
                    continue
            except TransportError as failure:
                cause = failure
                error = local_error(failure, attempts.number)
            delay = attempts.delay_after(error)
            if delay is None:
                tell(options, head)
                raise error from cause
            await asyncio.sleep(delay)

    async def _authorize(self, outgoing: Outgoing, grant: Credential, deadline: Deadline) -> None:
        if grant.source is not None:
            outgoing.bear(await grant.source.awaited_token(self.send, deadline))

    async def send(self, request: HttpRequest) -> AsyncHttpResponse:
        """Send one request, once."""
        if self._transport is None:
            from .aiohttp_transport import AiohttpTransport

            self._transport = AiohttpTransport()
        return await self._transport.send(request)

    async def close(self) -> None:
        """Close idle connections."""
        if self._transport is not None:
            await self._transport.close()


async def read(response: AsyncHttpResponse, attempts: int) -> Reply:
    """Read a response to its end."""
    body = b"".join([chunk async for chunk in response.chunks()])
    return Reply(response.status, response.headers, body, attempts)


async def head(response: AsyncHttpResponse, _: int) -> AsyncHttpResponse:
    """Leave the body where it is."""
    return response
