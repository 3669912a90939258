"""An operation as the generated half describes it, and one call of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeAlias, TypedDict, TypeVar

from .payload import Writer, json_body
from .readers import Reader
from .unset import UNSET

if TYPE_CHECKING:
    from .response import ResponseInfo

T = TypeVar("T")
ErrorTable: TypeAlias = Mapping[str, Reader[object]]


class CallOptions(TypedDict, total=False):
    """What one call may do differently from its client.

    Attributes:
        timeout: Seconds from call to result, retries and waits included; `None` for no end.
        read_timeout: Seconds of silence between two reads.
        max_retries: Retries after the first attempt.
        headers: Header fields to send as well; they win over those of the client.
        query: Query parameters to send as well; lists are sent as repeats.
        members: Members to send as well, in a body that has members.
        idempotency_key: The key to send instead of a fresh one, where the operation takes one.
        on_response: Told the head of each response that is not tried again.
    """

    timeout: float | None
    read_timeout: float
    max_retries: int
    headers: Mapping[str, str]
    query: Mapping[str, object]
    members: Mapping[str, object]
    idempotency_key: str
    on_response: Callable[[ResponseInfo], object]


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """What is the same for every call of an operation.

    Attributes:
        name: As the document has it.
        method: The HTTP method.
        template: The path with its parameters unfilled, for messages.
        answers: From a success to the result, by status, range (`2XX`) or `default`.
        errors: From an error to its body, in the same manner.
        retryable: Whether a request may be sent again.
        read_timeout: Seconds of silence between two reads, where the client names none.
        security: Alternatives, each a combination of credentials.
        accept: The media type asked for.
        content_type: The media type of the body.
        write: How the body is written.
        gzip: Whether large bodies may go compressed.
        server: Where this operation alone is reached.
        idempotency_header: The header that carries the key of a request.
        resume_header: The header that carries the id of the last event seen.
    """

    name: str
    method: str
    template: str
    answers: Mapping[str, Reader[T]]
    errors: ErrorTable
    retryable: bool
    read_timeout: float
    security: tuple[tuple[str, ...], ...] = ()
    accept: str = "application/json"
    content_type: str | None = None
    write: Writer = json_body
    gzip: bool = False
    server: str | None = None
    idempotency_header: str | None = None
    resume_header: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One call: the operation with its parameters written and its body in JSON form.

    Attributes:
        operation: What is called.
        path: The path, percent-encoded.
        query: `name=value` pairs, percent-encoded.
        headers: Header parameters.
        body: The body in JSON form, or what its writer takes; `UNSET` for no body at all.
        prefer: What the server is asked to prefer, unless the caller asks for something else.
    """

    operation: Operation[T]
    path: str
    query: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: object = UNSET
    prefer: str | None = None

    @property
    def target(self) -> str:
        """Path and query."""
        mark = "&" if "?" in self.path else "?"
        return f"{self.path}{mark}{'&'.join(self.query)}" if self.query else self.path

    def with_header(self, name: str, value: str) -> Call[T]:
        """The same call with one header more."""
        return replace(self, headers={**self.headers, name: value})

    def with_query(self, pair: str) -> Call[T]:
        """The same call with another value of one query parameter, as `name=value`."""
        name = pair.partition("=")[0]
        others = tuple(part for part in self.query if part.partition("=")[0] != name)
        return replace(self, query=(*others, pair))
