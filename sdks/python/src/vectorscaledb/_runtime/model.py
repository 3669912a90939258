"""What generated types have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast, runtime_checkable

if TYPE_CHECKING:
    from typing_extensions import Self


@runtime_checkable
class Model(Protocol):
    """An object of the API: it knows its JSON form."""

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form: wire names, wire values."""
        ...


class Record:
    """The base of objects: they compare and print by their members, and `copy.replace` makes changed copies.

    Classes are written out rather than made by decorators: those of a large API would take seconds to make on import.
    """

    __slots__ = ()

    @classmethod
    def _members(cls) -> Iterator[str]:
        for kind in reversed(cls.__mro__):
            yield from cast("tuple[str, ...]", getattr(kind, "__slots__", ()))

    def __eq__(self, other: object) -> bool:
        """Compare by kind and members."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._members())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Print the members."""
        members = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._members())
        return f"{type(self).__name__}({members})"

    def __replace__(self, **changes: Any) -> Self:
        """Make a copy with other members."""
        return type(self)(**{**{name: getattr(self, name) for name in self._members()}, **changes})


class OpenString(str):
    """A string whose known values have names, and which may have others."""

    __slots__ = ()
    LISTED: ClassVar[frozenset[str]] = frozenset()
    """The known values."""


class OpenInt(int):
    """An integer whose known values have names, and which may have others."""

    __slots__ = ()
    LISTED: ClassVar[frozenset[int]] = frozenset()
    """The known values."""


class OpenFloat(float):
    """A number whose known values have names, and which may have others."""

    __slots__ = ()
    LISTED: ClassVar[frozenset[float]] = frozenset()
    """The known values."""


class TextDecimal(Decimal):
    """A number that travels as a string."""

    __slots__ = ()


@dataclass(slots=True)
class Unknown:
    """A variant this version of the SDK does not know: the server may be newer.

    Attributes:
        value: The JSON as it came.
    """

    value: Any

    def to_dict(self) -> Any:
        """Give the JSON back as it came."""
        return self.value
