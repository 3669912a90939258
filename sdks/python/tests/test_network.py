"""Proxies and trust, against servers on the loopback."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sdk import Client, async_runner, call, exceptions, network, sync_runner
from support import OK, Proxy, configured, operation, read_request, serving

PEM = Path(__file__).parent / "localhost.pem"
Run = Callable[..., Any]


def run_sync(url: str, **changes: Any) -> Any:
    """Call through the blocking runner."""
    runner = sync_runner.SyncRunner(configured(url=url, max_retries=0, network=network.Network(**changes)), None)
    return runner.call(call.Call(operation(), "/op"), None)


def run_async(url: str, **changes: Any) -> Any:
    """Call through the asynchronous runner."""

    async def main() -> Any:
        known = configured(url=url, max_retries=0, network=network.Network(**changes))
        runner = async_runner.AsyncRunner(known, None)
        try:
            return await runner.call(call.Call(operation(), "/op"), None)
        finally:
            await runner.close()

    return asyncio.run(main())


both = pytest.mark.parametrize("run", [run_sync, run_async])


def secure(connection: socket.socket) -> None:
    """Answer one request under TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    with context.wrap_socket(connection, server_side=True) as wrapped:
        read_request(wrapped)
        wrapped.sendall(OK)


def trusting() -> ssl.SSLContext:
    """Trust in the server of these tests."""
    return ssl.create_default_context(cafile=str(PEM))


@both
def test_a_proxy_is_asked_for_the_whole_url(run: Run) -> None:
    proxy = Proxy()
    with serving(proxy) as url:
        with_user = url.replace("http://", "http://us%40er:canary@")
        assert run("http://test.invalid/base", proxy=with_user) == 7
    head = proxy.asked[0]
    assert head.startswith("GET http://test.invalid/base/op HTTP/1.1\r\n")
    assert "proxy-authorization: Basic dXNAZXI6Y2FuYXJ5" in head


@both
def test_the_environment_names_a_proxy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy()
    with serving(proxy) as url:
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("no_proxy", "other.invalid")
        assert run("http://test.invalid") == 7
        with pytest.raises(exceptions.ConnectionError):
            run("http://other.invalid")
    assert len(proxy.asked) == 1


@both
def test_a_server_is_trusted_who_is_vouched_for(run: Run) -> None:
    with serving(secure) as url:
        there = url.replace("http://127.0.0.1", "https://localhost")
        assert run(there, ssl_context=trusting()) == 7
        with pytest.raises(exceptions.ConnectionError):
            run(there)


@both
def test_a_tunnel_keeps_what_goes_through_it_from_the_proxy(run: Run) -> None:
    proxy = Proxy()
    with serving(proxy) as url, serving(secure) as server:
        there = server.replace("http://127.0.0.1", "https://localhost")
        assert run(there, proxy=url, ssl_context=trusting()) == 7
    assert proxy.asked[0].startswith("CONNECT localhost:")


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "127.0.0.1:1", "http://", "http://me:canary@h:port"])
def test_what_is_no_proxy_is_refused_without_repeating_it(proxy: str) -> None:
    with pytest.raises(exceptions.InvalidArgumentError) as caught:
        Client("http://test.invalid", proxy=proxy)
    assert "canary" not in str(caught.value)


def test_what_carries_requests_can_be_wrapped() -> None:
    proxy = Proxy()
    asked: list[str] = []

    class Around:
        def __init__(self, inner: Any) -> None:
            self.inner = inner

        def send(self, request: Any) -> Any:
            asked.append(request.target)
            return self.inner.send(request)

        def close(self) -> None:
            self.inner.close()

    with serving(proxy) as url:
        runner = sync_runner.SyncRunner(configured(url=url), None, Around)
        assert runner.call(call.Call(operation(), "/op"), None) == 7
    assert asked == ["/op"]
