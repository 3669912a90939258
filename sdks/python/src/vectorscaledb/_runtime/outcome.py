"""From a response to a result or an error, for the sync and the async client alike."""

from __future__ import annotations

from typing import TypeVar, cast

from .. import _contract as contract
from .call import Operation
from .failures import decode_error, error_of
from .misfit import Misfit
from .readers import Reader, Reply, media_type, of_status

T = TypeVar("T")

__all__ = ["Reply", "failure_of", "reader_of", "result_of"]


def failure_of(operation: Operation[T], reply: Reply) -> contract.BaseError:
    """The error a response stands for."""
    return error_of(operation, reply)


def reader_of(operation: Operation[T], status: int, media: str) -> Reader[T] | None:
    """How to read a success: as its status says, else as what was asked for if it is that; `None` when nobody knows."""
    declared = of_status(operation.answers, status)
    if declared is not None or not media or media not in operation.accept:
        return declared
    return next(iter(operation.answers.values()), None)


def _declares(operation: Operation[T], status: int) -> bool:
    """Whether a status is declared by itself or by its range: then no content has to be what is promised."""
    return str(status) in operation.answers or f"{status // 100}XX" in operation.answers


def result_of(operation: Operation[T], reply: Reply) -> T:
    """The result a success holds.

    Raises:
        DecodeError: If it is not what the document promises.
    """
    read = reader_of(operation, reply.status, media_type(reply.headers))
    if read is None or operation.method == "HEAD" or not (reply.body or _declares(operation, reply.status)):
        return cast("T", None)
    try:
        return read(reply)
    except Misfit as misfit:
        problem: object = misfit
    except ValueError as error:
        problem = f"the body cannot be read: {error}"
    raise decode_error(operation, problem, reply.status, reply.headers, reply.attempts)
