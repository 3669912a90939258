"""A value that does not fit its type, and where in its surroundings it stands."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..exceptions import InvalidArgumentError

_P = ParamSpec("_P")
_T = TypeVar("_T")

_NAMES = {
    "NoneType": "null",
    "bool": "a boolean",
    "dict": "an object",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "str": "a string",
}


class Misfit(ValueError):
    """Raised where the value is; its path is put together on the way out, so that what fits pays nothing for it."""

    def __init__(self, problem: str) -> None:
        """Start at the value itself."""
        super().__init__(problem)
        self.problem = problem
        self._path: list[str | int] = []

    @classmethod
    def expected(cls, what: str, value: object) -> Misfit:
        """Name what was expected and what came, but never the value: it may be a secret."""
        name = type(value).__name__
        return cls(f"expected {what}, got {_NAMES.get(name, name)}")

    def within(self, step: str | int) -> Misfit:
        """Add the member or position the value was found at."""
        self._path.append(step)
        return self

    def __str__(self) -> str:
        """Print as `hits[3].distance: expected a number, got a string`."""
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in reversed(self._path))
        return f"{path.lstrip('.')}: {self.problem}" if path else self.problem


def checked(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """Turn a misfit among a call's arguments into the error its caller can catch."""

    @functools.wraps(build)
    def built(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return build(*args, **kwargs)
        except Misfit as misfit:
            raise InvalidArgumentError(str(misfit)) from None

    return built
