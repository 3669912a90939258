"""Feeds by WebSocket for `AsyncClient`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, TypeVar

from .. import _contract as contract
from .async_runner import AsyncRunner, head
from .async_stream import AsyncEventStream
from .async_websocket import AsyncRefusal, AsyncWebSocket
from .call import Call, CallOptions
from .deadline import Deadline
from .failures import is_transient, local_error
from .request import Outgoing
from .transport import AsyncHttpResponse, HttpRequest, TransportError, TransportTimeout
from .websocket_course import Closed, Course, Feed, Refused

T = TypeVar("T")


class AsyncSubscription(AsyncEventStream[T]):
    """The events of a feed by WebSocket, over as many connections as it takes."""

    def __init__(
        self,
        runner: AsyncRunner,
        call: Call[Any],
        options: CallOptions | None,
        feed: Feed[T],
        last_event_id: str | None = None,
    ) -> None:
        """Prepare; nothing is sent yet."""
        super().__init__(runner, call, options, feed.events, last_event_id)
        self._course = Course(feed, call, last_event_id)
        self._limit = self._deadline()

    @property
    def last_event_id(self) -> str | None:
        """The id of the last event given, or where the feed began; a new stream can start after it."""
        return self._course.last_event_id

    async def _run(self) -> AsyncIterator[T]:
        response = None if self._closed.is_set() else self._response or await self._connect()
        while isinstance(response, AsyncWebSocket):
            self._response = response
            why: TransportError | Refused = TransportError("it was closed")
            try:
                async for value in self._follow(response):
                    yield value
            except (TransportError, Refused) as cut:
                if self._limit.passed:
                    raise local_error(TransportTimeout("the subscription took longer than its timeout"), 1) from cut
                why = cut
            finally:
                await response.close()
            response = await self._return(why)

    async def _follow(self, connection: AsyncWebSocket) -> AsyncIterator[T]:
        silence = self._silence()
        while not self._closed.is_set():
            for value in self._course.heard(await self._message(connection, Deadline(self._limit.within(silence)))):
                yield value

    async def _connect(self) -> AsyncHttpResponse:
        outgoing = Outgoing(self._call, self._runner.settings, self._options)
        return await self._runner.exchange(outgoing, self._options, self._limit, head, self._dial)

    async def _return(self, why: TransportError | Refused | contract.BaseError) -> AsyncWebSocket | None:
        """Connect again after the last event seen; `None` when the subscription was closed meanwhile."""
        while not self._closed.is_set() and not await self._closes_within(self._course.delay(why)):
            try:
                outgoing = Outgoing(self._call, self._runner.settings, self._options)
                made = await self._runner.reconnect(outgoing, self._options, self._limit, self._dial)
            except contract.BaseError as error:
                if not is_transient(error):
                    raise
                why = error.__cause__ if isinstance(error.__cause__, TransportError) else error
                continue
            return made if isinstance(made, AsyncWebSocket) else None
        return None

    async def _dial(self, request: HttpRequest) -> AsyncWebSocket | AsyncRefusal:
        """Connect and subscribe."""
        deadline = Deadline(request.deadline.within(contract.WEBSOCKET_OPEN_TIMEOUT))
        bare = replace(request, target=request.target.partition("?")[0])
        made = await AsyncWebSocket.connect(bare, deadline, self._runner.settings.network)
        try:
            if made.refusal is not None:
                raise self._course.refused(made.refusal)
            self._course.headers = made.headers
            made.send(self._course.first(request))
            while not self._course.admitted(await self._message(made, deadline)):
                pass
        except Refused as refusal:
            await made.close()
            return AsyncRefusal(refusal.reply)
        except BaseException:
            await made.close()
            raise
        return made

    async def _message(self, connection: AsyncWebSocket, deadline: Deadline) -> str | bytes:
        try:
            return await connection.message(deadline)
        except Closed as closed:
            reply = self._course.left(closed)
            if reply is None:
                raise
            raise Refused(reply) from None

    def _silence(self) -> float:
        return self._course.silence(self._options.get("read_timeout") or self._runner.settings.read_timeout)
