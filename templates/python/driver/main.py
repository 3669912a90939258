"""Drives the SDK: one request in JSON a line, one answer a line."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import operations
import wire
from arguments import Invalid, arguments_of
from choose import choose, following
from given_up import given_up
from plan import Way

clients: dict[str, Any] = {}


def main() -> None:
    """Answer line after line, in order."""
    try:
        for line in sys.stdin:
            if line.strip():
                sys.stdout.write(wire.dumps(answer(line)) + "\n")
                sys.stdout.flush()
    finally:
        for client in clients.values():
            client.close()


def answer(line: str) -> dict[str, Any]:
    """Answer one request, whatever it is."""
    try:
        request = wire.loads(line)
        head = {"id": request.get("id")}
    except (ValueError, AttributeError):
        return {"id": None, "unsupported": "the line is not a JSON object"}
    ways = operations.OPERATIONS.get(request.get("operation"))
    webhook = operations.WEBHOOKS.get(request.get("operation"))
    if webhook is not None:
        return {**head, **receive(webhook, request)}
    if ways is None:
        return {**head, "unsupported": f"there is no operation {request.get('operation')!r}"}
    way = following(choose(ways, request), request.get("transport"))
    if way is None:
        return {**head, "unsupported": f"{request.get('operation')!r} has no transport {request['transport']!r}"}
    if not operations.PACKS_FLOATS and packs_floats(request):
        return {**head, "unsupported": "no list of floats can be packed"}
    try:
        return {**head, **carry_out(way, request)}
    except operations.BaseError as error:
        return {**head, **failed(error)}
    except Invalid as error:
        return {
            **head,
            "ok": False,
            "error": {"type": "InvalidArgumentError", "code": "invalid_argument", "message": str(error)},
        }


def carry_out(way: Way, request: Mapping[str, Any]) -> dict[str, Any]:
    """Call the method and tell what it gave."""
    arguments, options = arguments_of(way, wire.opened(request, operations.file))
    if "cancel_ms" in request:
        other = operations.AsyncClient(**configuration(request.get("client") or {}))
        return given_up(way, other, {**arguments, "options": options}, request["cancel_ms"])
    client = client_of(request.get("client") or {})
    heads: list[Any] = []
    options["on_response"] = heads.append
    result = way.method(client, **arguments, options=options)
    if way.shape == "paged" and "take" not in request:
        value = way.write(result.first())
        return {"ok": True, **told(heads), "value": value}
    if way.shape in ("paged", "events", "lines"):
        return items_of(way, result, request.get("take"), heads)
    if way.shape == "download" and hasattr(result, "read"):
        return octets_of(result, heads)
    return {"ok": True, **told(heads), "value": way.write(result)}


def receive(webhook: tuple[Any, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """Have the SDK read a request of the API: it is signed by a secret and the length of its body."""
    read, write = webhook
    secret = request.get("secret")

    def verify(headers: Mapping[str, str], body: bytes) -> bool:
        return headers.get("x-signature") == f"{secret} {len(body)}"

    body = wire.opened(request.get("body", ""), operations.file)
    headers = request.get("params", {}).get("header", {})
    try:
        return {"ok": True, "value": write(read(body, headers, verify=None if secret is None else verify))}
    except operations.BaseError as error:
        return failed(error)


def octets_of(download: Any, heads: list[Any]) -> dict[str, Any]:
    """Read a download; where it is cut, the response had begun all the same."""
    try:
        return {"ok": True, **told(heads), "value": download.read()}
    except operations.BaseError as error:
        return {**told(heads), **failed(error)}


def items_of(way: Way, stream: Any, take: int | None, heads: list[Any]) -> dict[str, Any]:
    """Read a stream or pages, to the end or as far as asked."""
    if way.shape != "paged":
        # Connects: what goes wrong from here on goes wrong midway.
        stream.__enter__()
    items: list[Any] = []
    cut: dict[str, Any] = {}
    end = "complete"
    try:
        for item in itertools.islice(iterate(stream), take):
            items.append(way.write_item(item))
        end = "taken" if take is not None and len(items) == take else end
    except operations.BaseError as error:
        if not heads:
            raise
        end, cut = "interrupted", {"error": failed(error)["error"]}
    finally:
        if way.shape != "paged":
            stream.close()
    return {"ok": True, **told(heads), "items": items, "end": end, **cut}


def iterate(stream: Any) -> Iterator[Any]:
    """Iterate over whatever iterates."""
    yield from stream


def told(heads: list[Any]) -> dict[str, Any]:
    """What is known of the last response."""
    if not heads:
        return {}
    return {"status": heads[-1].status, "headers": dict(heads[-1].headers), "attempts": heads[-1].attempts}


def failed(error: Any) -> dict[str, Any]:
    """An error of the SDK."""
    known = {
        "type": type(error).__name__,
        "code": error.code,
        "message": error.message,
        "request_id": error.request_id,
        "retry_after": error.retry_after,
        "body": error.body,
        "last_event_id": getattr(error, "last_event_id", None),
    }
    response = {"status": error.status, "headers": dict(error.headers)} if error.status is not None else {}
    attempts = {"attempts": error.attempts} if error.attempts else {}
    described = {name: value for name, value in known.items() if value is not None}
    return {"ok": False, **response, "error": described, **attempts}


def packs_floats(request: Mapping[str, Any]) -> bool:
    """Whether a client is asked for that packs lists of floats."""
    return bool(((request.get("client") or {}).get("options") or {}).get("packed_floats"))


def client_of(wanted: Mapping[str, Any]) -> Any:
    """The client of this configuration, made once."""
    key = wire.dumps(wanted)
    if key not in clients:
        clients[key] = operations.Client(**configuration(wanted))
    return clients[key]


def configuration(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a client is made with."""
    options: Mapping[str, Any] = wanted.get("options") or {}
    given: dict[str, Any] = {"url": wanted.get("base_url")}
    for scheme, value in (wanted.get("auth") or {}).items():
        if scheme in operations.CREDENTIALS:
            given[operations.CREDENTIALS[scheme]] = credential(value)
    if "max_retries" in options:
        given["max_retries"] = options["max_retries"]
    if "timeout_ms" in options:
        given["timeout"] = float(options["timeout_ms"]) / 1000
    if "idle_timeout_ms" in options:
        given["read_timeout"] = float(options["idle_timeout_ms"]) / 1000
    if options.get("packed_floats"):
        given["packed_floats"] = True
    return given


def credential(value: Any) -> Any:
    """A key, a token, a user with a password, or what a token is fetched with."""
    if not isinstance(value, Mapping):
        return value
    if "username" in value:
        return (value["username"], value["password"])
    return (operations.refresh if "refresh_token" in value else operations.grant)(**value)
