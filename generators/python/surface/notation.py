"""Annotations in the notation all surfaces share."""

from __future__ import annotations

import ast

NAMES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "bytes": "bytes",
    "Any": "json",
    "object": "json",
    "None": "null",
    "Unset": "unset",
    "dt.datetime": "instant",
    "dt.date": "date",
    "dt.timedelta": "duration",
}
LISTS = {"list", "Sequence", "Iterable", "AsyncIterable"}
MAPS = {"dict", "Mapping"}
WRAPPERS = {"NotRequired", "Required", "ClassVar"}


def notation(annotation: str) -> str:
    """Write an annotation, such as `Sequence[models.EntityType | str] | None`."""
    return of(ast.parse(annotation.strip(), mode="eval").body)


def of(node: ast.expr) -> str:
    """Write one part of an annotation."""
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return " | ".join(dict.fromkeys(of(choice) for choice in choices(node)))
        case ast.Subscript(value=value, slice=arguments):
            items = arguments.elts if isinstance(arguments, ast.Tuple) else [arguments]
            return subscripted(ast.unparse(value), items)
        case ast.Constant(value=None):
            return "null"
        case ast.Constant(value=str(text)):
            return notation(text)
    name = ast.unparse(node)
    return NAMES.get(name, f"@{name.rsplit('.', 1)[-1]}")


def choices(node: ast.expr) -> list[ast.expr]:
    """Take a union apart."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return choices(node.left) + choices(node.right)
    return [node]


def subscripted(name: str, items: list[ast.expr]) -> str:
    """Write a generic with its arguments."""
    if name in LISTS:
        return f"list<{of(items[0])}>"
    if name in MAPS:
        return f"map<{of(items[1])}>"
    if name in WRAPPERS:
        return of(items[0])
    if name == "tuple":
        return f"tuple<{', '.join(of(item) for item in items)}>"
    if name == "Literal":
        return " | ".join(f'"{item.value}"' for item in items if isinstance(item, ast.Constant))
    return f"@{name.rsplit('.', 1)[-1]}<{', '.join(of(item) for item in items)}>"
