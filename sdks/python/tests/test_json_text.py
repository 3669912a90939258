"""JSON without losses."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from sdk import json_text, misfit


@pytest.mark.parametrize("text", [b"9223372036854775808", b"-1", b'"\xc3\xa4"', b'{"a":[1,null,true]}', b"0.1"])
def test_what_is_read_is_written_as_it_was(text: bytes) -> None:
    assert json_text.dumps(json_text.loads(text)) == text


def test_decimals_keep_every_digit() -> None:
    text = b'{"a":1.10,"b":123456789012345678901234567890.5}'
    assert json_text.dumps(json_text.loads(text, exact=True)) == text
    assert json_text.dumps([Decimal("1.10"), "1.10"]) == b'[1.10,"1.10"]'


@pytest.mark.parametrize("text", [b"", b"{", b"NaN", b"Infinity", b"[" * 100_000, b"\xff"])
def test_what_is_not_json_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        json_text.loads(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "\ud800", object(), {1: object()}])
def test_what_has_no_json_form_is_refused(value: object) -> None:
    with pytest.raises(misfit.Misfit):
        json_text.dumps(value)


def test_values_of_other_types_have_their_usual_form() -> None:
    class Array:
        def tolist(self) -> list[float]:
            return [1.0, 2.0]

    when = dt.datetime(2025, 6, 1, tzinfo=dt.timezone.utc)
    values = [Array(), when, when.date(), uuid.UUID(int=1), b"\x01"]
    assert json_text.loads(json_text.dumps(values)) == [
        [1.0, 2.0],
        "2025-06-01T00:00:00Z",
        "2025-06-01",
        "00000000-0000-0000-0000-000000000001",
        "AQ==",
    ]
