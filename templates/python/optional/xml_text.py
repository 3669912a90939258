"""XML from and to the JSON form of a value, guided by what the document says of each type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar, cast

from .decode import texts
from .misfit import Misfit
from .payload import Payload, Writer
from .readers import Reader, Reply
from .styles import text
from .xml_tree import NIL, Name, Node, parse, write

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Items:
    """A list.

    Attributes:
        name: Of the element of one item.
        shape: Of one item.
        wrapped: Whether an element stands around them.
    """

    name: Name
    shape: Shape
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object.

    Attributes:
        wire: Its name in JSON form.
        name: Of its element or attribute; of the element around them for wrapped lists.
        shape: What is in it.
        attribute: Whether it is an attribute.
    """

    wire: str
    name: Name
    shape: Shape = None
    attribute: bool = False


Objects: TypeAlias = Mapping[str, tuple[Member, ...]]
Shape: TypeAlias = "str | Items | None"
"""The key of an object, a list, or whatever it looks like."""


def document(objects: Objects, name: Name, shape: Shape) -> Callable[[Any], bytes]:
    """Make a writer of documents with this root."""
    return lambda value: write(_Writing(objects).node(name, shape, value))


def xml_body(objects: Objects, name: Name, shape: Shape) -> Writer:
    """Make a writer of bodies with this root."""
    make = document(objects, name, shape)
    return lambda value, media_type: Payload(make(value), media_type)


def xml_of(decode: Callable[[Any], T], objects: Objects, shape: Shape) -> Reader[T]:
    """Make a reader of documents, whatever their root is called."""

    def read_xml(reply: Reply) -> T:
        if not reply.body:
            return decode(None)
        return texts(decode)(_Reading(objects).value(shape, parse(reply.body)))

    return read_xml


class _Writing:
    """From the JSON form to a tree."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def node(self, name: Name, shape: Shape, value: Any) -> Node:
        """The element of a value."""
        node = Node(name)
        if value is None:
            node.attributes[NIL] = "true"
        elif isinstance(shape, Items):
            node.children = [self.node(shape.name, shape.shape, item) for item in _list(value)]
        elif isinstance(value, dict):
            self._fill(node, self._objects.get(shape or "", ()), cast("dict[str, Any]", value))
        elif isinstance(value, list):
            node.children = [self.node(Name("item"), None, item) for item in cast("Any", value)]
        else:
            node.text = text(value)
        return node

    def _fill(self, node: Node, members: Iterable[Member], value: dict[str, Any]) -> None:
        known: set[str] = set()
        for member in members:
            known.add(member.wire)
            if member.wire not in value:
                continue
            given = value[member.wire]
            if member.attribute:
                if given is not None:
                    node.attributes[member.name] = text(given)
            else:
                node.children += self._elements(member.name, member.shape, given)
        for wire, given in value.items():
            if wire not in known:
                node.children += self._elements(Name(wire), None, given)

    def _elements(self, name: Name, shape: Shape, value: Any) -> list[Node]:
        if isinstance(shape, Items) and not shape.wrapped and value is not None:
            return [self.node(shape.name, shape.shape, item) for item in _list(value)]
        if isinstance(value, list) and shape is None:
            return [self.node(name, None, item) for item in cast("Any", value)]
        return [self.node(name, shape, value)]


class _Reading:
    """From a tree to the JSON form, whose scalars are texts."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def value(self, shape: Shape, node: Node) -> Any:
        """The JSON form of an element."""
        if any(name.local == "nil" and name.namespace == NIL.namespace for name in node.attributes):
            return None
        if isinstance(shape, Items):
            return [self.value(shape.shape, child) for child in node.children]
        if shape is not None:
            return self._object(self._objects[shape], node)
        if not node.children and not node.attributes:
            return node.text
        members = self._object((), node)
        return {**members, "": node.text} if node.text.strip() else members

    def _object(self, members: tuple[Member, ...], node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in node.attributes.items():
            attribute = _find([member for member in members if member.attribute], name)
            found[attribute.wire if attribute else name.local] = value
        elements = [member for member in members if not member.attribute]
        for child in node.children:
            member = _find(elements, child.name)
            if member is None:
                _add(found, child.name.local, self.value(None, child))
            elif isinstance(member.shape, Items) and not member.shape.wrapped:
                found.setdefault(member.wire, []).append(self.value(member.shape.shape, child))
            else:
                found[member.wire] = self.value(member.shape, child)
        return found


def _find(members: Iterable[Member], name: Name) -> Member | None:
    """The member of an element: by its whole name, else by its local one."""
    named = [(member, _own_name(member)) for member in members]
    alike = [(member, own) for member, own in named if own.local == name.local]
    exact = [member for member, own in alike if own.namespace == name.namespace]
    return exact[0] if exact else alike[0][0] if alike else None


def _own_name(member: Member) -> Name:
    shape = member.shape
    return shape.name if isinstance(shape, Items) and not shape.wrapped else member.name


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    """What the document does not name: repeats become a list."""
    present = found.get(name)
    if name not in found:
        found[name] = value
    elif isinstance(present, list):
        found[name] = [*cast("Any", present), value]
    else:
        found[name] = [present, value]


def _list(value: Any) -> Any:
    if not isinstance(value, list):
        raise Misfit.expected("a list", value)
    return cast("Any", value)
