"""Which of the ways to call an operation a request is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from plan import Way

STREAMS = ("events", "lines")


def choose(ways: Sequence[Way], request: Mapping[str, Any]) -> Way:
    """The one that fits best: by the body's type, then the answer asked for, then what it sets in the body itself."""
    wanted = media(request.get("content_type"))
    fitting = [way for way in ways if wanted and media(way.content_type) == wanted] or list(ways)
    asked = {name.lower(): value for name, value in request.get("params", {}).get("header", {}).items()}.get("accept")
    fitting = [way for way in fitting if asked and media(way.accept) == media(asked)] or fitting
    body = request.get("body")
    members = cast("Mapping[str, Any]", body) if isinstance(body, Mapping) else {}
    if "take" in request:
        fitting = [way for way in fitting if way.shape in STREAMS] or fitting
    else:
        fitting = [way for way in fitting if all(members.get(name) == way.fixed[name] for name in way.fixed)] or fitting
        fitting = [way for way in fitting if way.fixed and members.keys() >= way.fixed.keys()] or fitting
    return fitting[0]


def following(way: Way, transport: object) -> Way | None:
    """The same by the transport asked for; `None` where there is none of it."""
    if transport is None:
        return way
    return replace(way, method=way.subscribe) if transport == "websocket" and way.subscribe else None


def media(text: str | None) -> str:
    """A media type without its parameters."""
    return (text or "").partition(";")[0].strip().lower()
