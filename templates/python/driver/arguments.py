"""From a request in wire names and JSON form to the arguments of a method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from plan import Argument, Way

PLACES = ("path", "query", "header", "cookie")
# Every call may have one, whatever its operation declares.
OF_ANY_CALL = "idempotency-key"


class Invalid(Exception):
    """What a request holds is not what the method takes."""


def arguments_of(way: Way, request: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arguments of a method, and the options of the call: what the document does not name travels as extras."""
    given = {place: dict(request.get("params", {}).get(place, {})) for place in PLACES}
    given["header"] = {name.lower(): value for name, value in given["header"].items()}
    given["header"].pop("accept", None)
    given["member"], given["body"] = body_of(way, request)
    arguments = {
        argument.name: read(argument, given) for argument in way.arguments if wire_of(argument) in given[argument.place]
    }
    if way.resume is not None and way.resume in given["header"]:
        arguments["last_event_id"] = given["header"].pop(way.resume)
    if request.get("once"):
        # Gone through only once, as a generator is.
        arguments |= {one.name: iter(arguments[one.name]) for one in way.arguments if one.place == "body"}
    for argument in way.arguments:
        if argument.required and argument.name not in arguments:
            raise Invalid(f"{argument.wire}: is missing")
    if way.arguments and given["path"]:
        raise Invalid(f"{next(iter(given['path']))}: is no part of the path")
    if "extras" in request:
        refuse_extras(given, {OF_ANY_CALL, *(name.lower() for name in request["extras"])})
    return arguments, extras(given)


def body_of(way: Way, request: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The members of a body whose members are arguments, or the body as one."""
    if "body" not in request:
        return {}, {}
    body: Any = request["body"]
    if not way.flattened:
        return {}, {"": body}
    if not isinstance(body, Mapping):
        raise Invalid("body: expected an object")
    members = cast("Mapping[str, Any]", body)
    return {name: value for name, value in members.items() if name not in way.fixed}, {}


def read(argument: Argument, given: Mapping[str, dict[str, Any]]) -> Any:
    """Take out one argument."""
    value = given[argument.place].pop(wire_of(argument))
    try:
        return argument.read(value)
    except ValueError as error:
        raise Invalid(f"{argument.wire}: {error}") from None


def wire_of(argument: Argument) -> str:
    """The name to look for; those of headers have no case."""
    return argument.wire.lower() if argument.place == "header" else argument.wire


def refuse_extras(given: Mapping[str, dict[str, Any]], allowed: set[str]) -> None:
    """Refuse what the operation does not declare: it would reach the wire past a declaration that is wrong."""
    for place in ("query", "header", "cookie", "member"):
        for name in given[place]:
            if name.lower() not in allowed:
                raise Invalid(f"{name}: is nothing the operation declares")


def extras(given: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What is left over, as options of the call."""
    options: dict[str, Any] = {}
    headers = {name: text_of(value) for name, value in given["header"].items()}
    if given["cookie"]:
        headers["cookie"] = "; ".join(f"{name}={text_of(value)}" for name, value in given["cookie"].items())
    if headers:
        options["headers"] = headers
    if given["query"]:
        options["query"] = given["query"]
    if given["member"]:
        options["members"] = given["member"]
    return options


def text_of(value: object) -> str:
    """A scalar as it stands in a header."""
    return str(value).lower() if isinstance(value, bool) else str(value)
