"""What the API sends to its users: checked, then read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from .. import _contract as contract
from ..exceptions import DecodeError
from .json_text import loads

T = TypeVar("T")

Verifier: TypeAlias = Callable[[Mapping[str, str], bytes], bool]
"""Checks the signature of a request: takes its headers, names in lower case, and its body; false or an error refuses it."""


class InvalidSignatureError(contract.BaseError):
    """The request was not signed by the API, or was changed on its way."""

    default_code = "invalid_signature"


def parse(
    body: bytes | str, headers: Mapping[str, str] | None, verify: Verifier | None, decode: Callable[[Any], T]
) -> T:
    """Check and read a request.

    Raises:
        InvalidSignatureError: If it was not signed by the API.
        DecodeError: If it is not what the document promises.
    """
    octets = whole(body, headers, verify)
    try:
        return decode(loads(octets) if octets else None)
    except ValueError as error:
        raise DecodeError(f"webhook: {error}", headers=_lower(headers)) from None


def whole(body: bytes | str, headers: Mapping[str, str] | None, verify: Verifier | None) -> bytes:
    """Check a request, and give its body as it came.

    Raises:
        InvalidSignatureError: If it was not signed by the API.
    """
    octets = body.encode() if isinstance(body, str) else body
    if verify is not None and not _signed(verify, _lower(headers), octets):
        raise InvalidSignatureError("the signature is not that of the body")
    return octets


def _lower(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (headers or {}).items()}


def _signed(verify: Verifier, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        return verify(headers, body)
    except Exception as error:
        raise InvalidSignatureError(f"the signature was refused: {error}") from error
