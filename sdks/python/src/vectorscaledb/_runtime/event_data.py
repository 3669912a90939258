"""From the data of one event to its typed value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .call import Operation
from .failures import decode_error
from .json_text import loads
from .model import Unknown
from .sse import ServerSentEvent

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Events(Generic[T]):
    """How an operation streams.

    Attributes:
        read: From an event to its value.
        endless: Whether a clean end is a cut as well.
        resumable: Whether it may go on after the last event seen.
        sentinel: The data that says that the stream is complete, and is no event.
    """

    read: Callable[[ServerSentEvent], T]
    endless: bool = False
    resumable: bool = False
    sentinel: str | None = None


def json_data(decode: Callable[[Any], T], *, exact: bool = False) -> Callable[[ServerSentEvent], T]:
    """Make a reader of events whose data is JSON; `exact` reads numbers digit for digit."""
    return lambda event: decode(loads(event.data.encode(), exact=exact))


def text_data(decode: Callable[[Any], T]) -> Callable[[ServerSentEvent], T]:
    """Make a reader of events whose data is text."""
    return lambda event: decode(event.data)


def by_event(readers: Mapping[str, Callable[[ServerSentEvent], Any]]) -> Callable[[ServerSentEvent], Any]:
    """Make a reader that goes by the names of events; what has another name is kept as it came."""

    def read_event(event: ServerSentEvent) -> Any:
        read = readers.get(event.event)
        if read is not None:
            return read(event)
        try:
            return Unknown(loads(event.data.encode()))
        except ValueError:
            return Unknown(event.data)

    return read_event


def value_of(
    events: Events[T], operation: Operation[Any], event: ServerSentEvent, status: int, headers: Mapping[str, str]
) -> T:
    """Decode one event.

    Raises:
        DecodeError: If its data is not what the document promises.
    """
    try:
        return events.read(event)
    except ValueError as error:
        raise decode_error(operation, f"event {event.id!r}: {error}", status, headers, 1) from None
