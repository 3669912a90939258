"""Octets as they come, for `AsyncClient`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any

from .async_runner import AsyncRunner, read
from .call import Call, CallOptions
from .deadline import Deadline
from .failures import local_error
from .outcome import reader_of, result_of
from .readers import media_type, octets
from .request import Outgoing
from .transport import AsyncHttpResponse, TransportError


class AsyncDownload:
    """A body of octets, read while it comes: all at once with `read`, or in chunks by iterating.

    Close it, or use it in an `async with` block, when it is not read to its end.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case, repeats joined by a comma.
    """

    def __init__(self, response: AsyncHttpResponse, attempts: int) -> None:
        """Read nothing yet."""
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._attempts = attempts

    @property
    def content_type(self) -> str:
        """The media type, as the server says it."""
        return self.headers.get("content-type", "")

    async def read(self) -> bytes:
        """Read what is left."""
        return b"".join([chunk async for chunk in self])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give chunks as they come.

        Raises:
            ConnectionError: If the connection was cut before the end.
        """
        try:
            async for chunk in self._response.chunks():
                yield chunk
        except TransportError as cut:
            raise local_error(cut, self._attempts) from cut

    async def __aenter__(self) -> AsyncDownload:
        """Use it in an `async with` block, which closes it."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Give the connection up."""
        await self.close()

    async def close(self) -> None:
        """Give the connection up."""
        await self._response.close()


async def download(runner: AsyncRunner, call: Call[Any], options: CallOptions | None) -> Any:
    """Call an operation that answers with octets; answers of another kind are read as they are."""
    chosen = options or CallOptions()
    operation = call.operation

    async def take(response: AsyncHttpResponse, attempts: int) -> object:
        if reader_of(operation, response.status, media_type(response.headers)) is octets:
            return AsyncDownload(response, attempts)
        return result_of(operation, await read(response, attempts))

    deadline = Deadline(chosen.get("timeout"))
    return await runner.exchange(Outgoing(call, runner.settings, chosen), chosen, deadline, take)
