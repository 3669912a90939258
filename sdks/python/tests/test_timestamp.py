"""Times that keep their text."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest
from sdk import timestamp

UTC = dt.timezone.utc


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-06-01T00:00:00Z", dt.datetime(2025, 6, 1, tzinfo=UTC)),
        ("2025-06-01t01:02:03.4z", dt.datetime(2025, 6, 1, 1, 2, 3, 400_000, UTC)),
        ("2025-06-01T02:00:00+02:00", dt.datetime(2025, 6, 1, tzinfo=UTC)),
        ("2025-06-01T00:00:00.123456789-00:30", dt.datetime(2025, 6, 1, 0, 30, 0, 123_456, UTC)),
        ("2016-12-31T23:59:60Z", dt.datetime(2016, 12, 31, 23, 59, 59, 999_999, UTC)),
    ],
)
def test_it_is_a_datetime_and_keeps_its_text(text: str, value: dt.datetime) -> None:
    parsed = timestamp.Timestamp.parse(text)
    assert parsed == value
    assert parsed.text == text
    assert timestamp.rfc3339(parsed) == text


@pytest.mark.parametrize(
    "text", ["", "2025-06-01", "2025-06-01T00:00:00", "2025-13-01T00:00:00Z", "2025-06-01T00:00:00Zx"]
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        timestamp.Timestamp.parse(text)


def test_digits_beyond_microseconds_survive_copies() -> None:
    parsed = timestamp.Timestamp.parse("2025-06-01T00:00:00.123456789Z")
    assert parsed.nanosecond == 123_456_789
    for copied in (copy.copy(parsed), copy.deepcopy(parsed), pickle.loads(pickle.dumps(parsed))):
        assert copied.text == parsed.text


def test_what_is_calculated_has_no_text_of_its_own() -> None:
    later = timestamp.Timestamp.parse("2025-06-01T00:00:00.123456789Z") + dt.timedelta(seconds=1)
    assert timestamp.rfc3339(later) == "2025-06-01T00:00:01.123456Z"


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        timestamp.rfc3339(dt.datetime(2025, 6, 1))


def test_offsets_with_seconds_are_written_in_utc() -> None:
    odd = dt.timezone(dt.timedelta(hours=1, seconds=30))
    assert timestamp.rfc3339(dt.datetime(2025, 6, 1, tzinfo=odd)) == "2025-05-31T22:59:30Z"
