"""What the driver knows of an operation: where its arguments come from in a request, and how its result is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Argument:
    """One argument of a method: where it is in a request, and how its JSON form becomes what the method takes."""

    place: str
    wire: str
    name: str
    read: Callable[[Any], Any]
    required: bool


@dataclass(frozen=True)
class Way:
    """One method, and the requests that are for it.

    An operation has several where it can be called with different bodies, or for different answers.
    """

    method: Callable[..., Any]
    arguments: tuple[Argument, ...]
    shape: str
    write: Callable[[Any], Any]
    write_item: Callable[[Any], Any]
    content_type: str | None
    accept: str
    flattened: bool
    fixed: Mapping[str, object]
    resume: str | None
    subscribe: Callable[..., Any] | None = None
