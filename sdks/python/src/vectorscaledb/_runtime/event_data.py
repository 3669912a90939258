"""From the data of one event to its typed value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .call import Operation
from .failures import decode_error
from .json_text import loads
from .misfit import Misfit
from .sse import ServerSentEvent

T = TypeVar("T")


def value_of(operation: Operation[T], event: ServerSentEvent, status: int, headers: Mapping[str, str]) -> T:
    """Decode one event.

    Raises:
        DecodeError: If its data is not what the document promises.
    """
    try:
        return operation.decode(loads(event.data.encode(), exact=operation.exact))
    except (Misfit, ValueError) as error:
        raise decode_error(operation, f"event {event.id!r}: {error}", status, headers, 1) from None
