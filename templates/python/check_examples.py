"""Makes functions of the examples in docstrings, for type checkers to see them as they see users' code.

`check_examples.py SOURCE FOLDER`; a method of a client that makes a call and has no example is a finding.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

EXAMPLE = re.compile(r"^Example:\n    ```python\n(.*?)^    ```$", re.MULTILINE | re.DOTALL)
CLIENTS = ("_client.py", "_async_client.py")


def main(source: Path, folder: Path) -> int:
    """Write a module for each client, and count the methods that show nothing."""
    (package,) = (path.parent for path in source.glob("*/__init__.py"))
    folder.mkdir(parents=True, exist_ok=True)
    return sum(write(package / name, folder / f"examples{name}") for name in CLIENTS)


def write(path: Path, to: Path) -> int:
    """Write the examples of one client."""
    (client,) = (node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef))
    examples = {method.name: example_of(method) for method in calls_of(client)}
    functions = [function(name, client.name, example) for name, example in examples.items() if example]
    to.write_text(f"from {path.parent.name} import {client.name}\n{''.join(functions)}", "utf-8")
    without = [name for name, example in examples.items() if not example]
    print(f"{client.name}: {len(functions)} examples")
    for name in without:
        print(f"{client.name}.{name} has no example", file=sys.stderr)
    return len(without)


def calls_of(client: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Methods that take options of a call."""
    for node in client.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            names = [argument.arg for argument in node.args.kwonlyargs]
            if "options" in names:
                yield node


def example_of(method: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The code below `Example:`; empty when there is none."""
    found = EXAMPLE.search(inspect.cleandoc(ast.get_docstring(method) or ""))
    return textwrap.dedent(found[1]) if found else ""


def function(name: str, client: str, example: str) -> str:
    """A function with an example for its body."""
    how = "async def" if "await " in example or "async " in example else "def"
    return f"\n\n{how} example_{name}(client: {client}) -> None:\n{textwrap.indent(example, '    ')}"


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), Path(sys.argv[2])), 1))
