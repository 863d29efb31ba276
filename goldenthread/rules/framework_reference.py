"""The reference page of the framework's keys, written from the schema that checks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goldenthread.rules.framework import TRIGGERS, Framework
from goldenthread.rules.framework_paper import CONTENTS
from goldenthread.rules.framework_yaml import keys_of, parts_of

_PLAIN: dict[Any, str] = {str: "words", int: "whole number", Decimal: "number", bool: "true or false", date: "date"}
_PLACES: dict[Any, str] = {tuple: "[]", dict: ".*"}

_INTRODUCTION = """\
# The framework file

Written by `goldenthread reference` from the schema that checks frameworks; do not edit. How to write one is in
[Write your council's framework](../how-to/write-a-framework.md).

A key that is not listed here is refused. Choices are written in plain words: “head of service” and `head_of_service`
are the same. A dash under “If left out” means that the key is needed."""


def framework_markdown() -> str:
    """One table of keys for the document and for each of its parts."""
    sections = [f"## {title}\n\n{_about(part)}\n\n{_table(part)}" for title, part in _parts(Framework, "")]
    triggers = "\n".join(f"- `{trigger}`: {meaning}" for trigger, meaning in TRIGGERS.items())
    calls = f"## What may call for an exception report\n\nThe entries of `exceptions.when`:\n\n{triggers}"
    rows = "\n".join(f"- `{code.replace('_', ' ')}`: {meaning}" for code, (_, meaning) in CONTENTS.items())
    contents = (
        "## What a paper can contain\n\nThe entries of `contents` in `committee_report.sections[]` and "
        f"`committee_report.appendices[]`:\n\n{rows}"
    )
    return "\n\n".join([_INTRODUCTION, *sections, calls, contents]) + "\n"


def _parts(model: type[BaseModel], path: str) -> Iterator[tuple[str, type[BaseModel]]]:
    yield (f"`{path}`" if path else "The whole document"), model
    for key, info in keys_of(model).items():
        for part in parts_of(info.annotation):
            place = _PLACES.get(get_origin(info.annotation), "")
            yield from _parts(part, f"{path}.{key}{place}".removeprefix("."))


def _about(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _table(model: type[BaseModel]) -> str:
    rows = (
        f"| `{key}` | {_kind(info.annotation)} | {_default(info)} | {info.description} |"
        for key, info in keys_of(model).items()
    )
    return "\n".join(["| Key | What it takes | If left out | Meaning |", "|---|---|---|---|", *rows])


def _kind(annotation: Any) -> str:
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    inside = [part for part in get_args(annotation) if part not in (NoneType, Ellipsis)]
    origin = get_origin(annotation)
    if origin is Literal:
        return ", ".join(str(choice).replace("_", " ") or '""' for choice in inside)
    if origin is tuple:
        return f"list: {_kind(inside[0])}"
    if origin is dict:
        return f"keys ({_kind(inside[0])}) with {_kind(inside[1])}"
    return _kind(inside[0]) if inside else "keys, see below"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "–"
    default = info.get_default(call_default_factory=True)
    if isinstance(default, BaseModel):
        return "as below"
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(_called(item).replace("_", " ") for item in default) or "none"
    if default in (None, "", {}):
        return "none"
    return str(default).replace("_", " ")


def _called(item: object) -> str:
    """An entry of a list by the word or name that people know it by."""
    if not isinstance(item, BaseModel):
        return str(item)
    return str(next(getattr(item, key) for key in ("word", "name", "title", "heading") if hasattr(item, key)))
