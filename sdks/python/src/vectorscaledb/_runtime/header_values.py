"""Typed headers of responses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from .. import exceptions
from .decode import texts
from .misfit import Misfit

T = TypeVar("T")


class TypedHeaders:
    """The headers of a response; those the document declares have attributes, read when they are asked for."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        """Take the header fields of a response, names in lower case."""
        self.raw = headers

    def _read(
        self,
        name: str,
        decode: Callable[[Any], T],
        form: Literal["scalar", "list", "object"] = "scalar",
        *,
        explode: bool = False,
    ) -> T | None:
        text = self.raw.get(name)
        if text is None:
            return None
        try:
            return texts(decode)(_value(text, form, explode))
        except Misfit as misfit:
            raise exceptions.DecodeError(f"header {name}: {misfit}", headers=self.raw) from None


def _value(text: str, form: str, explode: bool) -> Any:
    """The JSON form of a header in simple style."""
    if form == "scalar":
        return text.strip()
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if form == "list":
        return parts
    if explode:
        return {name: value for name, _, value in (part.partition("=") for part in parts)}
    return dict(zip(parts[::2], parts[1::2], strict=False))
