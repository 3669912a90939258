"""Reading and writing of single values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sdk import decode, encode, misfit, model, unset

UTC = dt.timezone.utc
ROUND_TRIPS: list[tuple[Callable[[Any], Any], Callable[[Any], Any], Any, Any]] = [
    (decode.string, encode.string, "x", "x"),
    (decode.boolean, encode.boolean, True, True),
    (decode.integer, encode.integer, 2**70, 2**70),
    (decode.integer_text, encode.integer_text, "-9007199254740993", -9007199254740993),
    (decode.number, encode.number, 1, 1.0),
    (decode.numbers, encode.numbers, [1, 0.5], [1.0, 0.5]),
    (decode.decimal, encode.decimal, Decimal("1.10"), Decimal("1.10")),
    (decode.decimal, encode.decimal, "1.10", model.TextDecimal("1.10")),
    (decode.http_date, encode.http_date, "Sun, 01 Jun 2025 00:00:00 GMT", dt.datetime(2025, 6, 1, tzinfo=UTC)),
    (decode.unix_time, encode.unix_time, 1.5, dt.datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)),
    (decode.date, encode.date, "2025-06-01", dt.date(2025, 6, 1)),
    (decode.uuid, encode.uuid, "00000000-0000-0000-0000-000000000001", UUID(int=1)),
    (decode.base64, encode.base64, "+/8=", b"\xfb\xff"),
    (decode.base64url, encode.base64url, "-_8", b"\xfb\xff"),
    (decode.map_of(decode.integer), encode.map_of(encode.integer), {"a": 1}, {"a": 1}),
    (
        decode.tuple_of(decode.string, decode.integer),
        encode.tuple_of(encode.string, encode.integer),
        ["a", 1],
        ("a", 1),
    ),
    (decode.nullable(decode.integer), encode.nullable(encode.integer), None, None),
    (decode.literal("a"), encode.literal("a"), "a", "a"),
]


@pytest.mark.parametrize(("read", "write", "wire", "value"), ROUND_TRIPS)
def test_round_trip(read: Callable[[Any], Any], write: Callable[[Any], Any], wire: Any, value: Any) -> None:
    assert read(wire) == value
    assert type(read(wire)) is type(value)
    assert write(value) == wire


@pytest.mark.parametrize(
    ("read", "wire"),
    [
        (decode.string, 1),
        (decode.boolean, 1),
        (decode.integer, True),
        (decode.integer, 1.5),
        (decode.number, "1"),
        (decode.number, 10**400),
        (decode.numbers, [1, "1"]),
        (decode.date_time, "yesterday"),
        (decode.unix_time, 1e30),
        (decode.uuid, "x"),
        (decode.base64, "*"),
        (decode.literal(1), True),
        (decode.tuple_of(decode.string), ["a", "b"]),
        (decode.members, []),
    ],
)
def test_what_does_not_fit_is_refused(read: Callable[[Any], Any], wire: Any) -> None:
    with pytest.raises(misfit.Misfit):
        read(wire)


@pytest.mark.parametrize(
    ("write", "value"),
    [
        (encode.numbers, "123"),
        (encode.numbers, [1, "1"]),
        (encode.number, True),
        (encode.integer, 1.0),
        (encode.date_time, dt.datetime(2025, 6, 1)),
        (encode.date_time, 5),
        (encode.date, dt.datetime(2025, 6, 1)),
        (encode.list_of(encode.string), "abc"),
        (encode.base64, "abc"),
    ],
)
def test_what_cannot_be_sent_is_refused(write: Callable[[Any], Any], value: Any) -> None:
    with pytest.raises(misfit.Misfit):
        write(value)


def test_arrays_and_scalars_of_numerical_libraries_are_numbers() -> None:
    class Scalar:
        def __float__(self) -> float:
            return 0.5

    class Array:
        def tolist(self) -> list[float]:
            return [0.5]

    assert encode.numbers([Scalar()]) == [0.5]
    assert encode.numbers((1, 2)) == [1, 2]
    assert encode.numbers(Array()) == [0.5]


def test_a_misfit_says_where() -> None:
    read = decode.map_of(decode.list_of(decode.integer))
    with pytest.raises(misfit.Misfit, match=r"^a\[1\]: expected an integer, got a string$"):
        read({"a": [1, "2"]})


def test_absent_null_and_a_value_are_three_things() -> None:
    read = decode.nullable(decode.string)
    assert decode.settable({}, "a", read) is unset.UNSET
    assert decode.settable({"a": None}, "a", read) is None
    assert decode.settable({"a": "x"}, "a", read) == "x"
    members: dict[str, Any] = {}
    encode.put_set(members, "a", unset.UNSET, encode.nullable(encode.string))
    encode.put_set(members, "b", None, encode.nullable(encode.string))
    encode.put_some(members, "c", None, encode.string)
    assert members == {"b": None}


def test_variants_no_one_knows_are_kept() -> None:
    read = decode.tagged("kind", {"a": decode.members})
    assert read({"kind": "a"}) == {"kind": "a"}
    assert read({"kind": "new", "x": 1}) == model.Unknown({"kind": "new", "x": 1})
    assert decode.first_of(decode.integer, decode.string)("x") == "x"
    assert decode.first_of(decode.integer)([]) == model.Unknown([])


def test_objects_come_as_mappings_too() -> None:
    class Thing:
        def to_dict(self) -> dict[str, Any]:
            return {"id": "model"}

    write = encode.object_of(Thing, {"id": encode.string}, {"at": encode.date_time})
    assert write(Thing()) == {"id": "model"}
    when = dt.datetime(2025, 6, 1, tzinfo=UTC)
    assert write({"id": "x", "at": when, "new": 1}) == {"id": "x", "at": "2025-06-01T00:00:00Z", "new": 1}
    with pytest.raises(misfit.Misfit, match="id: is missing"):
        write({})


class Color(model.OpenString):
    """An enumeration."""

    __slots__ = ()


class Size(model.OpenString):
    """Another one."""

    __slots__ = ()


Color.LISTED = frozenset({"red"})
Size.LISTED = frozenset({"big"})
COLOR, SIZE = decode.enum_of(Color, decode.string), decode.enum_of(Size, decode.string)


def test_a_listed_value_fits_before_an_open_one() -> None:
    either = decode.first_of(COLOR, SIZE)
    assert type(either("big")) is Size
    assert type(either("red")) is Color
    assert type(either("other")) is Color
    assert either(1) == model.Unknown(1)


def test_the_best_fit_is_looked_for_at_any_depth() -> None:
    lists = decode.first_of(decode.list_of(COLOR), decode.list_of(decode.first_of(SIZE, decode.integer)))
    assert [type(item) for item in lists(["big", 1])] == [Size, int]
    assert [type(item) for item in lists(["new"])] == [Color]


def test_a_tag_nobody_knows_or_sees_keeps_the_value() -> None:
    read = decode.tagged("kind", {"a": decode.members})
    assert read({"kind": "a"}) == {"kind": "a"}
    for value in ({"kind": "b"}, {}, [1]):
        assert read(value) == model.Unknown(value)


def test_scalars_that_come_as_texts() -> None:
    read = decode.texts(decode.tuple_of(decode.integer, decode.number, decode.boolean, decode.string))
    assert read(["7", "1.5", "true", "7"]) == (7, 1.5, True, "7")
    with pytest.raises(misfit.Misfit):
        decode.integer("7")


def test_whole_numbers_are_read_by_their_digits() -> None:
    assert decode.integer(1e30) == 10**30
    with pytest.raises(misfit.Misfit):
        decode.integer(Decimal("1e999999"))
