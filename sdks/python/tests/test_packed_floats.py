# needs: packed_floats
"""Lists of floats in base64."""

from __future__ import annotations

import array
import math
import threading
from typing import Any

import pytest
from sdk import call, decode, encode, misfit, packed_floats, request
from support import configured, operation

PACK = packed_floats.packing(True, packed_floats.encode_floats)
LARGEST = 3.4028234663852886e38
"""As 32 bits have it."""


class Doubles:
    """As arrays of numerical libraries are."""

    def tolist(self) -> list[float]:
        return [0.5]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([0.1, -2, 3.5], "zczMPQAAAMAAAGBA"),
        ((0.5, 2**70), "AAAAPwAAgGI="),
        ([1 + 2**-24, 1 + 3 * 2**-24, 1e-46, -0.0], "AACAPwIAgD8AAAAAAAAAgA=="),
        ([3.4028235e38, -LARGEST], "//9/f///f/8="),
        (Doubles(), "AAAAPw=="),
        (array.array("f", [0.5, -2]), "AAAAPwAAAMA="),
        (array.array("d", [0.5, -2]), "AAAAPwAAAMA="),
    ],
)
def test_numbers_are_rounded_to_32_bits(numbers: Any, text: str) -> None:
    assert PACK(numbers) == text


def test_a_large_finite_list_is_taken() -> None:
    assert packed_floats.decode_floats(PACK([LARGEST, 2.0**127] * 700)) == [LARGEST, 2.0**127] * 700


@pytest.mark.parametrize("numbers", [[0, 3.4028236e38], [0, -1e300], [0, 10**400], [0, math.inf], [0, math.nan]])
def test_what_32_bits_cannot_hold_is_refused(numbers: list[float]) -> None:
    with pytest.raises(misfit.Misfit, match=r"^\[1\]: is not finite as a 32-bit float$"):
        PACK(numbers)


@pytest.mark.parametrize("numbers", [[0, True], [0, "1"], "AAAAPw==", b"AAAA", None, array.array("f", [0, math.nan])])
def test_what_is_no_number_is_refused(numbers: Any) -> None:
    with pytest.raises(misfit.Misfit):
        PACK(numbers)


def test_both_forms_are_read() -> None:
    read = packed_floats.decode_floats
    assert read([1, 0.5]) == [1.0, 0.5]
    assert read("") == []
    assert read("zczMPQAAAMAAAGBA") == [0.10000000149011612, -2.0, 3.5]


@pytest.mark.parametrize(
    "text",
    [
        "AAA!Pw==",
        "AAAAPw",
        "AAAAPw=",
        "AAAAPw===",
        "AAAA" * 4 + "====",
        "AAAA",
        "AA-_Pw==",
        "AAAA\nPw==",
        "é",
        "AADAfw==",
        "AACAfw==",
        "AACA/w==",
    ],
)
def test_what_is_no_list_of_floats_is_refused(text: str) -> None:
    with pytest.raises(misfit.Misfit):
        packed_floats.decode_floats(text)


def test_a_misfit_says_where() -> None:
    with pytest.raises(misfit.Misfit, match=r"^a\[1\]: "):
        decode.map_of(packed_floats.decode_floats)({"a": "AAAAAAAAwH8="})


def test_a_packed_list_is_looked_for_as_any_member_of_a_variant() -> None:
    def variant(value: Any) -> list[float]:
        return decode.required(decode.members(value), "at", packed_floats.decode_floats)

    assert decode.first_of(variant, decode.members)({"at": "AAAAPw=="}) == [0.5]
    assert decode.first_of(variant, decode.members)({"at": "AAA"}) == {"at": "AAA"}


def test_texts_are_no_packed_lists() -> None:
    with pytest.raises(misfit.Misfit):
        decode.texts(packed_floats.decode_floats)("AAAAPw==")


def test_only_what_is_written_in_a_body_is_packed() -> None:
    assert packed_floats.packing(False, encode.numbers) is encode.numbers
    assert packed_floats.encode_floats([0.5]) == [0.5]
    seen: list[Any] = []

    def write(value: Any) -> Any:
        other = threading.Thread(target=lambda: seen.append(packed_floats.encode_floats(value)))
        other.start()
        other.join()
        return packed_floats.encode_floats(value)

    assert packed_floats.packing(True, write)([0.5]) == "AAAAPw=="
    assert seen == [[0.5]]
    with pytest.raises(misfit.Misfit):
        PACK(["x"])
    assert packed_floats.encode_floats([0.5]) == [0.5]


def test_what_the_caller_prefers_goes_before() -> None:
    written = call.Call(operation(), "/op", prefer="packed-floats")
    assert request.Outgoing(written, configured(), {}).headers["prefer"] == "packed-floats"
    client = configured(headers={"prefer": "wait=1"})
    assert request.Outgoing(written, client, {}).headers["prefer"] == "wait=1"
    options = call.CallOptions(headers={"Prefer": "wait=2"})
    assert request.Outgoing(written, client, options).headers["prefer"] == "wait=2"
