"""Prints the public surface of an installed SDK as JSON: `python generators/python/surface FOLDER MODULE CLIENT ASYNC_CLIENT`.

What is there is asked of the imported package (`inspect`); what its users read beside it is read by griffe. Nothing here
knows the document.
"""

from __future__ import annotations

import importlib
import json
import sys

import griffe
from operations import operations_of
from types_of import errors_of, fields_of_parameters, types_of


def main(folder: str, module: str, client: str, async_client: str) -> None:
    """Print the surface of a package installed into a folder."""
    sys.path.insert(0, folder)
    package = importlib.import_module(module)
    source = griffe.load(module, search_paths=[folder], docstring_parser="google", resolve_aliases=True)
    surface = {
        "package": module,
        "operations": operations_of(package, source, client, async_client, folder),
        "types": types_of(importlib.import_module(f"{module}.models"), source["models"]),
        "errors": errors_of(importlib.import_module(f"{module}.exceptions")),
        "client": fields_of_parameters(getattr(package, client).__init__, source[client]["__init__"], set()),
    }
    headers = {one["name"]: one["fields"] for one in surface["types"]}
    for operation in surface["operations"]:
        words = "".join(word.capitalize() for word in operation["name"].split("_"))
        operation["headers"] = headers.get(f"{words}Headers", [])
    json.dump(surface, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:5])
