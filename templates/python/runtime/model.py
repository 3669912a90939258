"""What generated types have in common."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Protocol, runtime_checkable


@runtime_checkable
class Model(Protocol):
    """An object of the API: it knows its JSON form."""

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form: wire names, wire values."""
        ...


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
