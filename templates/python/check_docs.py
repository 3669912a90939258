"""Checks that everything users can reach has a docstring: classes, methods, their arguments, and fields.

The linter looks at files and passes those it takes for private; users reach their contents all the same.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

EXEMPT = {"self", "cls", "args", "kwargs"}


def main(source: Path) -> int:
    """Print what is not documented, and count it."""
    sys.path.insert(0, str(source))
    (package,) = (path.name for path in source.iterdir() if (path / "__init__.py").exists())
    root = importlib.import_module(package)
    modules = [root, importlib.import_module(f"{package}.models"), importlib.import_module(f"{package}.exceptions")]
    findings = sorted({finding for module in modules for finding in in_module(module, package)})
    print(*findings, sep="\n", file=sys.stderr)
    return len(findings)


def in_module(module: ModuleType, package: str) -> Iterator[str]:
    """What a module exports without saying what it is."""
    if not module.__doc__:
        yield f"{module.__name__}: no docstring"
    for name in module.__all__:
        exported = getattr(module, name)
        if inspect.isclass(exported) and exported.__module__.startswith(package):
            yield from in_class(exported)


def in_class(kind: type) -> Iterator[str]:
    """What a class, its methods and its fields leave unsaid."""
    where = f"{kind.__module__}.{kind.__name__}"
    tree = definitions(kind.__module__)[kind.__name__]
    if not isinstance(tree, ast.ClassDef):
        # Made by a call, as is a `TypedDict` whose members have names Python reserves: its text follows it.
        if not is_text(tree):
            yield f"{where}: no docstring"
        return
    text = ast.get_docstring(tree) or ""
    if not text:
        yield f"{where}: no docstring"
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_public(node.name):
            yield from in_function(node, f"{where}.{node.name}")
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and is_public(node.target.id):
            following = tree.body[index + 1] if index + 1 < len(tree.body) else None
            is_constant = "ClassVar" in ast.unparse(node.annotation)
            if not is_text(following) and f"{node.target.id}:" not in text and not is_constant:
                yield f"{where}.{node.target.id}: no docstring"


@cache
def definitions(module: str) -> dict[str, ast.stmt]:
    """What a module defines at its top, by name; each file is parsed once, as the large ones take long."""
    tree = ast.parse(Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8"))
    found: dict[str, ast.stmt] = {}
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = following if is_text(following) and following else node
    return found


def in_function(node: ast.FunctionDef | ast.AsyncFunctionDef, where: str) -> Iterator[str]:
    """What a method and its section of arguments leave unsaid."""
    text = ast.get_docstring(node) or ""
    if not text:
        yield f"{where}: no docstring"
    arguments = {each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)} - EXEMPT
    if "Args:" in text:
        yield from (f"{where}: nothing said of {name}" for name in arguments if f"{name}: " not in text)


def is_public(name: str) -> bool:
    """Whether users are to use it."""
    return not name.startswith("_") or name == "__init__"


def is_text(node: ast.stmt | None) -> bool:
    """Whether a statement is a string standing alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


if __name__ == "__main__":
    sys.exit(min(main(Path("src")), 1))
