"""Drives a Python client that openapi-generator wrote by the lines our own drivers understand, so that both get the same calls.

Its names are its own, so operations and parameters are found by what each method sends: `python driver.py PACKAGE_FOLDER`.
An answer says no more than whether the call ended well: what is compared is what the server saw.
"""

from __future__ import annotations

import base64
import importlib
import inspect
import json
import pkgutil
import re
import sys
import types
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

sys.path.insert(0, sys.argv[1])
client = importlib.import_module("openapi_client")


class Method(NamedTuple):
    """One method of theirs, and where each of its arguments goes."""

    api: type
    name: str
    arguments: dict[tuple[str, str], str]
    """By place (path, query, header, form) and name on the wire."""
    body: str | None
    media_types: list[str]


PLACED = re.compile(r"_(path|header)_params\['([^']+)'\] = (\w+)")
APPENDED = re.compile(r"_(query|form)_params\.append\(\('([^']+)', (\w+)")
FILE = re.compile(r"_files\['([^']+)'\] = (\w+)")


TOKENS = set(
    re.findall(
        r"access_token is not None:\s+auth\['([^']+)'\]", inspect.getsource(client.Configuration.auth_settings)
    )
)
"""Schemes whose credential is a token; one token serves them all."""


def methods() -> Iterator[tuple[str, Method]]:
    package = importlib.import_module("openapi_client.api")
    for module in pkgutil.iter_modules(package.__path__):
        for _, api in inspect.getmembers(importlib.import_module(f"openapi_client.api.{module.name}"), inspect.isclass):
            for name, serialize in inspect.getmembers(api, inspect.isfunction):
                if name.endswith("_serialize"):
                    yield read_method(api, name.removeprefix("_").removesuffix("_serialize"), inspect.getsource(serialize))


def read_method(api: type, name: str, source: str) -> tuple[str, Method]:
    def first(pattern: str) -> str:
        found = re.search(pattern, source)
        return found[1] if found else ""

    arguments = {(place, wire): argument for place, wire, argument in PLACED.findall(source) + APPENDED.findall(source)}
    arguments |= {("form", wire): argument for wire, argument in FILE.findall(source)}
    body = first(r"_body_params = (\w+)\n") or None
    media_types = re.findall(r"'([^']+)'", first(r"select_header_content_type\(\s*\[([^\]]*)\]"))
    where = " ".join((first(r"method='(\w+)'"), first(r"resource_path='([^']*)'")))
    return where, Method(api, name, arguments, body, media_types)


def built(kind: Any, value: Any) -> Any:
    """A value of JSON as the argument they want."""
    if isinstance(value, dict) and "$bytes" in value:
        return base64.b64decode(value["$bytes"])
    if isinstance(value, dict) and "$file" in value:
        return value["$file"].get("name") or "file", base64.b64decode(value["$file"]["base64"])
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return built(inner[0], value)
    if origin in (Union, types.UnionType):
        arms = [arm for arm in inner if arm is not type(None)]
        return None if value is None else built(arms[0], value) if len(arms) == 1 else value
    if origin is list and isinstance(value, list):
        return [built(inner[0], item) for item in value]
    if origin is dict and isinstance(value, dict):
        return {name: built(inner[1], item) for name, item in value.items()}
    return kind.from_dict(value) if hasattr(kind, "from_dict") else value


def call(method: Method, configured: Any, request: dict[str, Any]) -> None:
    hints = get_type_hints(getattr(method.api, method.name), include_extras=True)
    given: dict[str, Any] = {}

    def give(place: str, wire: str, value: Any) -> None:
        argument = method.arguments.get((place, wire))
        if argument is None:
            raise LookupError(f"it has no {place} parameter {wire}")
        given[argument] = built(hints[argument], value)

    for place, values in request.get("params", {}).items():
        for wire, value in values.items():
            give(place, wire, value)
    if "body" in request and method.body:
        given[method.body] = built(hints[method.body], request["body"])
    elif "body" in request:
        for wire, value in request["body"].items():
            give("form", wire, value)
    if len(method.media_types) > 1 and "content_type" in request:
        given["_content_type"] = request["content_type"]
    getattr(method.api(configured), method.name)(**given)


def configure(settings: dict[str, Any]) -> Any:
    configuration = client.Configuration(host=settings["base_url"])
    for scheme, value in settings.get("auth", {}).items():
        if isinstance(value, dict):
            configuration.username, configuration.password = value.get("username"), value.get("password")
        elif scheme in TOKENS:
            configuration.access_token = value
        else:
            configuration.api_key[scheme] = value
    return client.ApiClient(configuration)


def main() -> None:
    known = dict(methods())
    for line in sys.stdin:
        request = json.loads(line)
        answer: dict[str, Any] = {"id": request["id"], "ok": True}
        method = known.get(request["operation"])
        if method is None:
            answer = {"id": request["id"], "unsupported": "it has no such operation"}
        else:
            try:
                call(method, configure(request["client"]), request)
            except Exception as error:  # Whatever it cannot do is an answer, and the next line gets its turn.
                message = f"{type(error).__name__}: {error}"
                answer = {"id": request["id"], "ok": False, "error": {"message": message[:300]}}
        print(json.dumps(answer), flush=True)


main()
