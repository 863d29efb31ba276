"""The small line in a table cell: where a measure has been, its last point marked, its target dashed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Final

WIDTH: Final = 120
HEIGHT: Final = 28
_LEFT: Final = 4.0
_RIGHT: Final = 114.0  # leaves room for the last point's dot
_TOP: Final = 4.0
_BOTTOM: Final = 24.0

_OPEN: Final = (
    f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-sparkline" width="{WIDTH}" height="{HEIGHT}" '
    f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="'
)
_TARGET: Final = '<path d="M0 %.1fH120" fill="none" stroke="#6b6e70" stroke-width="1" stroke-dasharray="4 3"/>'
_LINE: Final = (
    '<path d="%s" fill="none" stroke="#1d5a96" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"/>'
)
_LAST: Final = '<circle cx="%.1f" cy="%.1f" r="3" fill="#0b0c0c"/>'


def sparkline(values: Sequence[Decimal | float | None], target: Decimal | float | None = None, label: str = "") -> str:
    """A 120 × 28 SVG of `values`, oldest first; None is a gap in the line.

    `target` is in the unit of the values. `label` is what a reader who cannot see the line is told. The dot marks the
    last known value, even when the newest period is still missing. Without any value only the target is drawn.
    """
    points = [None if value is None else float(value) for value in values]
    known = [point for point in points if point is not None]
    level = None if target is None else float(target)
    name = escape(label or ("Trend" if known else "No values yet"))
    if not known:
        return f'{_OPEN}{name}">{"" if level is None else _TARGET % (HEIGHT / 2)}</svg>'
    lowest, highest = min(known), max(known)
    if level is not None:
        lowest, highest = min(lowest, level), max(highest, level)
    scale = (_BOTTOM - _TOP) / (highest - lowest) if highest > lowest else 0.0
    base = _BOTTOM if scale else HEIGHT / 2
    step = (_RIGHT - _LEFT) / (len(points) - 1) if len(points) > 1 else 0.0
    start = _LEFT if step else _RIGHT

    drawing = []
    after_gap = True
    x = y = start
    for index, point in enumerate(points):
        if point is None:
            after_gap = True
            continue
        x, y = start + index * step, base - (point - lowest) * scale
        # "h0" makes a value that stands alone between two gaps visible, as a round dot.
        drawing.append(f"M{x:.1f} {y:.1f}h0" if after_gap else f"L{x:.1f} {y:.1f}")
        after_gap = False
    dashed = "" if level is None else _TARGET % (base - (level - lowest) * scale)
    return f'{_OPEN}{name}">{dashed}{_LINE % "".join(drawing)}{_LAST % (x, y)}</svg>'
