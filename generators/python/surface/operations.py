"""Methods of both clients that are calls of the API."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from notation import notation
from types_of import docs_of, fields_of_parameters, is_deprecated, sections

PAGERS = {"Pager", "AsyncPager"}
STREAMS = {"EventStream", "AsyncEventStream", "LineStream", "AsyncLineStream", "Subscription", "AsyncSubscription"}
EXAMPLE = re.compile(r"\n\nExamples?:\n((?:(?:    .*)?\n?)+)")
# What one call can be told, and the feature each shows.
BY_OPTION = {"timeout": "timeout", "max_retries": "retries", "on_response": "raw response"}


def operations_of(package: ModuleType, source: Any, client: str, async_client: str, folder: str) -> list[dict[str, Any]]:
    """Everything the blocking client can call, and whether the other can just as well."""
    blocking = calls_of(getattr(package, client), source[client])
    other = calls_of(getattr(package, async_client), source[async_client])
    options = set(package.CallOptions.__annotations__)
    names = list(dict.fromkeys([*blocking, *other]))
    return [operation_of(name, blocking.get(name), other.get(name), options, folder) for name in names]


def calls_of(client: Any, source: Any) -> dict[str, tuple[Any, Any]]:
    """Public methods that take options of a call, by name, as they run and as they are read."""
    functions = {name: getattr(client, name) for name in source.members if not name.startswith("_")}
    return {
        name: (function, source[name])
        for name, function in functions.items()
        if inspect.isfunction(function) and "options" in inspect.signature(function).parameters
    }


def operation_of(
    name: str, blocking: tuple[Any, Any] | None, other: tuple[Any, Any] | None, options: set[str], folder: str
) -> dict[str, Any]:
    """One operation; the clients' methods are one where they take, give and say the same."""
    function, source = blocking or other or (None, None)
    said, said_too = described(blocking), described(other)
    is_both = said is not None and said == said_too
    is_async = other is not None and (inspect.iscoroutinefunction(other[0]) or result_of(other[1])[1] is not None)
    kind = result_of(source)[1]
    features = ["sync"] * (blocking is not None)
    features += ["async", "cancellation"] * (is_async and (is_both or blocking is None))
    features += [kind] * (kind is not None)
    features += ["bulk"] * ("parallelism" in inspect.signature(function).parameters)
    features += [feature for option, feature in BY_OPTION.items() if option in options]
    place = Path(str(source.filepath)).resolve().relative_to(Path(folder).resolve())
    return {
        "name": name,
        "isDeprecated": is_deprecated(source),
        "features": features,
        "gives": result_of(source)[0],
        "headers": [],
        "example": example[0] if (example := EXAMPLE.findall(docs_of(source))) else None,
        "at": f"{place.as_posix()}:{source.lineno}",
        **(said or said_too or {}),
    }


def described(method: tuple[Any, Any] | None) -> dict[str, Any] | None:
    """What both clients must say alike."""
    if method is None:
        return None
    function, source = method
    return {
        "docs": re.split(r"\n\n(?:Args|Examples?):", docs_of(source))[0],
        "arguments": [
            {**field, "type": field["type"].replace("@Async", "@")}
            for field in fields_of_parameters(function, source, {"options", "parallelism"})
        ],
        "errors": [name for name, _ in sections(source, "raises")],
    }


def result_of(source: Any) -> tuple[str | None, str | None]:
    """What a call gives, of pages and streams one item; and whether it is one of these."""
    written = str(source.returns)
    outer, _, inner = written.partition("[")
    name = outer.rsplit(".", 1)[-1]
    if name not in PAGERS | STREAMS:
        given = notation(written)
        return (None if given == "null" else given), None
    item = notation(f"tuple[{inner}").removeprefix("tuple<").removesuffix(">").split(", ")[0]
    return item, "pages" if name in PAGERS else "stream"
