"""The frozen form of a paper: one JSON text for one document, byte for byte, that every later version still opens.

Keys are sorted, decimals are strings that keep every digit, text is UTF-8 and no white space is left to chance, so that
the SHA-256 of the bytes stands for the paper.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports import blocks
from goldenthread.reports.blocks import Document

SCHEMA: Final = 1

# From each earlier schema to the next: a function that takes the old JSON object and returns the new one.
UPGRADES: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}

_BLOCKS: Final = {
    kind.__name__.lower(): kind
    for kind in (blocks.Paragraph, blocks.Subheading, blocks.Bullets, blocks.Facts, blocks.Table, blocks.Figure)
}
_BLOCK_NAMES: Final = {kind: name for name, kind in _BLOCKS.items()}

# Everything a frozen paper is made of, with its field names and types: worked out once, for a paper has 20,000 cells.
_FIELDS: Final[dict[type[Any], dict[str, Any]]] = {
    kind: get_type_hints(kind)
    for kind in (
        *_BLOCKS.values(),
        blocks.Appendix,
        blocks.Cell,
        blocks.Column,
        blocks.Document,
        blocks.Numbering,
        blocks.Section,
        MeasureChart,
    )
}


def to_json(document: Document) -> bytes:
    """The document as canonical JSON. Two equal documents whose decimals are written alike give equal bytes.

    Raises UnicodeEncodeError for text that no file can hold (half of a surrogate pair).
    """
    text = json.dumps(_plain(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def from_json(frozen: bytes) -> Document:
    """The document that `to_json` froze, under this or any earlier schema.

    Raises ValueError with a sentence when the bytes are not a frozen paper, or come from a later version.
    """
    try:
        data = json.loads(frozen)
        schema = data["schema"]
        if not isinstance(schema, int) or schema < 1:
            raise TypeError(f"schema {schema!r}")
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError("This is not a frozen paper: it is not JSON with a schema number.") from problem
    if schema > SCHEMA:
        raise ValueError(
            f"This paper was frozen by a later version of Goldenthread (schema {schema}; this version reads up to "
            f"{SCHEMA}). Open it with that version."
        )
    for earlier in range(schema, SCHEMA):
        data = UPGRADES[earlier](data) | {"schema": earlier + 1}
    try:
        return cast(Document, _build(Document, data))
    except (KeyError, TypeError, AttributeError, ArithmeticError) as problem:
        raise ValueError(f"This frozen paper is damaged: {problem!r}.") from problem


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    data = {name: _plain(getattr(value, name)) for name in _FIELDS[type(value)]}
    if type(value) in _BLOCK_NAMES:
        data["block"] = _BLOCK_NAMES[type(value)]
    return data


def _build(wanted: Any, data: Any) -> Any:
    """A value of type `wanted` from plain JSON."""
    if wanted in (str, int, bool):
        if not isinstance(data, wanted):
            raise TypeError(f"{data!r} is not {wanted.__name__}")
        return data
    if wanted is Decimal:
        return Decimal(data)
    if isinstance(wanted, type):
        return wanted(**{name: _build(hint, data[name]) for name, hint in _FIELDS[wanted].items()})
    return _build_generic(get_origin(wanted), get_args(wanted), data)


def _build_generic(origin: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    if origin is Literal:
        if data not in arguments:
            raise TypeError(f"{data!r} is not one of {arguments}")
        return data
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_build(arguments[0], item) for item in data)
        return tuple(_build(argument, item) for argument, item in zip(arguments, data, strict=True))
    if origin not in (Union, types.UnionType):
        raise TypeError(f"a frozen paper cannot hold {origin}")
    if type(None) in arguments:
        return None if data is None else _build(arguments[0], data)
    return _build(_BLOCKS[data["block"]], data)
