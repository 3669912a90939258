# needs: header_values
"""Typed headers of responses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sdk import decode, exceptions, header_values


class Limits(header_values.TypedHeaders):
    """Headers as the generated half declares them."""

    @property
    def left(self) -> int | None:
        """How much is left."""
        return self._read("left", decode.integer)

    @property
    def names(self) -> list[str] | None:
        """Some names."""
        return self._read("names", decode.list_of(decode.string), "list")

    @property
    def ratios(self) -> dict[str, float] | None:
        """Some numbers."""
        return self._read("ratios", decode.map_of(decode.number), "object", explode=True)

    @property
    def pairs(self) -> dict[str, float] | None:
        """Some numbers, laid out otherwise."""
        return self._read("pairs", decode.map_of(decode.number), "object")


def limits(**headers: str) -> Limits:
    """Limits of some headers."""
    given: Mapping[str, str] = headers
    return Limits(given)


def test_headers_have_types() -> None:
    assert limits(left=" 7 ").left == 7
    assert limits(names="1, b").names == ["1", "b"]
    assert limits(ratios="a=1.5,b=2").ratios == {"a": 1.5, "b": 2}
    assert limits(pairs="a,1.5,b,2").pairs == {"a": 1.5, "b": 2}
    assert limits().left is None


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(exceptions.DecodeError, match="left"):
        _ = limits(left="many").left
