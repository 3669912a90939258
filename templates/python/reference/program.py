"""Runs every documented Python snippet against a live server, and checks what it gives."""

from __future__ import annotations

import asyncio
import contextlib
import io
import runpy
import sys
import threading
import time

import harness
from vectorscaledb import UNSET, AsyncClient, Client
from vectorscaledb.exceptions import (
    AuthenticationError,
    EntityNotFoundError,
    InvalidRequestError,
    RateLimitError,
    VsdbError,
)


def main() -> None:
    """Go through the page in its order."""
    import connecting
    import ingesting_data
    import querying

    assert connecting.client.get_status().status == "ok"

    assert ingesting_data.result.ingested == 10_000
    assert [item.index for item in ingesting_data.result.items] == list(range(10_000))
    assert not ingesting_data.result.failures
    assert harness.client.get_status().observations == 10_001
    assert sum(1 for _ in harness.client.list_entities(limit=1000)) == 10_001

    assert querying.results.dimensions == 4
    assert querying.similar.entity_id == "vehicle-001"
    assert querying.anomalies.entity_id == "sensor-42"

    check_nearest()
    check_metadata()
    check_subscription()
    check_errors()
    asyncio.run(check_async())
    # Last, because its loop never ends, and prints.
    check_stream()
    sys.stdout.write("every snippet ran\n")


def check_nearest() -> None:
    """The nearest are the nearest, in the window only."""
    client = harness.client
    for n in range(1, 6):
        client.ingest(f"near-{n}", [n / 10, 0, 0, 0, 0], timestamp=f"2025-06-0{n}T00:00:00Z")
    found = client.temporal_knn(
        [0, 0, 0, 0, 0], start_time="2025-06-02T00:00:00Z", end_time="2025-06-04T00:00:00Z", k=2, include_vectors=True
    )
    assert [hit.entity_id for hit in found] == ["near-2", "near-3"]
    assert abs(found[0].distance - 0.2) < 1e-6
    assert found[0].vector == [0.2, 0, 0, 0, 0]
    assert len(found) == 2


def check_metadata() -> None:
    """Absent, null and a value are three things."""
    client = harness.client
    assert client.update_entity("near-1", display_name="First", metadata={"a": 1, "b": 2}).display_name == "First"
    changed = client.update_entity("near-1", display_name=UNSET, metadata={"a": None})
    assert (changed.display_name, changed.metadata) == ("First", {"b": 2})
    assert client.update_entity("near-1", display_name=None).display_name is None


def check_stream() -> None:
    """The loop of the page prints what is written meanwhile."""
    with printed() as output:
        threading.Thread(target=runpy.run_module, args=("streaming",), daemon=True).start()
        until = time.monotonic() + 20
        while "Entity moving updated: created" not in output.getvalue():
            assert time.monotonic() < until, "no event came"
            # Written again and again: when the stream is connected is not for us to know.
            harness.client.ingest("still", [1.0], entity_type="LINK_METRIC")
            harness.client.ingest("moving", [1.0], entity_type="TRACKED_OBJECT")
            time.sleep(0.1)
            harness.client.delete_entity("moving")
    assert "still" not in output.getvalue()


def check_subscription() -> None:
    """The feed by WebSocket has the events of the stream, under the same ids, from any place in it."""
    with harness.client.subscribe(entity_types=["BY_SOCKET"]) as feed:
        began = feed.last_event_id
        for n in range(3):
            harness.client.ingest(f"by-socket-{n}", [1.0], entity_type="BY_SOCKET")
        seen = [next(feed) for _ in range(3)]
    assert [event.entity_id for event in seen] == ["by-socket-0", "by-socket-1", "by-socket-2"]
    with harness.client.stream_changes(entity_types=["BY_SOCKET"], last_event_id=began) as stream:
        assert [next(stream) for _ in range(3)] == seen
    with harness.client.subscribe(last_event_id=seen[1].id) as rest:
        assert next(rest) == seen[2]
    wrong = Client(harness.URL, api_key="wrong")
    caught(AuthenticationError, lambda: next(wrong.subscribe()), "invalid_credentials", 401)


def check_errors() -> None:
    """Each branch of the page's error handling is reached by its error."""
    assert errors_printed(harness.client) == ""
    wrong = Client(harness.URL, api_key="wrong")
    assert errors_printed(wrong) == "Invalid or expired API key\n"
    nobody = Client("http://127.0.0.1:1", api_key="any", max_retries=0)
    assert errors_printed(nobody).startswith("Error connection_error: no connection to")
    limited = Client(harness.LIMITED_URL, api_key=harness.API_KEY, max_retries=0)
    seen = [errors_printed(limited) for _ in range(5)]
    assert any(text.startswith("Rate limited. Retry after ") for text in seen), seen

    caught(AuthenticationError, lambda: wrong.get_status(), "invalid_credentials", 401)
    caught(EntityNotFoundError, lambda: harness.client.get_entity("nobody"), "entity_not_found", 404)
    caught(InvalidRequestError, lambda: harness.client.temporal_knn([]), "invalid_request", 400)
    limit = caught(RateLimitError, lambda: [limited.get_status() for _ in range(5)], "rate_limited", 429)
    assert limit.retry_after is not None


def caught(kind: type[VsdbError], call: object, code: str, status: int) -> VsdbError:
    """The error a call ends in, which is of a class and says what it is."""
    assert callable(call)
    try:
        call()
    except VsdbError as error:
        assert type(error) is kind, error
        assert (error.code, error.status) == (code, status)
        assert error.message
        assert error.request_id
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def errors_printed(client: Client) -> str:
    """What the page's error handling prints with some client."""
    usual, harness.client = harness.client, client
    try:
        with printed() as output:
            runpy.run_module("error_handling")
    finally:
        harness.client = usual
    return output.getvalue()


def printed() -> contextlib.redirect_stdout[io.StringIO]:
    """Catch what is printed."""
    return contextlib.redirect_stdout(io.StringIO())


async def check_async() -> None:
    """The other client does the same."""
    async with AsyncClient(harness.URL, api_key=harness.API_KEY, tenant_id=harness.TENANT) as client:
        result = await client.ingest_batch(
            ({"entity_id": f"async-{i}", "vector": [0.1, 0.8]} for i in range(10_000)), parallelism=4
        )
        assert result.ingested == 10_000
        assert len([entity async for entity in client.list_entities(limit=1000)]) >= 20_000
        async with client.stream_changes() as events:
            await client.ingest("async-0", [0.5, 0.5])
            async for event in events:
                assert (event.entity_id, event.change_type) == ("async-0", "updated")
                break
        async with client.subscribe(entity_types=["ASYNC"]) as feed:
            await client.ingest("async-by-socket", [0.5, 0.5], entity_type="ASYNC")
            async for event in feed:
                assert (event.entity_id, event.id) == ("async-by-socket", feed.last_event_id)
                break
        try:
            await client.get_entity("nobody")
        except EntityNotFoundError as error:
            assert error.request_id
        else:
            raise AssertionError("an entity nobody has seen was found")


if __name__ == "__main__":
    main()
