"""Streams of events for `AsyncClient`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Generic, TypeVar

from .. import _contract as contract
from .async_runner import AsyncRunner, head
from .call import Call, CallOptions
from .deadline import Deadline
from .event_data import Events, value_of
from .failures import is_transient
from .request import Outgoing
from .resume import Resume, check_stream
from .transport import AsyncHttpResponse, TransportError

T = TypeVar("T")


class AsyncEventStream(Generic[T]):
    """Events as they happen: iterating waits for the next one.

    It connects with the first event asked for, or on entering `async with`, and goes on after the last event seen when the
    connection is cut. `close` ends it also while another task waits for an event.
    """

    def __init__(
        self,
        runner: AsyncRunner,
        call: Call[T],
        options: CallOptions | None,
        events: Events[T],
        last_event_id: str | None = None,
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._runner = runner
        self._call = call
        self._options = options or CallOptions()
        self._feed = events
        self._resume = Resume(endless=events.endless, resumable=events.resumable, last_event_id=last_event_id)
        self._complete = False
        self._response: AsyncHttpResponse | None = None
        self._closed = asyncio.Event()
        self._events = self._run()

    @property
    def last_event_id(self) -> str | None:
        """The id of the last event given; a new stream can start after it."""
        return self._resume.last_event_id

    def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the events; there is one iteration, however often it is asked for."""
        return self

    async def __anext__(self) -> T:
        """Wait for the next event.

        Raises:
            StreamInterrupted: If the stream was cut and could not go on without a gap.
        """
        if self._closed.is_set():
            raise StopAsyncIteration
        return await anext(self._events)

    async def __aenter__(self) -> AsyncEventStream[T]:
        """Connect now, so that every event from here on is seen."""
        if self._response is None and not self._closed.is_set():
            self._response = await self._connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the stream."""
        await self.close()

    async def close(self) -> None:
        """End the stream: the iteration, wherever it runs, stops without an error."""
        self._closed.set()
        if self._response is not None:
            await self._response.close()

    async def _run(self) -> AsyncIterator[T]:
        response = None if self._closed.is_set() else self._response or await self._connect()
        while response is not None and response.status != 204:
            self._response = response
            why: object = "the server ended it"
            try:
                if not self._closed.is_set():
                    async for value in self._read(response):
                        yield value
                if self._complete or not self._resume.endless:
                    return
            except TransportError as cut:
                why = cut
            finally:
                await response.close()
            response = await self._reconnect(why)

    async def _read(self, response: AsyncHttpResponse) -> AsyncIterator[T]:
        decoder = self._resume.decoder()
        async for chunk in response.chunks():
            for event in decoder.feed(chunk):
                if event.data == self._feed.sentinel:
                    self._complete = True
                    return
                value = value_of(self._feed, self._call.operation, event, response.status, response.headers)
                self._resume.progress(event.id)
                yield value
            self._resume.settle(decoder)

    async def _connect(self) -> AsyncHttpResponse:
        outgoing = self._outgoing()
        response = await self._runner.exchange(outgoing, self._options, self._deadline(), head)
        return await self._checked(response)

    async def _reconnect(self, why: object) -> AsyncHttpResponse | None:
        """Connect again after the last event seen; `None` when the stream was closed meanwhile."""
        headers: Mapping[str, str] = {}
        while not self._closed.is_set() and not await self._closes_within(self._resume.delay(why, headers)):
            try:
                made = await self._runner.reconnect(self._outgoing(), self._options, self._deadline())
            except contract.BaseError as error:
                if not is_transient(error):
                    raise
                why, headers = error.__cause__ or error, error.headers
                continue
            return await self._checked(made)
        return None

    def _outgoing(self) -> Outgoing:
        return Outgoing(self._resume.address(self._call), self._runner.settings, self._options)

    def _deadline(self) -> Deadline:
        """A stream has no end unless its caller names one."""
        return Deadline(self._options.get("timeout"))

    async def _checked(self, response: AsyncHttpResponse) -> AsyncHttpResponse:
        error = check_stream(self._call.operation, response.status, response.headers)
        if error is not None:
            await response.close()
            raise error
        return response

    async def _closes_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closed.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True
