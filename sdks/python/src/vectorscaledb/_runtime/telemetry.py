"""Telling of calls and their requests to whoever listens; nothing is told of what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CallAbout:
    """What is known of a call when it begins. Nothing of it is secret: there are no values in it.

    Attributes:
        operation: The name the document has for it.
        method: The HTTP method.
        template: The path with its parameters unfilled.
        origin: Scheme, host and port of the server.
    """

    operation: str
    method: str
    template: str
    origin: str


class AttemptTrace(Protocol):
    """A request under way."""

    def end(self, status: int | None, error: BaseException | None) -> None:
        """It is over: with the status of its answer, what is raised for it, or both."""
        ...


class CallTrace(Protocol):
    """A call under way."""

    def attempt(self, number: int, headers: dict[str, str]) -> AttemptTrace:
        """A request is sent, the first with number 1; headers may be added."""
        ...

    def end(self, error: BaseException | None) -> None:
        """It is over, with what it raises."""
        ...


class Telemetry(Protocol):
    """Told of every call and every request; `open_telemetry` of the module `otel` makes one."""

    def call(self, about: CallAbout) -> CallTrace:
        """A call begins; of a stream, one connection."""
        ...


class Silence:
    """What is told when nobody listens."""

    def call(self, about: CallAbout) -> Silence:
        """Nobody hears of it."""
        return self

    def attempt(self, number: int, headers: dict[str, str]) -> Silence:
        """Nobody hears of it."""
        return self

    def end(self, *_: object, **__: object) -> None:
        """Nobody hears of it."""


SILENCE = Silence()
