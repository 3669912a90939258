"""From a response to a result or an error, for the sync and the async client alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from .. import _contract as contract
from .call import Operation
from .failures import decode_error, error_of
from .json_text import loads
from .misfit import Misfit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """A response read to its end, and how many attempts it took to get.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        body: The octets.
        attempts: How many requests were sent.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    attempts: int

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300


def failure_of(operation: Operation[T], reply: Reply) -> contract.BaseError:
    """The error a response stands for."""
    return error_of(operation, reply.status, reply.headers, reply.body, reply.attempts)


def result_of(operation: Operation[T], reply: Reply) -> T:
    """The result a success holds.

    Raises:
        DecodeError: If it is not what the document promises.
    """
    try:
        # No content is for the decoder to judge: it may be what is promised.
        value = loads(reply.body, exact=operation.exact) if reply.body else None
        return operation.decode(value)
    except Misfit as misfit:
        problem: object = misfit
    except ValueError as error:
        problem = f"the body is not JSON: {error}"
    raise decode_error(operation, problem, reply.status, reply.headers, reply.attempts)
