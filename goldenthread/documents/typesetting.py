"""The one door to Typst, which sets the PDF and turns drawings into pictures for Word."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import typst

from goldenthread.documents.characters import clean

FAMILY: Final = "Arimo"  # metric-compatible with Arial, and free to ship
_FAMILIAR: Final = frozenset(map(chr, (*range(32, 127), *range(160, 256)))) | set("\n\t–—‘’“”…•●▲■○↑→↓−≤≥£€")

_PICTURES: Final = """\
#let drawings = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: drawings.family)
#for svg in drawings.svgs { page(image(bytes(svg), format: "svg")) }
"""
_PROBE: Final = """\
#set document(title: "Probe")
#set text(font: sys.inputs.family)
#sys.inputs.text
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG larger than its natural size; `width` and `height` are the natural size, in 96ths of an inch."""

    png: bytes
    width: float
    height: float


def pdf_ua(template: str, data: dict[str, Any]) -> bytes:
    """The Typst template of this package, filled with `data`, as PDF/UA-1.

    Raises RuntimeError on any warning: Typst warns where it would otherwise print something else than was asked for.
    """
    source = (files(__package__) / template).read_bytes()
    compiled = _compile(source, {"data": json.dumps(data)}, format="pdf", pdf_standards=["ua-1"])
    assert isinstance(compiled, bytes)  # noqa: S101  narrows the type: a PDF is one file
    return compiled


def pictures(svgs: Sequence[str], sharpness: float) -> list[Picture]:
    """The drawings on white, in the same order, with so many pixels for each of theirs.

    All in one compilation: each on its own costs fifty times as much. Without a ground they would cost a third more.
    """
    if not svgs:
        return []
    data = json.dumps({"family": FAMILY, "svgs": list(svgs)})
    pages = _compile(_PICTURES.encode(), {"data": data}, format="png", ppi=96 * sharpness)
    return [_picture(png, sharpness) for png in ([pages] if isinstance(pages, bytes) else pages)]


def printable(text: str) -> str:
    """The text with every character that no font here can print written as its name in brackets: "[grinning face]".

    PDF/UA-1 refuses a page with a character that would print as an empty box, and it is right to.
    """
    text = clean(text)
    if _FAMILIAR.issuperset(text):
        return text
    return "".join(character if _can_print(character) else _named(character) for character in text)


@lru_cache(maxsize=4096)
def _can_print(character: str) -> bool:
    if character in _FAMILIAR:
        return True
    try:
        _compile(_PROBE.encode(), {"family": FAMILY, "text": character}, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _named(character: str) -> str:
    return f"[{unicodedata.name(character, f'character {ord(character):X}').lower()}]"


def _picture(png: bytes, sharpness: float) -> Picture:
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))  # PNG's IHDR chunk
    return Picture(png, width / sharpness, height / sharpness)


def _compile(source: bytes, inputs: dict[str, str], **options: Any) -> bytes | list[bytes]:
    compiled: bytes | list[bytes] | None
    compiled, warnings = typst.compile_with_warnings(source, font_paths=_fonts(), sys_inputs=inputs, **options)
    if warnings:
        raise RuntimeError("Typst warned: " + "; ".join(warning.message for warning in warnings))
    if compiled is None:
        raise RuntimeError("Typst gave back no document.")
    return compiled


@cache
def _fonts() -> typst.Fonts:
    """The fonts shipped with the package, and no others: the same paper on every machine."""
    with as_file(files(__package__) / "fonts") as folder:
        if not any(Path(folder).glob("*.ttf")):
            raise RuntimeError(f"There are no fonts in {folder}: run `npm ci` and `python -m tools.static` first.")
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])
