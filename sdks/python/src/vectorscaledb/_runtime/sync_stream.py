"""Streams of events for `Client`."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterator, Mapping
from types import TracebackType
from typing import Generic, TypeVar

from .. import _contract as contract
from .call import Call, CallOptions
from .deadline import Deadline
from .event_data import Events, value_of
from .failures import is_transient
from .request import Outgoing
from .resume import Resume, check_stream
from .sync_runner import SyncRunner
from .transport import HttpResponse, TransportError

T = TypeVar("T")


class EventStream(Generic[T]):
    """Events as they happen: iterating blocks until the next one.

    It connects with the first event asked for, or on entering `with`, and goes on after the last event seen when the
    connection is cut. `close` ends it from any thread, also one that is waiting for an event.
    """

    def __init__(
        self,
        runner: SyncRunner,
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
        self._response: HttpResponse | None = None
        self._closed = threading.Event()
        self._events = self._run()

    @property
    def last_event_id(self) -> str | None:
        """The id of the last event given; a new stream can start after it."""
        return self._resume.last_event_id

    def __iter__(self) -> Iterator[T]:
        """Iterate over the events; there is one iteration, however often it is asked for."""
        return self

    def __next__(self) -> T:
        """Wait for the next event.

        Raises:
            StreamInterrupted: If the stream was cut and could not go on without a gap.
        """
        if self._closed.is_set():
            raise StopIteration
        return next(self._events)

    def __enter__(self) -> EventStream[T]:
        """Connect now, so that every event from here on is seen."""
        if self._response is None and not self._closed.is_set():
            self._response = self._connect()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the stream."""
        self.close()

    def close(self) -> None:
        """End the stream: the iteration, wherever it runs, stops without an error."""
        self._closed.set()
        if self._response is not None:
            self._response.close()
        # A thread that waits in it leaves by itself; where none does, nobody else would let go of the connection soon.
        with contextlib.suppress(ValueError):
            self._events.close()

    def _run(self) -> Generator[T, None, None]:
        response = None if self._closed.is_set() else self._response or self._connect()
        while response is not None and response.status != 204:
            self._response = response
            why: object = "the server ended it"
            try:
                if not self._closed.is_set():
                    yield from self._read(response)
                if self._complete or not self._resume.endless:
                    return
            except TransportError as cut:
                why = cut
            finally:
                response.close()
            response = self._reconnect(why)

    def _read(self, response: HttpResponse) -> Iterator[T]:
        decoder = self._resume.decoder()
        for chunk in response.chunks():
            for event in decoder.feed(chunk):
                if event.data == self._feed.sentinel:
                    self._complete = True
                    return
                value = value_of(self._feed, self._call.operation, event, response.status, response.headers)
                self._resume.progress(event.id)
                yield value
            self._resume.settle(decoder)

    def _connect(self) -> HttpResponse:
        outgoing = self._outgoing()
        response = self._runner.exchange(outgoing, self._options, self._deadline(), lambda response, _: response)
        return self._checked(response)

    def _reconnect(self, why: object) -> HttpResponse | None:
        """Connect again after the last event seen; `None` when the stream was closed meanwhile."""
        headers: Mapping[str, str] = {}
        while not self._closed.is_set() and not self._closed.wait(self._resume.delay(why, headers)):
            try:
                made = self._runner.reconnect(self._outgoing(), self._options, self._deadline())
            except contract.BaseError as error:
                if not is_transient(error):
                    raise
                why, headers = error.__cause__ or error, error.headers
                continue
            return self._checked(made)
        return None

    def _outgoing(self) -> Outgoing:
        return Outgoing(self._resume.address(self._call), self._runner.settings, self._options)

    def _deadline(self) -> Deadline:
        """A stream has no end unless its caller names one."""
        return Deadline(self._options.get("timeout"))

    def _checked(self, response: HttpResponse) -> HttpResponse:
        error = check_stream(self._call.operation, response.status, response.headers)
        if error is not None:
            response.close()
            raise error
        return response
