# needs: webhook
"""What the API sends to its users."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sdk import decode, exceptions, webhook


def signed(headers: Mapping[str, str], body: bytes) -> bool:
    """A signature anyone could make."""
    return headers.get("x-length") == str(len(body))


def refused(headers: Mapping[str, str], body: bytes) -> bool:
    """A check that raises."""
    raise ValueError("too old")


def test_a_signed_body_is_read() -> None:
    assert webhook.parse(b"[1]", {"X-Length": "3"}, signed, decode.list_of(decode.integer)) == [1]
    assert webhook.parse('"a"', None, None, decode.string) == "a"
    assert webhook.parse(b"", None, None, decode.nothing) is None


def test_a_wrong_signature_is_refused() -> None:
    with pytest.raises(webhook.InvalidSignatureError) as caught:
        webhook.parse(b"[1]", {"x-length": "4"}, signed, decode.anything)
    assert caught.value.code == "invalid_signature"
    with pytest.raises(webhook.InvalidSignatureError, match="too old"):
        webhook.parse(b"[1]", {}, refused, decode.anything)


@pytest.mark.parametrize("body", [b"{", b'"x"'])
def test_what_does_not_fit_is_named(body: bytes) -> None:
    with pytest.raises(exceptions.DecodeError):
        webhook.parse(body, {}, None, decode.integer)
