# needs: oauth2
"""Tokens of OAuth 2, through both clients' runners."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from sdk import async_runner, call, exceptions, oauth2, sync_runner
from support import Answer, AsyncScript, Script, configured, operation, sent

Run = Callable[..., Any]
GRANT = oauth2.ClientCredentials("id:", "s crét", scopes=("a", "b"))
CALL = call.Call(operation(security=(("oauth",),)), "/op")


def run_sync(script: Script, grant: Any, times: int = 1) -> None:
    """Call some times over one client, blocking."""
    runner = sync_runner.SyncRunner(settings_of(grant), script)
    for _ in range(times):
        runner.call(CALL, None)


def run_async(script: Script, grant: Any, times: int = 1) -> None:
    """Call some times over one client, all at once."""

    async def main() -> None:
        runner = async_runner.AsyncRunner(settings_of(grant), AsyncScript(script))
        await asyncio.gather(*(runner.call(CALL, None) for _ in range(times)))

    asyncio.run(main())


def settings_of(grant: Any) -> Any:
    """Settings of a client with this grant."""
    return configured(credentials={"oauth": oauth2.oauth2(grant, "https://auth.test/token", None)})


def token(value: str, **more: object) -> Answer:
    """An answer with a token."""
    return Answer(body=(json.dumps({"access_token": value, "token_type": "bearer", **more}).encode(),))


both = pytest.mark.parametrize("run", [run_sync, run_async])


@both
def test_a_token_is_fetched_once(run: Run) -> None:
    script = Script([token("t", expires_in=3600), Answer(), Answer()])
    run(script, GRANT, 2)
    fetch, *calls = script.requests
    assert (fetch.origin, fetch.target) == ("https://auth.test", "/token")
    assert sent(fetch) == b"grant_type=client_credentials&scope=a+b"
    assert fetch.headers["authorization"] == "Basic aWQlM0E6cytjciVDMyVBOXQ="
    assert [request.headers["authorization"] for request in calls] == ["Bearer t", "Bearer t"]
    assert "crét" not in repr(GRANT)


@both
def test_a_token_about_to_expire_is_fetched_anew(run: Run) -> None:
    script = Script([token("a", expires_in=30), Answer(), token("b", expires_in=30), Answer()])
    if run is run_sync:
        run(script, GRANT, 2)
        assert script.requests[3].headers["authorization"] == "Bearer b"
    else:
        run(script, GRANT)


@both
def test_a_token_that_is_not_taken_is_replaced_once(run: Run) -> None:
    script = Script([token("a"), Answer(401), token("b"), Answer()])
    run(script, GRANT)
    assert script.requests[3].headers["authorization"] == "Bearer b"
    with pytest.raises(exceptions.AuthenticationError):
        run(Script([token("a"), Answer(401), token("b"), Answer(401)]), GRANT)


@both
def test_a_refresh_token_is_kept_up_to_date(run: Run) -> None:
    script = Script([token("a", refresh_token="r2"), Answer(401), token("b"), Answer()])
    run(script, oauth2.RefreshToken("r1"))
    assert sent(script.requests[0]) == b"grant_type=refresh_token&refresh_token=r1"
    assert sent(script.requests[2]) == b"grant_type=refresh_token&refresh_token=r2"


@both
def test_no_token_is_an_error(run: Run) -> None:
    with pytest.raises(exceptions.InvalidRequestError, match="invalid_client") as raised:
        run(Script([Answer(400, body=(b'{"error":"invalid_client"}',))]), GRANT)
    assert raised.value.code == "http_400"
    with pytest.raises(exceptions.DecodeError):
        run(Script([Answer(body=(b'{"secret":"s"}',))]), GRANT)


def test_a_token_of_the_callers_own_is_sent_as_it_is() -> None:
    script = Script([Answer()])
    run_sync(script, "mine")
    assert script.requests[0].headers["authorization"] == "Bearer mine"


def test_somebody_has_to_say_where_tokens_are_given() -> None:
    with pytest.raises(exceptions.InvalidArgumentError):
        oauth2.oauth2(GRANT, None, None)
