"""From what callers pass to JSON: one function per kind of value, put together at import time by the generated half.

Each takes a value, checks that it is of its kind, and returns its JSON form, or raises `Misfit`. Types are checked though
annotations say them: a request refused here costs no round trip, and says where the trouble is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from .encode_scalars import (
    Encoder,
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
    model,
    number,
    string,
    unix_time,
    uuid,
)
from .misfit import Misfit
from .model import Model
from .unset import Unset

__all__ = [
    "Encoder",
    "anything",
    "base64",
    "base64url",
    "boolean",
    "date",
    "date_time",
    "decimal",
    "decimal_text",
    "first_of",
    "http_date",
    "integer",
    "integer_text",
    "later",
    "list_of",
    "literal",
    "map_of",
    "model",
    "nullable",
    "number",
    "numbers",
    "object_of",
    "put",
    "put_set",
    "put_some",
    "string",
    "tagged",
    "tuple_of",
    "unix_time",
    "uuid",
]

_NUMBERS = {int, float}


def put(members: dict[str, Any], name: str, value: object, encode: Encoder) -> None:
    """Set a member."""
    try:
        members[name] = encode(value)
    except Misfit as misfit:
        raise misfit.within(name) from None


def put_some(members: dict[str, Any], name: str, value: object, encode: Encoder) -> None:
    """Set a member unless it is `None`."""
    if value is not None:
        put(members, name, value, encode)


def put_set(members: dict[str, Any], name: str, value: object, encode: Encoder) -> None:
    """Set a member unless it is `UNSET`; `None` is sent as null."""
    if not isinstance(value, Unset):
        put(members, name, value, encode)


def object_of(
    kind: type[Model],
    required: Mapping[str, Encoder],
    optional: Mapping[str, Encoder],
    fixed: Mapping[str, object] | None = None,
) -> Encoder:
    """Make an encoder of an object that comes as its model or as a mapping with wire names.

    Args:
        kind: Its model.
        required: Members that have to be there.
        optional: Members that may be there.
        fixed: Members that have one value only, and get it when they are left out.
    """

    def encode_object(value: Any) -> dict[str, Any]:
        if isinstance(value, kind):
            return value.to_dict()
        if not isinstance(value, Mapping):
            raise Misfit.expected(f"{kind.__name__} or a mapping", value)
        members: dict[str, Any] = {**(fixed or {}), **value}  # pyright: ignore[reportUnknownArgumentType]
        for name, encode in required.items():
            if name not in members:
                raise Misfit("is missing").within(name)
            put(members, name, members[name], encode)
        for name, encode in optional.items():
            if name in members:
                put(members, name, members[name], encode)
        return members

    return encode_object


def numbers(value: Any) -> list[float]:
    """Pass a list of numbers; plain lists go over at the speed of C, arrays of numerical libraries by their `tolist`."""
    plain = getattr(value, "tolist", None)
    given: Any = plain() if callable(plain) else value
    if isinstance(given, list) and set(map(type, given)) <= _NUMBERS:  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return cast("list[float]", given)
    return cast("list[float]", _numbers(given))


def list_of(encode: Encoder) -> Encoder:
    """Make an encoder of lists, which takes any iterable but a string."""

    def encode_list(value: Any) -> list[Any]:
        if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping):
            raise Misfit.expected("a list", cast("object", value))
        return [_at(index, item, encode) for index, item in enumerate(value)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]

    return encode_list


_numbers = list_of(number)


def map_of(encode: Encoder) -> Encoder:
    """Make an encoder of objects whose keys are data."""

    def encode_map(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Misfit.expected("a mapping", value)
        return {string(key): _at(string(key), item, encode) for key, item in value.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]

    return encode_map


def tuple_of(*encoders: Encoder, rest: Encoder | None = None) -> Encoder:
    """Make an encoder of lists whose positions have types of their own."""
    as_list = list_of(anything)

    def encode_tuple(value: Any) -> list[Any]:
        items = as_list(value)
        if len(items) < len(encoders) or (rest is None and len(items) > len(encoders)):
            raise Misfit(f"expected {len(encoders)} items, got {len(items)}")
        each = [*encoders, *[rest or anything] * (len(items) - len(encoders))]
        return [_at(index, item, each[index]) for index, item in enumerate(items)]

    return encode_tuple


def nullable(encode: Encoder) -> Encoder:
    """Make an encoder of `None` or something."""
    return lambda value: None if value is None else encode(value)


def later(get: Callable[[], Encoder]) -> Encoder:
    """Make an encoder of one that is not made yet, for types that contain themselves."""
    return lambda value: get()(value)


def literal(expected: object) -> Encoder:
    """Make an encoder of one value only."""

    def encode_literal(value: Any) -> Any:
        if value != expected:
            raise Misfit(f"is not {expected!r}")
        return value

    return encode_literal


def first_of(*encoders: Encoder) -> Encoder:
    """Make an encoder of the first that fits."""

    def encode_first(value: Any) -> Any:
        for encode in encoders:
            try:
                return encode(value)
            except Misfit:
                continue
        return model(value)

    return encode_first


def tagged(name: str, variants: Mapping[str, Encoder]) -> Encoder:
    """Make an encoder of variants told apart by one member: of a mapping it is looked at, models know themselves."""
    any_of = first_of(*dict.fromkeys(variants.values()))

    def encode_tagged(value: Any) -> Any:
        if isinstance(value, Mapping):
            encode = variants.get(cast("Mapping[str, Any]", value).get(name, ""))
            if encode is not None:
                return encode(value)
        return any_of(value)

    return encode_tagged


def _at(step: str | int, value: Any, encode: Encoder) -> Any:
    try:
        return encode(value)
    except Misfit as misfit:
        raise misfit.within(step) from None
