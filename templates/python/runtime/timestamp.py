"""Times that keep the text they came as."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))", re.ASCII
)
# What servers mostly send, in a form that `datetime` reads by itself.
_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.(?:\d{3}|\d{6}))?Z", re.ASCII)


class Timestamp(dt.datetime):
    """An aware `datetime` that keeps the text it was read from.

    A `datetime` counts microseconds. Digits beyond them, and a leap second, live on in `text`, which is what is sent
    when the value goes back to the server; `nanosecond` gives them as a number. Comparing and calculating is that of
    `datetime`, and what a calculation gives has no more than a `datetime` has.
    """

    _text: str | None = None

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read RFC 3339.

        Raises:
            ValueError: If the text is something else, has no offset, or lies outside the years 1 to 9999.
        """
        if _PLAIN.fullmatch(text):
            plain = cls.fromisoformat(f"{text[:-1]}+00:00")
            plain._text = text
            return plain
        match = _RFC3339.fullmatch(text)
        if match is None:
            raise ValueError("not an RFC 3339 date-time")
        year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
        fraction, zulu, sign, hours, minutes = match.group(7, 8, 9, 10, 11)
        micros = int((fraction or "")[:6].ljust(6, "0"))
        if second == 60:
            second, micros = 59, 999_999
        zone = dt.timezone.utc if zulu else _zone(sign, int(hours), int(minutes))
        parsed = cls(year, month, day, hour, minute, second, micros, zone)
        parsed._text = text
        return parsed

    @property
    def text(self) -> str:
        """The RFC 3339 text: as it came, or made from the value."""
        return self._text if self._text is not None else rfc3339(self)

    @property
    def nanosecond(self) -> int:
        """The fraction of the second in nanoseconds; digits beyond are only in `text`."""
        fraction = _RFC3339.fullmatch(self.text)
        digits = fraction.group(7) if fraction else None
        return int((digits or "")[:9].ljust(9, "0"))

    def __reduce__(self) -> tuple[Callable[[str], Timestamp], tuple[str]]:
        """Copy and pickle by the text, which is all there is to know."""
        return Timestamp.parse, (self.text,)

    def __reduce_ex__(self, protocol: object, /) -> tuple[Callable[[str], Timestamp], tuple[str]]:
        """Take precedence over the one of `datetime`, which would lose the text."""
        return self.__reduce__()


def rfc3339(value: dt.datetime) -> str:
    """Write an aware time as RFC 3339, UTC as `Z`.

    Raises:
        ValueError: If the time has no offset: which instant it means depends on where it is read.
    """
    if isinstance(value, Timestamp) and value._text is not None:
        return value._text
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a time without an offset; give it one, such as tzinfo=timezone.utc")
    text = value.isoformat()
    if not offset:
        return text[:-6] + "Z"
    if offset % dt.timedelta(minutes=1):
        return value.astimezone(dt.timezone.utc).isoformat()[:-6] + "Z"
    return text


def _zone(sign: str, hours: int, minutes: int) -> dt.timezone:
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if sign == "-" else offset)
