"""Models, errors, and members of both."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from notation import notation

Field = dict[str, Any]
OWN = {"additional_properties", "self"}


def docs_of(source: Any) -> str:
    """What its docstring says, without sections."""
    return inspect.cleandoc(source.docstring.value) if source.docstring else ""


def fields_of_parameters(function: Any, source: Any, without: set[str]) -> list[Field]:
    """What a function takes: names and defaults as it runs, annotations and docs as they are read."""
    documented = {name: text for name, text in sections(source, "parameters")}
    return [
        {
            "name": name,
            "type": notation(str(source.parameters[name].annotation)),
            "isRequired": parameter.default is inspect.Parameter.empty,
            "docs": documented.get(name, ""),
            **default_of(parameter),
        }
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in OWN | without
    ]


def default_of(parameter: inspect.Parameter) -> dict[str, str]:
    """What a signature says, where that is a value and not just that nothing was given."""
    value = parameter.default
    if value is inspect.Parameter.empty or value is None or type(value).__name__ == "Unset":
        return {}
    return {"default": repr(value)}


def sections(source: Any, kind: str) -> list[tuple[str, str]]:
    """Names and texts of one section of a docstring."""
    parsed = source.docstring.parse("google") if source.docstring else []
    return [
        (getattr(item, "name", None) or str(item.annotation), inspect.cleandoc(item.description))
        for section in parsed
        if section.kind.value == kind
        for item in section.value
    ]


def types_of(module: ModuleType, source: Any) -> list[dict[str, Any]]:
    """Every public name of the module of models."""
    return [type_of(name, getattr(module, name), source[name]) for name in module.__all__]


def type_of(name: str, value: Any, source: Any) -> dict[str, Any]:
    """One of them, of whatever kind."""
    about = {"name": name, "docs": docs_of(source), "isDeprecated": is_deprecated(source), "fields": [], "values": []}
    if not inspect.isclass(value):
        return {**about, **alias_of(source)}
    if hasattr(value, "LISTED"):
        return {**about, "kind": "enum", "values": members_of(value)}
    if hasattr(value, "__required_keys__"):
        return {**about, "kind": "object", "fields": fields_of_keys(value, source)}
    properties = [one for one in source.members.values() if one.is_attribute and "property" in one.labels]
    if properties:
        return {**about, "kind": "object", "fields": [property_of(one) for one in properties]}
    return {**about, "kind": "object", "fields": fields_of(value, source)}


def alias_of(source: Any) -> dict[str, Any]:
    """A name for another type, or for a choice of types."""
    written = notation(str(source.value))
    variants = written.split(" | ") if "<" not in written else [written]
    return {"kind": "union" if len(variants) > 1 else "alias", "values": variants}


def members_of(enum: Any) -> list[str]:
    """Values of an open enum, as they go on the wire, in the order they are written."""
    constants = [value for name, value in vars(enum).items() if name.isupper() and isinstance(value, enum)]
    return [str(value) for value in constants]


def fields_of(model: Any, source: Any) -> list[Field]:
    """Members of a model; one it can be made without may be absent."""
    parameters = inspect.signature(model.__init__).parameters
    return [
        {
            "name": name,
            "type": notation(str(attribute.annotation)),
            "isRequired": name in parameters and parameters[name].default is inspect.Parameter.empty,
            "docs": docs_of(attribute),
        }
        for name, attribute in source.members.items()
        if attribute.is_attribute and attribute.annotation is not None and not name.startswith("_") and name not in OWN
        and not str(attribute.annotation).startswith("ClassVar")
    ]


def fields_of_keys(model: Any, source: Any) -> list[Field]:
    """Members of a typed dictionary."""
    return [
        {
            "name": name,
            "type": notation(str(attribute.annotation)),
            "isRequired": name in model.__required_keys__ and "NotRequired" not in str(attribute.annotation),
            "docs": docs_of(attribute),
        }
        for name, attribute in source.members.items()
        if attribute.is_attribute
    ]


def property_of(source: Any) -> Field:
    """A header of an answer."""
    written = notation(str(source.annotation)).split(" | ")
    given = [choice for choice in written if choice != "null"]
    return {
        "name": source.name,
        "type": " | ".join(given),
        "isRequired": len(given) == len(written),
        "docs": docs_of(source),
    }


def is_deprecated(source: Any) -> bool:
    """Whether type checkers or readers are told so."""
    return bool(source.deprecated) or docs_of(source).startswith("Deprecated") or "\nDeprecated" in docs_of(source)


def errors_of(module: ModuleType) -> list[dict[str, Any]]:
    """Public exceptions, and which of them each is a kind of."""
    names = set(module.__all__)
    return [
        {
            "name": name,
            "base": next((base.__name__ for base in getattr(module, name).__bases__ if base.__name__ in names), None),
            "docs": inspect.getdoc(getattr(module, name)) or "",
        }
        for name in module.__all__
    ]



