"""Lists of floats that within JSON may also travel as a string: base64 of their little-endian 32-bit floats."""

from __future__ import annotations

import base64 as b64
import math
import struct
import sys
import threading
from typing import Any

from . import decode
from .decode_scalars import mode
from .encode import Encoder, numbers
from .misfit import Misfit


class Writing(threading.local):
    """What this thread writes just now.

    Attributes:
        packed: A body whose lists of floats go in base64.
    """

    packed = False


writing = Writing()
# How the buffers of arrays name 32-bit floats that stand as they travel.
_AS_THEY_TRAVEL = ("f", "<f") if sys.byteorder == "little" else ("<f",)
# From here on, 32 bits know infinity only.
_BEYOND = float.fromhex("0x1.ffffffp127")
_INFINITE = "is not finite as a 32-bit float"


def packing(packed: bool, encode: Encoder) -> Encoder:
    """Make an encoder that packs the lists it comes across, if that is wanted."""
    return _packing(encode) if packed else encode


def _packing(encode: Encoder) -> Encoder:
    def encode_packed(value: Any) -> Any:
        outer = writing.packed
        writing.packed = True
        try:
            return encode(value)
        finally:
            writing.packed = outer

    return encode_packed


def encode_floats(value: Any) -> list[float] | str:
    """Pass a list of numbers, or pack it where that is wanted; arrays of 32-bit floats are packed as they are."""
    if not writing.packed:
        return numbers(value)
    octets = _octets(value)
    _check(octets)
    return b64.b64encode(octets).decode()


def decode_floats(value: Any) -> list[float]:
    """Read a list of floats, packed or not."""
    if not isinstance(value, str) or mode.texts:
        return decode.numbers(value)
    octets = decode.base64(value)
    if len(octets) % 4:
        raise Misfit("is not the base64 of 32-bit floats")
    _check(octets)
    return list(struct.unpack(f"<{len(octets) // 4}f", octets))


def _octets(value: Any) -> bytes:
    if not isinstance(value, list):
        try:
            view = memoryview(value)
        except (BufferError, TypeError, ValueError):
            pass
        else:
            if view.format in _AS_THEY_TRAVEL and view.ndim == 1:
                return view.tobytes()
    given = numbers(value)
    try:
        return struct.pack(f"<{len(given)}f", *given)
    except (OverflowError, struct.error):
        raise Misfit(_INFINITE).within(next(at for at, each in enumerate(given) if abs(each) >= _BEYOND)) from None


def _check(octets: bytes) -> None:
    """Refuse what is not finite: its last octet is that of numbers from 2¹²⁷ up, so that hardly any list is gone through."""
    last = octets[3::4]
    if b"\x7f" in last or b"\xff" in last:
        for index, (number,) in enumerate(struct.iter_unpack("<f", octets)):
            if not math.isfinite(number):
                raise Misfit(_INFINITE).within(index)
