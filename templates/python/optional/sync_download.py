"""Octets as they come, for `Client`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

from .call import Call, CallOptions
from .deadline import Deadline
from .failures import local_error
from .outcome import reader_of, result_of
from .readers import media_type, octets
from .request import Outgoing
from .sync_runner import SyncRunner, read
from .transport import HttpResponse, TransportError


class Download:
    """A body of octets, read while it comes: all at once with `read`, or in chunks by iterating.

    Close it, or use it in a `with` block, when it is not read to its end.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case, repeats joined by a comma.
    """

    def __init__(self, response: HttpResponse, attempts: int) -> None:
        """Read nothing yet."""
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._attempts = attempts

    @property
    def content_type(self) -> str:
        """The media type, as the server says it."""
        return self.headers.get("content-type", "")

    def read(self) -> bytes:
        """Read what is left."""
        return b"".join(self)

    def __iter__(self) -> Iterator[bytes]:
        """Give chunks as they come.

        Raises:
            ConnectionError: If the connection was cut before the end.
        """
        try:
            yield from self._response.chunks()
        except TransportError as cut:
            raise local_error(cut, self._attempts) from cut

    def __enter__(self) -> Download:
        """Use it in a `with` block, which closes it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the connection up."""
        self.close()

    def close(self) -> None:
        """Give the connection up."""
        self._response.close()


def download(runner: SyncRunner, call: Call[Any], options: CallOptions | None) -> Any:
    """Call an operation that answers with octets; answers of another kind are read as they are."""
    chosen = options or CallOptions()
    operation = call.operation

    def take(response: HttpResponse, attempts: int) -> object:
        if reader_of(operation, response.status, media_type(response.headers)) is octets:
            return Download(response, attempts)
        return result_of(operation, read(response, attempts))

    deadline = Deadline(chosen.get("timeout"))
    return runner.exchange(Outgoing(call, runner.settings, chosen), chosen, deadline, take)
