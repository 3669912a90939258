"""The head of the response a call ended in, for callers who want more than the result."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .. import _contract as contract

if TYPE_CHECKING:
    from .call import CallOptions

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ResponseInfo:
    """The head of a response.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case, repeats joined by a comma.
        attempts: How many requests were sent to get it.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    attempts: int

    @property
    def request_id(self) -> str | None:
        """Identifies the request in the logs of the server."""
        return self.headers.get(contract.REQUEST_ID_HEADER)


@dataclass(slots=True)
class Response(Generic[T]):
    """A result with the head of the response it came in.

    Attributes:
        value: What the method gives.
    """

    value: T
    _heads: list[ResponseInfo] = field(repr=False)

    @property
    def head(self) -> ResponseInfo:
        """The head of the last response.

        Raises:
            LookupError: If nothing came yet: pages and streams are asked for when they are iterated.
        """
        if not self._heads:
            raise LookupError("no response came yet")
        return self._heads[-1]

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.head.status

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields: names in lower case, repeats joined by a comma."""
        return self.head.headers

    @property
    def attempts(self) -> int:
        """How many requests were sent."""
        return self.head.attempts

    @property
    def request_id(self) -> str | None:
        """Identifies the request in the logs of the server."""
        return self.head.request_id


def tell(options: CallOptions, head: ResponseInfo | None) -> None:
    """Let who asked for it hear of a response."""
    hear = options.get("on_response")
    if hear is not None and head is not None:
        hear(head)


def with_response(method: Callable[P, T]) -> Callable[P, Response[T]]:
    """Make a method of a blocking client give its result with the head of the response."""

    @functools.wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> Response[T]:
        heads: list[ResponseInfo] = []
        return Response(cast("Callable[..., T]", method)(*args, **_listening(kwargs, heads)), heads)

    return called


def with_awaited_response(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[Response[T]]]:
    """Make a method of an asynchronous client give its result with the head of the response."""

    @functools.wraps(method)
    async def called(*args: P.args, **kwargs: P.kwargs) -> Response[T]:
        heads: list[ResponseInfo] = []
        return Response(await cast("Callable[..., Awaitable[T]]", method)(*args, **_listening(kwargs, heads)), heads)

    return called


def _listening(kwargs: Mapping[str, object], heads: list[ResponseInfo]) -> Any:
    """The arguments of a call, which also tells what it receives."""
    options = dict(cast("Mapping[str, Any]", kwargs.get("options") or {}))
    given = cast("Callable[[ResponseInfo], object] | None", options.get("on_response"))

    def hear(head: ResponseInfo) -> None:
        heads.append(head)
        if given is not None:
            given(head)

    return {**kwargs, "options": {**options, "on_response": hear}}
