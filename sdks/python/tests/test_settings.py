"""What a client is configured with, and that no secret shows."""

from __future__ import annotations

import pytest
from sdk import AsyncClient, Client, call, deadline, exceptions, request, settings
from support import configured, operation

Credential = settings.Credential


def headers_of(security: tuple[tuple[str, ...], ...], **credentials: settings.Credential) -> request.Outgoing:
    """A request of an operation with some security."""
    chosen = configured(credentials=credentials)
    return request.Outgoing(call.Call(operation(security=security), "/op"), chosen, call.CallOptions())


@pytest.mark.parametrize(
    ("url", "origin", "prefix"),
    [
        ("https://api.test", "https://api.test", ""),
        ("http://127.0.0.1:80/v1/", "http://127.0.0.1:80", "/v1"),
        ("http://[::1]:8080/a b", "http://[::1]:8080", "/a%20b"),
    ],
)
def test_urls(url: str, origin: str, prefix: str) -> None:
    chosen = configured(url=url)
    assert (chosen.origin, chosen.prefix) == (origin, prefix)


@pytest.mark.parametrize(
    "url", ["", "api.test", "ftp://api.test", "http://", "http://u:secret@api.test", "http://a/?q=1", "http://a:x/"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(exceptions.InvalidArgumentError) as caught:
        configured(url=url)
    assert "secret" not in str(caught.value)


def test_the_first_whole_combination_is_sent() -> None:
    key = Credential.plain("header", "x-key", "k")
    token = Credential.bearer("header", "authorization", "t")
    query = Credential.plain("query", "key", "a b")
    cookie = Credential.plain("cookie", "sid", "s")
    basic = Credential.basic("header", "authorization", ("u", "p"))
    assert headers_of((("key", "token"), ("key",)), key=key).headers["x-key"] == "k"
    assert headers_of((("token",),), token=token).headers["authorization"] == "Bearer t"
    assert headers_of((("basic",),), basic=basic).headers["authorization"] == "Basic dTpw"
    assert headers_of((("query",),), query=query).target == "/base/op?key=a%20b"
    assert headers_of((("cookie",),), cookie=cookie).headers["cookie"] == "sid=s"
    assert "x-key" not in headers_of((), key=key).headers


def test_a_given_credential_wins_over_one_in_the_environment() -> None:
    found = Credential.plain("header", "x-key", None, "from the environment")
    given = Credential.bearer("header", "authorization", "t")
    sent = headers_of((("key",), ("token",)), key=found, token=given).headers
    assert "x-key" not in sent
    assert headers_of((("key",),), key=found).headers["x-key"] == "from the environment"


@pytest.mark.parametrize("value", ["a\r\nb", "a\nb", "a\0b", "\u20ac"])
def test_headers_cannot_be_broken_out_of(value: str) -> None:
    with pytest.raises(exceptions.InvalidArgumentError) as caught:
        configured(credentials={"key": Credential.plain("header", "x-key", value)})
    assert value not in str(caught.value)
    with pytest.raises(exceptions.InvalidArgumentError):
        configured(headers={"x-a": value})
    with pytest.raises(exceptions.InvalidArgumentError):
        request.Outgoing(call.Call(operation(), "/op"), configured(), call.CallOptions(headers={"x-a": value}))


def test_no_secret_shows() -> None:
    secret = "s3cret"
    chosen = configured(credentials={"key": Credential.plain("query", "key", secret)}, headers={"x-key": secret})
    outgoing = request.Outgoing(call.Call(operation(security=(("key",),)), "/op"), chosen, call.CallOptions())
    sent = outgoing.request(deadline.Deadline(None))
    for each in (chosen, sent, Client("http://test.invalid"), AsyncClient("http://test.invalid")):
        assert secret not in repr(each)
