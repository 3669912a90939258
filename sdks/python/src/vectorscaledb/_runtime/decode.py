"""From JSON to types: one function per kind of value, put together at import time by the generated half.

Each takes what the JSON parser gave and returns the typed value, or raises `Misfit`. What a server may add in time passes:
unknown members are kept, unknown values of an enumeration too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from .decode_scalars import (
    Decoder,
    anything,
    base64,
    base64url,
    boolean,
    date,
    date_time,
    decimal,
    decimal_text,
    http_date,
    integer,
    integer_text,
    mode,
    number,
    string,
    unix_time,
    uuid,
)
from .misfit import Misfit
from .model import Unknown
from .unset import UNSET, Unset

__all__ = [
    "Decoder",
    "anything",
    "base64",
    "base64url",
    "boolean",
    "date",
    "date_time",
    "decimal",
    "decimal_text",
    "enum_of",
    "first_of",
    "http_date",
    "integer",
    "integer_text",
    "later",
    "list_of",
    "literal",
    "map_of",
    "members",
    "nothing",
    "nullable",
    "number",
    "numbers",
    "optional",
    "required",
    "settable",
    "string",
    "tagged",
    "texts",
    "tuple_of",
    "unix_time",
    "uuid",
]

_T = TypeVar("_T")


def members(value: Any) -> dict[str, Any]:
    """Copy an object, for the caller to take the members it knows out of."""
    if not isinstance(value, dict):
        raise Misfit.expected("an object", value)
    return value.copy()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]


def required(rest: dict[str, Any], name: str, decode: Decoder[_T]) -> _T:
    """Take out a member that has to be there."""
    if name not in rest:
        raise Misfit("is missing").within(name)
    try:
        return decode(rest.pop(name))
    except Misfit as misfit:
        raise misfit.within(name) from None


def optional(rest: dict[str, Any], name: str, decode: Decoder[_T]) -> _T | None:
    """Take out a member that may be absent and is never null; a null counts as absent."""
    if rest.get(name) is None:
        rest.pop(name, None)
        return None
    return required(rest, name, decode)


def settable(rest: dict[str, Any], name: str, decode: Decoder[_T]) -> _T | Unset:
    """Take out a member for which absent, null and a value are three things."""
    return required(rest, name, decode) if name in rest else UNSET


def nothing(value: Any) -> None:
    """Read no content; what comes anyway is dropped."""


def numbers(value: Any) -> list[float]:
    """Read a list of floats; vectors are most of what is read, so this goes over them at the speed of C."""
    if not isinstance(value, list):
        raise Misfit.expected("a list", value)
    kinds = set(map(type, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if kinds <= {float}:
        return value  # pyright: ignore[reportUnknownVariableType]
    return _numbers(value)  # pyright: ignore[reportUnknownArgumentType]


_numbers: Decoder[list[float]]


def list_of(decode: Decoder[_T]) -> Decoder[list[_T]]:
    """Make a decoder of lists."""

    def decode_list(value: Any) -> list[_T]:
        if not isinstance(value, list):
            if mode.texts and value is not None:
                return [decode(value)]
            raise Misfit.expected("a list", value)
        try:
            return [decode(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
        except Misfit:
            # Only now that it failed is it worth knowing where.
            return [_at(index, item, decode) for index, item in enumerate(value)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]

    return decode_list


_numbers = list_of(number)


def map_of(decode: Decoder[_T]) -> Decoder[dict[str, _T]]:
    """Make a decoder of objects whose keys are data."""

    def decode_map(value: Any) -> dict[str, _T]:
        return {key: _at(key, item, decode) for key, item in members(value).items()}

    return decode_map


def tuple_of(*decoders: Decoder[Any], rest: Decoder[Any] | None = None) -> Decoder[Any]:
    """Make a decoder of lists whose positions have types of their own."""

    def decode_tuple(value: Any) -> tuple[Any, ...]:
        items = _items(value)
        if len(items) < len(decoders) or (rest is None and len(items) > len(decoders)):
            raise Misfit(f"expected {len(decoders)} items, got {len(items)}")
        each = [*decoders, *[rest or anything] * (len(items) - len(decoders))]
        return tuple(_at(index, item, each[index]) for index, item in enumerate(items))

    return decode_tuple


def nullable(decode: Decoder[_T]) -> Decoder[_T | None]:
    """Make a decoder of null or something."""
    return lambda value: None if value is None else decode(value)


def enum_of(kind: Callable[[Any], _T], decode: Decoder[Any]) -> Decoder[_T]:
    """Make a decoder of an enumeration; values it does not list pass as well, unless a union looks for the best fit."""
    listed: frozenset[Any] = getattr(kind, "LISTED", frozenset())

    def decode_enum(value: Any) -> _T:
        found = decode(value)
        if mode.listed and found not in listed:
            raise Misfit("is not one of the values listed")
        return kind(found)

    return decode_enum


def later(get: Callable[[], Decoder[_T]]) -> Decoder[_T]:
    """Make a decoder of one that is not made yet, for types that contain themselves."""
    return lambda value: get()(value)


def literal(expected: _T) -> Decoder[_T]:
    """Make a decoder of one value only."""

    def decode_literal(value: Any) -> _T:
        if value != expected or type(value) is not type(expected):
            raise Misfit(f"is not {expected!r}")
        return expected

    return decode_literal


def first_of(*decoders: Decoder[Any]) -> Decoder[Any]:
    """Make a decoder of the first that fits; what none fits is kept as it came."""

    def decode_first(value: Any) -> Any:
        outer = mode.listed
        mode.listed = True
        try:
            fitting = _first(decoders, value)
        finally:
            mode.listed = outer
        if fitting is not None:
            return fitting[0]
        if outer:
            raise Misfit("is none of the variants")
        fitting = _first(decoders, value)
        return fitting[0] if fitting is not None else Unknown(value)

    return decode_first


def tagged(name: str, variants: dict[str, Decoder[Any]]) -> Decoder[Any]:
    """Make a decoder that looks at one member to know the rest; an unknown tag is kept as it came."""

    def decode_tagged(value: Any) -> Any:
        tag = cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None
        decode = variants.get(tag) if isinstance(tag, str) else None
        if decode is not None:
            return decode(value)
        if mode.listed:
            raise Misfit("is none of the variants")
        return Unknown(value)

    return decode_tagged


def texts(decode: Decoder[_T]) -> Decoder[_T]:
    """Make a decoder of something whose scalars all come as texts."""

    def decode_texts(value: Any) -> _T:
        outer = mode.texts
        mode.texts = True
        try:
            return decode(value)
        finally:
            mode.texts = outer

    return decode_texts


def _first(decoders: Iterable[Decoder[Any]], value: Any) -> tuple[Any] | None:
    for decode in decoders:
        try:
            return (decode(value),)
        except Misfit:
            continue
    return None


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Misfit.expected("a list", value)
    return value  # pyright: ignore[reportUnknownVariableType]


def _at(step: str | int, value: Any, decode: Decoder[_T]) -> _T:
    try:
        return decode(value)
    except Misfit as misfit:
        raise misfit.within(step) from None
