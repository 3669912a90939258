"""Bodies as HTML forms send them: pairs of names and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from . import styles
from .decode import Decoder, texts
from .payload import Payload, Writer
from .readers import Reader, Reply, charset

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """How a member travels; in a form by the style of a query's parameter.

    Attributes:
        style: The layout; `json` for a JSON text, `value` for one where the value is an object.
        explode: Whether a list is sent as repeats.
        reserved: Whether reserved characters stay as they are.
    """

    style: str = "form"
    explode: bool = True
    reserved: bool = False


_UNNAMED = Field("value")


def form_body(fields: Mapping[str, Field]) -> Writer:
    """Make a writer of forms: members in the order of the document, then those it does not name."""

    def write_form(value: Any, media_type: str) -> Payload:
        members: dict[str, Any] = dict(value)
        ordered = [*[name for name in fields if name in members], *[name for name in members if name not in fields]]
        pairs = [pair for name in ordered for pair in _pairs(name, members[name], fields.get(name, _UNNAMED))]
        return Payload("&".join(pairs).encode(), media_type)

    return write_form


def _pairs(name: str, value: Any, field: Field) -> list[str]:
    style = field.style
    if style == "value":
        style = "json" if isinstance(value, dict) else "form"
    return list(styles.pairs(name, value, style, explode=field.explode, reserved=field.reserved))


def form_of(decode: Decoder[T]) -> Reader[T]:
    """Make a reader of forms: members are texts, repeated ones lists."""

    def read_form(reply: Reply) -> T:
        members: dict[str, Any] = {}
        text = reply.body.decode(charset(reply.headers), "replace")
        for name, value in parse_qsl(text, keep_blank_values=True):
            present = members.get(name)
            if present is None:
                members[name] = value
            else:
                members[name] = [*present, value] if isinstance(present, list) else [present, value]
        return texts(decode)(members)

    return read_form
