"""The milestones of a project along the months: when each was first due, is approved, expected, and was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

WIDE: Final = 720
_ROW: Final = 44.0
_HEAD: Final = 52.0
_FOOT: Final = 14.0
_LEFT: Final = 12.0
_RIGHT: Final = 708.0
_FONT: Final = 'font-family="Arial, Arimo, Liberation Sans, sans-serif"'
_INK: Final = "#0b0c0c"
_QUIET: Final = "#484e52"
_GRID: Final = "#d3d8db"
_BLUE: Final = "#1d5a96"
_RED: Final = "#a12622"
_CHARACTER: Final = 7.0

# What each mark is called in the key, in the order it is drawn.
MARKS: Final = {
    "original": "Original date",
    "approved": "Approved date",
    "proposed": "Proposed, not agreed",
    "forecast": "Expected",
    "actual": "Reached",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone; None for a date that it has not."""

    title: str
    original: date | None = None
    approved: date | None = None
    proposed: date | None = None
    forecast: date | None = None
    actual: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Its dates, whichever it has."""
        given = (self.original, self.approved, self.proposed, self.forecast, self.actual)
        return tuple(day for day in given if day is not None)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the picture shows; `description` is what a reader who cannot see it is told. `today` is drawn as a line."""

    title: str
    description: str
    rows: tuple[Row, ...]
    today: date


def draw(timeline: Timeline) -> str:
    """The picture as an SVG of 720 user units across and as high as its rows need; nothing where there is no date.

    A mark's shape says what it is, so that no meaning rests on colour: ring, line, triangle, open and filled diamond.
    """
    days = [day for row in timeline.rows for day in row.days]
    if not days:
        return ""
    height = _HEAD + _ROW * len(timeline.rows) + _FOOT
    scale = _Scale(*_span(days, timeline.today))
    parts = [*_key(), *_months(scale, height), *_today(scale, timeline.today, height)]
    for place, row in enumerate(timeline.rows):
        parts += _row(scale, row, _HEAD + _ROW * place)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" viewBox="0 0 {WIDE} {height:.0f}" role="img">'
        f"<title>{escape(timeline.title)}</title><desc>{escape(timeline.description)}</desc>{''.join(parts)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return _LEFT + share * (_RIGHT - _LEFT)


def _span(days: Sequence[date], today: date) -> tuple[date, date]:
    """From the beginning of the first month to the end of the last, today included."""
    first, last = min(*days, today), max(*days, today)
    year, month = divmod(last.year * 12 + last.month, 12)
    return first.replace(day=1), date(year, month + 1, 1)


def _months(scale: _Scale, height: float) -> Iterator[str]:
    """A line at the beginning of every month, quarter, half-year or year: as many as can be named."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    every = next(step for step in (1, 3, 6, 12, 24, 60, 120, 1200) if months / step <= 9)
    year, month = scale.first.year, scale.first.month
    while date(year, month, 1) < scale.last:
        if (month - 1) % min(every, 12) == 0 and (every <= 12 or year % (every // 12) == 0):
            x = scale.x(date(year, month, 1))
            name = f"{year}" if every >= 12 else f"{date(year, month, 1):%b %Y}"
            yield f'<path d="M{x:.1f} {_HEAD - 8}V{height - _FOOT:.0f}" stroke="{_GRID}" fill="none"/>'
            if x + len(name) * _CHARACTER < _RIGHT:
                yield _text(x + 3, _HEAD - 12, name, colour=_QUIET, size=12)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _today(scale: _Scale, today: date, height: float) -> Iterator[str]:
    x = scale.x(today)
    yield f'<path d="M{x:.1f} {_HEAD - 24}V{height - _FOOT:.0f}" stroke="{_INK}" stroke-dasharray="2 3" fill="none"/>'
    at_the_end = x > _RIGHT - 50
    yield _text(x + (-4 if at_the_end else 4), _HEAD - 25, "Today", anchor="end" if at_the_end else "start", size=12)


def _key() -> Iterator[str]:
    x = _LEFT + 6
    for kind, name in MARKS.items():
        yield _mark(kind, x, 10)
        yield _text(x + 11, 14, name, colour=_QUIET, size=12)
        x += 34 + len(name) * 6.4


def _row(scale: _Scale, row: Row, top: float) -> Iterator[str]:
    y = top + 28
    yield _text(_LEFT, top + 13, row.title, size=14)
    if row.days:
        first, last = scale.x(min(row.days)), scale.x(max(row.days))
        yield f'<path d="M{first:.1f} {y}H{last:.1f}" stroke="{_GRID}" stroke-width="4" fill="none"/>'
    for kind in MARKS:
        day = getattr(row, kind)
        if day is not None:
            yield _mark(kind, scale.x(day), y)


def _mark(kind: str, x: float, y: float) -> str:
    diamond = f"M{x:.1f} {y - 7}L{x + 7:.1f} {y}L{x:.1f} {y + 7}L{x - 7:.1f} {y}z"
    if kind == "original":
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="none" stroke="{_QUIET}" stroke-width="2"/>'
    if kind == "approved":
        return f'<path d="M{x:.1f} {y - 9}V{y + 9}" stroke="{_INK}" stroke-width="3" fill="none"/>'
    if kind == "proposed":
        return f'<path d="M{x - 7:.1f} {y - 6}H{x + 7:.1f}L{x:.1f} {y + 7}z" fill="{_RED}"/>'
    fill = "#ffffff" if kind == "forecast" else _BLUE
    return f'<path d="{diamond}" fill="{fill}" stroke="{_BLUE}" stroke-width="2"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = _INK, size: int = 14) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} font-size="{size}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
