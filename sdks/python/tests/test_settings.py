"""What a client is configured with, and that no secret shows."""

from __future__ import annotations

import pytest
from sdk import AsyncClient, Client, call, credentials, deadline, exceptions, request
from support import configured, operation

Credential = credentials.Credential


def headers_of(security: tuple[tuple[str, ...], ...], **held: credentials.Credential) -> request.Outgoing:
    """A request of an operation with some security."""
    chosen = configured(credentials=held)
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
    token = Credential.authorization("Bearer", "t")
    query = Credential.plain("query", "key", "a b")
    cookie = Credential.plain("cookie", "sid", "s")
    basic = Credential.basic(("u", "p"))
    assert headers_of((("key", "token"), ("key",)), key=key).headers["x-key"] == "k"
    assert headers_of((("token",),), token=token).headers["authorization"] == "Bearer t"
    assert headers_of((("basic",),), basic=basic).headers["authorization"] == "Basic dTpw"
    assert headers_of((("query",),), query=query).target == "/base/op?key=a%20b"
    assert headers_of((("cookie",),), cookie=cookie).headers["cookie"] == "sid=s"
    assert "x-key" not in headers_of((), key=key).headers


def test_without_a_whole_combination_the_first_is_tried_as_far_as_it_goes() -> None:
    key = Credential.plain("header", "x-key", "k")
    assert headers_of((("key", "token"), ("token",)), key=key).headers["x-key"] == "k"
    assert "x-key" not in headers_of((("key", "token"), ()), key=key).headers


def test_an_operation_may_have_a_server_of_its_own() -> None:
    own = call.Call(operation(server="https://upload.test/v2"), "/op")
    relative = call.Call(operation(server="/v3"), "/op")
    default = configured(url=None, server="https://api.test/v1")
    sent = request.Outgoing(own, default, call.CallOptions())
    assert (sent.origin, sent.target) == ("https://upload.test", "/v2/op")
    sent = request.Outgoing(relative, default, call.CallOptions())
    assert (sent.origin, sent.target) == ("https://api.test", "/v3/op")
    sent = request.Outgoing(own, configured(), call.CallOptions())
    assert (sent.origin, sent.target) == ("http://test.invalid", "/base/op")


def test_a_given_credential_wins_over_one_in_the_environment() -> None:
    found = Credential.plain("header", "x-key", None, "from the environment")
    given = Credential.authorization("Bearer", "t")
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
