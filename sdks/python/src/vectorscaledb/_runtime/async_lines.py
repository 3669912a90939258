"""Bodies of one JSON text after another, for `AsyncClient`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Generic, TypeVar

from ..exceptions import StreamInterrupted
from .async_runner import AsyncRunner, head
from .call import Call, CallOptions
from .deadline import Deadline
from .lines import LineReader, Lines
from .request import Outgoing
from .transport import AsyncHttpResponse, TransportError

T = TypeVar("T")


class AsyncLineStream(Generic[T]):
    """Items as they come: iterating waits for the next one.

    It connects with the first item asked for, or on entering `async with`.
    """

    def __init__(self, runner: AsyncRunner, call: Call[Any], options: CallOptions | None, lines: Lines[T]) -> None:
        """Prepare; nothing is sent yet."""
        self._runner = runner
        self._call = call
        self._options = options or CallOptions()
        self._lines = lines
        self._response: AsyncHttpResponse | None = None
        self._closed = False
        self._items = self._run()

    def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the items; there is one iteration, however often it is asked for."""
        return self

    async def __anext__(self) -> T:
        """Wait for the next item.

        Raises:
            StreamInterrupted: If the connection was cut before the end.
            DecodeError: If an item is not what the document promises; it names the line.
        """
        if self._closed:
            raise StopAsyncIteration
        return await anext(self._items)

    async def __aenter__(self) -> AsyncLineStream[T]:
        """Connect now."""
        await self._connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the stream."""
        await self.close()

    async def close(self) -> None:
        """End the stream."""
        self._closed = True
        if self._response is not None:
            await self._response.close()

    async def _connect(self) -> AsyncHttpResponse:
        if self._response is None:
            outgoing = Outgoing(self._call, self._runner.settings, self._options)
            deadline = Deadline(self._options.get("timeout"))
            self._response = await self._runner.exchange(outgoing, self._options, deadline, head)
        return self._response

    async def _run(self) -> AsyncIterator[T]:
        response = await self._connect()
        reader = LineReader(self._lines, self._call.operation, response.status, response.headers)
        try:
            async for chunk in response.chunks():
                for item in reader.feed(chunk):
                    yield item
            for item in reader.finish():
                yield item
        except TransportError as cut:
            if not self._closed:
                raise StreamInterrupted(f"the stream was cut: {cut}", attempts=1) from cut
        finally:
            await response.close()
