"""The chart of one measure: its line, the target as a dashed line, last year in grey."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
WIDE: Final = 720
NARROW: Final = 360
HEIGHT: Final = 260

_FONT: Final = 'font-family="Arial, Arimo, Liberation Sans, sans-serif"'
_SIZE: Final = 14
_CHARACTER: Final = 7.8  # the width of a digit at that size; letters are on average no wider
_WIDER: Final = {"%": 5.0, "m": 4.0, "w": 2.5, ".": -3.9, ",": -3.9, " ": -3.9}
_TOP: Final = 30.0
_BOTTOM: Final = 222.0
_LINE_GAP: Final = 18.0  # between direct labels

_LATEST: Final = "Latest"
_INK: Final = "#0b0c0c"
_QUIET: Final = "#505a5f"
_GRID: Final = "#e2e4e6"
_BLUE: Final = "#1d5a96"
_GREY: Final = "#8a9196"


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """What a measure's chart shows. All series have the length of `labels`; None is a gap.

    `title` is the message ("Recycling has been below target for five quarters"), `subtitle` the statistical description
    ("Household waste recycled, per cent, by quarter"), `description` what a reader who cannot see it is told.
    """

    title: str
    subtitle: str
    description: str
    unit: str
    decimals: int
    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    targets: tuple[Decimal | None, ...]
    last_year: tuple[Decimal | None, ...]


def draw(chart: MeasureChart, width: int = WIDE) -> str:
    """The chart as an SVG of `width` × 260 user units, scalable; `NARROW` is for a phone.

    Title and subtitle are printed by the page or paper around it and are here for screen readers only. Paths, lines and
    text alone, so that PDF and Word draw it as browsers do.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" viewBox="0 0 {width} {HEIGHT}" role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f"{''.join(_drawing(chart, width))}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """The vertical axis: from `low` to `high`, a line and a number at each of `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def y(self, value: float) -> float:
        return _BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP)


@dataclass(frozen=True, slots=True)
class _Series:
    """One line: `points` by period, how it is drawn and what stands at its end."""

    name: str
    points: tuple[float | None, ...]
    stroke: str
    thickness: float
    dashes: str = ""

    @property
    def known(self) -> list[tuple[int, float]]:
        """The periods that have a value, and their values."""
        return [(index, point) for index, point in enumerate(self.points) if point is not None]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things are: the drawing between `left` and `right`, `count` periods across."""

    left: float
    right: float
    count: int
    axis: _Axis

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(self.count, 1)

    def x(self, index: int) -> float:
        return self.left + (index + 0.5) * self.step


def _drawing(chart: MeasureChart, width: int) -> Iterator[str]:
    series = [
        _Series("Last year", _floats(chart.last_year), _GREY, 2),
        _Series("Target", _floats(chart.targets), _INK, 1.5, "6 4"),
        _Series(_LATEST, _floats(chart.values), _BLUE, 3),
    ]
    drawn = [line for line in series if line.known]
    if not drawn:
        yield _text(width / 2, HEIGHT / 2, "No values yet", anchor="middle", colour=_QUIET)
        return
    axis = _axis([point for line in drawn for _, point in line.known])
    ticks = [_printed(tick, axis.decimals, chart.unit) for tick in axis.ticks]
    ends = {line.name: f"{line.name} {_printed(line.known[-1][1], chart.decimals, chart.unit)}" for line in drawn}
    plot = _Plot(
        left=_width(max(ticks, key=_width)) + 8,
        right=width - _width(max(ends.values(), key=_width)) - 14,
        count=len(chart.labels),
        axis=axis,
    )
    yield from _grid(plot, ticks)
    yield from _periods(plot, chart.labels)
    if axis.low > 0 or axis.high < 0:
        yield _text(0, 14, f"The axis starts at {ticks[0]}, not 0", colour=_QUIET)
    for line in drawn:
        yield _stepped(plot, line) if line.dashes else _joined(plot, line)
    yield from _end_labels(plot, drawn, ends)


def _floats(values: Sequence[Decimal | None]) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in values)


def _axis(known: Sequence[float]) -> _Axis:
    """An axis of three to six round numbers around the values; it starts at 0 unless that would flatten the line."""
    low, high = min(known), max(known)
    if low == high:
        room = abs(low) * 0.1 or 1.0
        low, high = low - room, high + room
        low = max(low, 0.0) if min(known) >= 0 else low
    if 0 < low < high * 0.5:
        low = 0.0
    elif low * 0.5 < high < 0:
        high = 0.0
    step = _round_step((high - low) / 4)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = next(places for places in range(12) if abs(step * 10**places - round(step * 10**places)) < 1e-6)
    ticks = tuple(round(index * step, decimals) for index in range(first, last + 1))
    return _Axis(ticks[0], ticks[-1], ticks, decimals)


def _round_step(rough: float) -> float:
    size: float = 10.0 ** math.floor(math.log10(rough))
    return next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= rough * 0.999)


def _grid(plot: _Plot, ticks: Sequence[str]) -> Iterator[str]:
    for value, printed in zip(plot.axis.ticks, ticks, strict=True):
        y = plot.axis.y(value)
        base = value == 0 or y == _BOTTOM
        yield f'<path d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" stroke="{_QUIET if base else _GRID}" fill="none"/>'
        yield _text(plot.left - 6, y + 5, printed, anchor="end", colour=_QUIET)


def _periods(plot: _Plot, labels: Sequence[str]) -> Iterator[str]:
    """The periods under the axis, counted back from the newest; as many as fit side by side."""
    if not labels:
        return
    every = math.ceil((max(map(_width, labels)) + 10) / plot.step)
    for index in range(len(labels) - 1, -1, -every):
        yield f'<path d="M{plot.x(index):.1f} {_BOTTOM}v5" stroke="{_QUIET}" fill="none"/>'
        half = _width(labels[index]) / 2
        yield _text(max(plot.x(index), half), _BOTTOM + 22, labels[index], anchor="middle", colour=_QUIET)


def _joined(plot: _Plot, line: _Series) -> str:
    path, dots, after_gap = [], [], True
    marked = plot.count <= 24 and line.thickness > 2
    for index, point in enumerate(line.points):
        if point is None:
            after_gap = True
            continue
        x, y = plot.x(index), plot.axis.y(point)
        path.append(f"M{x:.1f} {y:.1f}h0" if after_gap else f"L{x:.1f} {y:.1f}")
        after_gap = False
        if marked:
            dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{line.stroke}"/>')
    return _path("".join(path), line) + "".join(dots)


def _stepped(plot: _Plot, line: _Series) -> str:
    """A level for each period, so that a profiled target is not read as a slope."""
    path, previous = [], None
    for index, point in enumerate(line.points):
        if point is not None:
            start, y = plot.left + index * plot.step, plot.axis.y(point)
            path.append(f"M{start:.1f} {y:.1f}" if previous is None else "" if point == previous else f"V{y:.1f}")
            path.append(f"H{start + plot.step:.1f}")
        previous = point
    return _path("".join(path), line)


def _path(path: str, line: _Series) -> str:
    dashes = f' stroke-dasharray="{line.dashes}"' if line.dashes else ' stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" fill="none" stroke="{line.stroke}" stroke-width="{line.thickness}"{dashes}/>'


def _end_labels(plot: _Plot, drawn: Sequence[_Series], ends: dict[str, str]) -> Iterator[str]:
    """Each line's name and last value at its right, pushed apart so that none covers another."""
    wanted = []
    for line in drawn:
        index, point = line.known[-1]
        wanted.append((plot.axis.y(point), plot.x(index), line))
    wanted.sort(key=lambda place: place[0])
    placed = _spread([y for y, _, _ in wanted])
    for (y, x, line), level in zip(wanted, placed, strict=True):
        colour = _INK if line.dashes else _QUIET if line.thickness == 2 else line.stroke
        if line.name == _LATEST:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{line.stroke}"/>'
        yield _text(plot.right + 8, level + 5, ends[line.name], colour=colour, bold=line.name == _LATEST)


def _spread(levels: Sequence[float]) -> list[float]:
    """Positions at least one line apart, top to bottom, as near to `levels` as the drawing allows."""
    placed: list[float] = []
    for level in levels:
        placed.append(max(level, placed[-1] + _LINE_GAP) if placed else level)
    lowest = _BOTTOM - 4
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], lowest)
        lowest = placed[index] - _LINE_GAP
    return placed


def _printed(value: float, decimals: int, unit: str) -> str:
    """A value with its unit where that is a sign: "73.6%", "£1,200"; other units stand in the subtitle."""
    digits = f"{abs(value):,.{decimals}f}"
    sign = MINUS if value < 0 and any(digit in digits for digit in "123456789") else ""
    return f"{sign}{'£' if unit == '£' else ''}{digits}{'%' if unit == '%' else ''}"


def _width(text: str) -> float:
    return sum(_CHARACTER + _WIDER.get(character, 0.0) for character in text)


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = _INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} font-size="{_SIZE}" text-anchor="{anchor}" fill="{colour}"{weight}>'
        f"{escape(text)}</text>"
    )
