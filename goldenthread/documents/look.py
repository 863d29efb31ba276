"""What the files have in common to look at: marks and colours of statuses and directions, and the council's colour.

Every pair of ink and fill has a contrast of at least 4.5 to 1 (WCAG 2.2, criterion 1.4.3), and no meaning rests on
colour alone: the mark and the word say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.reports.blocks import Cell

BLACK: Final = "#0b0c0c"
GREY: Final = "#505a5f"  # notes, subtitles and the foot of the page
RULE: Final = "#b1b4b6"
BAND: Final = "#f6f7f8"  # every second row
_CONTRAST: Final = 4.5
_LONG_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with its ink and the fill behind it; "" for no fill."""

    sign: str
    ink: str = BLACK
    fill: str = ""


NO_MARK: Final = Mark("")

_QUIET: Final = Mark("–", "#383f43", "#eeefef")
_WAITING: Final = Mark("○", "#383f43", "#eeefef")

_STATUS: Final = {
    "green": Mark("●", "#005a30", "#d5ebde"),
    "amber": Mark("▲", "#6e3619", "#fde5d8"),
    "red": Mark("■", "#942514", "#f9dcd8"),
    "blue": Mark("◆", "#144e81", "#d9e8f6"),
    "not_due": _WAITING,
    "awaiting_data": _WAITING,
    "overdue": Mark("!", "#942514", "#eeefef"),
    "suspended": Mark("‖", "#383f43", "#eeefef"),
}

_CHANGE: Final = Mark("", BLACK, "#fff1a8")  # proposed and not yet agreed: yellow, as councils print it

_DIRECTION: Final = {
    "improved": Mark("↑"),
    "unchanged": Mark("→"),
    "declined": Mark("↓"),
    "up": Mark("↑"),
    "down": Mark("↓"),
}


def mark(cell: Cell) -> Mark:
    """The sign and colours of a status or direction cell, and the highlight of a proposed change.

    No mark for any other, nor for a direction that is not comparable.
    """
    if cell.kind == "status":
        return _STATUS.get(cell.code, _QUIET)
    if cell.kind == "change":
        return _CHANGE
    if cell.kind == "direction":
        return _DIRECTION.get(cell.code, NO_MARK)
    return NO_MARK


def title_points(title: str) -> int:
    """The size of a title: a referral's long one is set smaller, so that it does not fill half the page."""
    return 22 if len(title) <= _LONG_TITLE else 16


def ink(colour: str) -> str:
    """The council's colour "#rrggbb", darkened as far as needed to be read on white (or to carry white text)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    for share in range(100, -1, -2):
        darker = (red * share // 100, green * share // 100, blue * share // 100)
        if contrast_with_white(darker) >= _CONTRAST:
            return "#{:02x}{:02x}{:02x}".format(*darker)
    raise AssertionError("black is always dark enough")


def contrast_with_white(colour: tuple[int, int, int]) -> float:
    """The contrast ratio of a colour with white, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    linear = [_linear(channel / 255) for channel in colour]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
