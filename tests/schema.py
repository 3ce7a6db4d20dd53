"""A value and a JSON Schema -> where and how the value breaks it: the words of the language that our schemas use."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "number": (int, float),
    "integer": (int,),
    "null": (type(None),),
}
_SAID = {"$schema", "$defs", "$id", "title", "description", "then", "minContains", "maxContains"}
"""Words that are read with others, or by people only."""


def faults(value: Any, schema: Any, root: Mapping[str, Any], where: str = "$") -> Iterator[str]:
    """Every word of the schema that the value breaks. Raises KeyError for a word that is not known here."""
    if isinstance(schema, bool):
        if not schema:
            yield f"{where}: nothing may stand here"
        return
    for word, said in schema.items():
        if word not in _SAID:
            yield from WORDS[word](value, said, schema, root, where)


def _holds(value: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    return not any(faults(value, schema, root))


def _is(value: Any, names: Any) -> bool:
    wanted = [names] if isinstance(names, str) else names
    return any(isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in wanted)


def _when(wrong: bool, where: str, what: str) -> Iterator[str]:
    if wrong:
        yield f"{where}: {what}"


def _reference(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    target = root
    for part in said.removeprefix("#/").split("/"):
        target = target[part]
    return faults(value, target, root, where)


def _properties(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in said.items():
            if name in value:
                yield from faults(value[name], each, root, f"{where}.{name}")


def _items(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    for number, each in enumerate(value if isinstance(value, list) else ()):
        yield from faults(each, said, root, f"{where}[{number}]")


def _contains(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    count = sum(_holds(each, said, root) for each in value) if isinstance(value, list) else 0
    fits = schema.get("minContains", 1) <= count <= schema.get("maxContains", count)
    return _when(isinstance(value, list) and not fits, where, f"contains {count}")


def _if(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    if _holds(value, said, root):
        yield from faults(value, schema["then"], root, where)


def _all(value: Any, said: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    for each in said:
        yield from faults(value, each, root, where)


def _missing(value: Any, names: Any) -> list[str]:
    return [name for name in names if isinstance(value, dict) and name not in value]


WORDS: Mapping[str, Any] = {
    "$ref": _reference,
    "type": lambda value, said, _, __, where: _when(not _is(value, said), where, f"is no {said}"),
    "enum": lambda value, said, _, __, where: _when(value not in said, where, f"is none of {said}"),
    "const": lambda value, said, _, __, where: _when(value != said, where, f"is not {said}"),
    "pattern": lambda value, said, _, __, where: _when(
        isinstance(value, str) and not re.search(said, value), where, f"is not {said}"
    ),
    "minLength": lambda value, said, _, __, where: _when(isinstance(value, str) and len(value) < said, where, "too short"),
    "maxLength": lambda value, said, _, __, where: _when(isinstance(value, str) and len(value) > said, where, "too long"),
    "minItems": lambda value, said, _, __, where: _when(isinstance(value, list) and len(value) < said, where, "too few"),
    "maxItems": lambda value, said, _, __, where: _when(isinstance(value, list) and len(value) > said, where, "too many"),
    "uniqueItems": lambda value, _, __, ___, where: _when(
        isinstance(value, list) and any(each in value[:number] for number, each in enumerate(value)), where, "twice"
    ),
    "minProperties": lambda value, said, _, __, where: _when(isinstance(value, dict) and len(value) < said, where, "too few"),
    "required": lambda value, said, _, __, where: _when(bool(_missing(value, said)), where, f"lacks {_missing(value, said)}"),
    "dependentRequired": lambda value, said, _, __, where: _when(
        any(_missing(value, needed) for name, needed in said.items() if isinstance(value, dict) and name in value), where, "lacks"
    ),
    "additionalProperties": lambda value, _, schema, __, where: _when(
        isinstance(value, dict) and bool(set(value) - set(schema["properties"])), where, "has more"
    ),
    "properties": _properties,
    "items": _items,
    "contains": _contains,
    "if": _if,
    "allOf": _all,
    "anyOf": lambda value, said, _, root, where: _when(not any(_holds(value, each, root) for each in said), where, "fits none"),
    "oneOf": lambda value, said, _, root, where: _when(sum(_holds(value, each, root) for each in said) != 1, where, "fits many"),
}
