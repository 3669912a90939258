"""Bodies of one JSON text after another, for `Client`."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from types import TracebackType
from typing import Any, Generic, TypeVar

from ..exceptions import StreamInterrupted
from .call import Call, CallOptions
from .deadline import Deadline
from .lines import LineReader, Lines
from .request import Outgoing
from .sync_runner import SyncRunner
from .transport import HttpResponse, TransportError

T = TypeVar("T")


class LineStream(Generic[T]):
    """Items as they come: iterating blocks until the next one.

    It connects with the first item asked for, or on entering `with`. `close` ends it from any thread.
    """

    def __init__(self, runner: SyncRunner, call: Call[Any], options: CallOptions | None, lines: Lines[T]) -> None:
        """Prepare; nothing is sent yet."""
        self._runner = runner
        self._call = call
        self._options = options or CallOptions()
        self._lines = lines
        self._response: HttpResponse | None = None
        self._closed = False
        self._items = self._run()

    def __iter__(self) -> Iterator[T]:
        """Iterate over the items; there is one iteration, however often it is asked for."""
        return self

    def __next__(self) -> T:
        """Wait for the next item.

        Raises:
            StreamInterrupted: If the connection was cut before the end.
            DecodeError: If an item is not what the document promises; it names the line.
        """
        if self._closed:
            raise StopIteration
        return next(self._items)

    def __enter__(self) -> LineStream[T]:
        """Connect now."""
        self._connect()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the stream."""
        self.close()

    def close(self) -> None:
        """End the stream."""
        self._closed = True
        if self._response is not None:
            self._response.close()
        # A thread that waits in it leaves by itself; where none does, nobody else would let go of the connection soon.
        with contextlib.suppress(ValueError):
            self._items.close()

    def _connect(self) -> HttpResponse:
        if self._response is None:
            outgoing = Outgoing(self._call, self._runner.settings, self._options)
            deadline = Deadline(self._options.get("timeout"))
            self._response = self._runner.exchange(outgoing, self._options, deadline, lambda response, _: response)
        return self._response

    def _run(self) -> Generator[T, None, None]:
        response = self._connect()
        reader = LineReader(self._lines, self._call.operation, response.status, response.headers)
        try:
            for chunk in response.chunks():
                yield from reader.feed(chunk)
            yield from reader.finish()
        except TransportError as cut:
            if not self._closed:
                raise StreamInterrupted(f"the stream was cut: {cut}", attempts=1) from cut
        finally:
            response.close()
