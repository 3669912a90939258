"""XML as a tree: read without ever following what a document points at, and written with its namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from .misfit import Misfit

_MAX_DEPTH = 200
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an element or an attribute.

    Attributes:
        local: The name itself.
        namespace: The URI it belongs to.
        prefix: What stands for the URI when it is written.
    """

    local: str
    namespace: str | None = None
    prefix: str | None = None


NIL = Name("nil", _XSI, "xsi")


@dataclass(slots=True)
class Node:
    """An element."""

    name: Name
    attributes: dict[Name, str] = field(default_factory=dict[Name, str])
    children: list[Node] = field(default_factory=list["Node"])
    text: str = ""


def parse(data: bytes) -> Node:
    """Read a document.

    Raises:
        Misfit: If it is no XML, has a document type, is nested too deeply, or mixes text and elements.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Misfit(f"is not XML: {error}") from None
    if reader.root is None:
        raise Misfit("is not XML: there is no element")
    return reader.root


def _refuse(*_: object) -> None:
    raise Misfit("has a document type, which is not read")


class _Reader:
    """Builds the tree."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if len(self._open) >= _MAX_DEPTH:
            raise Misfit("is nested too deeply")
        node = Node(_name(name), {_name(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, _: str) -> None:
        """An element ends."""
        node = self._open.pop()
        if node.children:
            if node.text.strip():
                raise Misfit("mixes text and elements, which has no JSON form").within(node.name.local)
            node.text = ""

    def characters(self, data: str) -> None:
        """Text within an element."""
        self._open[-1].text += data


def _name(text: str) -> Name:
    namespace, _, local = text.rpartition(" ")
    return Name(local, namespace or None)


def write(node: Node) -> bytes:
    """Write a document.

    Raises:
        Misfit: If a text in it has characters XML cannot carry.
    """
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', *_written(node, {})]
    return "".join(parts).encode()


def _written(node: Node, scope: Mapping[str, str]) -> Iterable[str]:
    known = dict(scope)
    tag = _qualified(node.name, known)
    attributes = [(_qualified(name, known), value) for name, value in node.attributes.items()]
    declared = [
        (f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in known.items() if scope.get(prefix) != uri
    ]
    head = "".join(f" {name}={_quoted(value)}" for name, value in [*declared, *attributes])
    if not node.children and not node.text:
        yield f"<{tag}{head}/>"
        return
    yield f"<{tag}{head}>{escape(_checked(node.text))}"
    for child in node.children:
        yield from _written(child, known)
    yield f"</{tag}>"


def _qualified(name: Name, known: dict[str, str]) -> str:
    """The name with its prefix, which is declared where it is not yet."""
    if name.namespace is not None:
        known[name.prefix or ""] = name.namespace
    return f"{name.prefix}:{name.local}" if name.prefix and name.namespace else name.local


def _quoted(value: str) -> str:
    return quoteattr(_checked(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _checked(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise Misfit("has characters XML cannot carry")
    return text
