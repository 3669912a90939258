"""Feeds by WebSocket for `Client`."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from .. import _contract as contract
from .call import Call, CallOptions
from .deadline import Deadline
from .failures import is_transient, local_error
from .request import Outgoing
from .sync_runner import SyncRunner
from .sync_stream import EventStream
from .sync_websocket import SyncRefusal, SyncWebSocket
from .transport import HttpRequest, HttpResponse, TransportError, TransportTimeout
from .websocket_course import Closed, Course, Feed, Refused

T = TypeVar("T")


class Subscription(EventStream[T]):
    """The events of a feed by WebSocket, over as many connections as it takes."""

    def __init__(
        self,
        runner: SyncRunner,
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

    def _run(self) -> Generator[T, None, None]:
        response = None if self._closed.is_set() else self._response or self._connect()
        while isinstance(response, SyncWebSocket):
            self._response = response
            why: TransportError | Refused = TransportError("it was closed")
            try:
                yield from self._follow(response)
            except (TransportError, Refused) as cut:
                if self._limit.passed:
                    raise local_error(TransportTimeout("the subscription took longer than its timeout"), 1) from cut
                why = cut
            finally:
                response.close()
            response = self._return(why)

    def _follow(self, connection: SyncWebSocket) -> Iterator[T]:
        silence = self._silence()
        while not self._closed.is_set():
            yield from self._course.heard(self._message(connection, Deadline(self._limit.within(silence))))

    def _connect(self) -> HttpResponse:
        outgoing = Outgoing(self._call, self._runner.settings, self._options)
        return self._runner.exchange(outgoing, self._options, self._limit, lambda made, _: made, self._dial)

    def _return(self, why: TransportError | Refused | contract.BaseError) -> SyncWebSocket | None:
        """Connect again after the last event seen; `None` when the subscription was closed meanwhile."""
        while not self._closed.is_set() and not self._closed.wait(self._course.delay(why)):
            try:
                outgoing = Outgoing(self._call, self._runner.settings, self._options)
                made = self._runner.reconnect(outgoing, self._options, self._limit, self._dial)
            except contract.BaseError as error:
                if not is_transient(error):
                    raise
                why = error.__cause__ if isinstance(error.__cause__, TransportError) else error
                continue
            return made if isinstance(made, SyncWebSocket) else None
        return None

    def _dial(self, request: HttpRequest) -> SyncWebSocket | SyncRefusal:
        """Connect and subscribe."""
        deadline = Deadline(request.deadline.within(contract.WEBSOCKET_OPEN_TIMEOUT))
        bare = replace(request, target=request.target.partition("?")[0])
        made = SyncWebSocket(bare, deadline, self._runner.settings.network)
        try:
            if made.refusal is not None:
                raise self._course.refused(made.refusal)
            self._course.headers = made.headers
            made.send(self._course.first(request))
            while not self._course.admitted(self._message(made, deadline)):
                pass
        except Refused as refusal:
            made.close()
            return SyncRefusal(refusal.reply)
        except BaseException:
            made.close()
            raise
        return made

    def _message(self, connection: SyncWebSocket, deadline: Deadline) -> str | bytes:
        try:
            return connection.message(deadline)
        except Closed as closed:
            reply = self._course.left(closed)
            if reply is None:
                raise
            raise Refused(reply) from None

    def _silence(self) -> float:
        return self._course.silence(self._options.get("read_timeout") or self._runner.settings.read_timeout)
