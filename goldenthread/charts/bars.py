"""A few figures side by side: one bar for each, the longest at the top of the scale, a line where the target is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

WIDE: Final = 640
NARROW: Final = 350
_ROW: Final = 30.0
_TOP: Final = 8.0
_NAMES: Final = 0.3
"""The share of the width that the names have."""
_CHARACTER: Final = 7.6
_HALO: Final = ' paint-order="stroke" stroke="#fff" stroke-width="4"'  # so that the line stops at the words
_FONT: Final = 'font-family="Arial, Arimo, Liberation Sans, sans-serif" font-size="15"'
_INK: Final = "#0b0c0c"
_QUIET: Final = "#484e52"
_BLUE: Final = "#1d5a96"


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: its name, how it is written, and its size; None draws no bar, only the words."""

    name: str
    words: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class BarChart:
    """What the picture shows; `description` is what a reader who cannot see it is told."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    line: Decimal | None = None
    line_words: str = ""


def draw(chart: BarChart, width: int = WIDE) -> str:
    """The picture as an SVG so many user units across and as high as its bars need. Bars begin at 0."""
    foot = 26 if chart.line is not None else 6
    height = _TOP + _ROW * len(chart.bars) + foot
    words = f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" viewBox="0 0 {width} {height:.0f}" role="img">'
        f"{words}{''.join(_drawing(chart, width))}</svg>"
    )


def _drawing(chart: BarChart, width: int) -> Iterator[str]:
    left, room = width * _NAMES, max((len(bar.words) for bar in chart.bars), default=0) * _CHARACTER + 10
    sizes = [float(abs(bar.value)) for bar in chart.bars if bar.value is not None]
    largest = max([*sizes, float(chart.line or 0)], default=0.0) or 1.0
    scale = (width - left - room) / largest
    if chart.line is not None:
        x, bottom = left + float(abs(chart.line)) * scale, _TOP + _ROW * len(chart.bars)
        yield f'<path d="M{x:.1f} {_TOP:.1f}V{bottom:.1f}" stroke="{_INK}" stroke-width="1.5" stroke-dasharray="6 4"/>'
        half = len(chart.line_words) * _CHARACTER / 2
        middle = min(max(x, half), width - half)
        yield _text(middle, bottom + 18, chart.line_words, anchor="middle", colour=_QUIET)
    for place, bar in enumerate(chart.bars):
        middle = _TOP + _ROW * place + _ROW / 2
        length = 0.0 if bar.value is None else max(float(abs(bar.value)) * scale, 1.0)
        yield _text(0, middle + 5, _fitted(bar.name, left))
        if bar.value is not None:
            top = middle - 9
            yield f'<path d="M{left:.1f} {top:.1f}h{length:.1f}v18h-{length:.1f}z" fill="{_BLUE}"/>'
        yield _text(left + length + 6, middle + 5, bar.words, bold=bar.value is not None, clear=True)


def _fitted(name: str, left: float) -> str:
    """A name that ends where the bars begin."""
    most = int((left - 10) / _CHARACTER)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = _INK, bold: bool = False, clear: bool = False
) -> str:
    """A text; `clear` keeps it legible where the dashed line runs behind it."""
    weight = ' font-weight="bold"' if bold else ""
    halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="6"' if clear else ""
    place = f'x="{x:.1f}" y="{y:.1f}" {_FONT} text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}{weight}{halo}>{escape(text)}</text>"
