"""The shapes that stand beside a status or a direction: a reader who sees no colour still tells them apart.

Each is a 16 × 16 SVG in the colour of the text around it (`currentColor`), hidden from screen readers because the word
is always beside it.
"""

from __future__ import annotations

from typing import Final

_CIRCLE: Final = '<circle cx="8" cy="8" r="6" fill="currentColor"/>'
_RING: Final = '<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2"/>'
_TRIANGLE: Final = '<path d="M8 2 15 14H1z" fill="currentColor"/>'
_SQUARE: Final = '<path d="M2.5 2.5h11v11h-11z" fill="currentColor"/>'
_DIAMOND: Final = '<path d="M8 1 15 8 8 15 1 8z" fill="currentColor"/>'
_DASH: Final = '<path d="M2.5 7h11v2h-11z" fill="currentColor"/>'
_EXCLAMATION: Final = '<path d="M6.8 1.5h2.4l-.4 8.5H7.2zM6.8 12h2.4v2.5H6.8z" fill="currentColor"/>'
_PAUSE: Final = '<path d="M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z" fill="currentColor"/>'

_ARROW: Final = '<path d="M8 1.5 14 8l-1.5 1.4L9 5.8v8.7H7V5.8L3.5 9.4 2 8z" fill="currentColor"/>'
_ARROW_LEVEL: Final = '<path d="M14.5 8 8 14l-1.4-1.5L10.2 9H1.5V7h8.7L6.6 3.5 8 2z" fill="currentColor"/>'
_ARROW_FALLING: Final = '<path d="M8 14.5 14 8l-1.5-1.4L9 10.2V1.5H7v8.7L3.5 6.6 2 8z" fill="currentColor"/>'

_STATUS: Final = {
    "green": _CIRCLE,
    "amber": _TRIANGLE,
    "red": _SQUARE,
    "blue": _DIAMOND,
    "no_target": _DASH,
    "information_only": _DASH,
    "baseline": _DASH,
    "not_due": _RING,
    "awaiting_data": _RING,
    "overdue": _EXCLAMATION,
    "not_collected": _DASH,
    "not_applicable": _DASH,
    "not_comparable": _DASH,
    "suspended": _PAUSE,
    "suppressed": _DASH,
}

_DIRECTION: Final = {
    "improved": _ARROW,
    "unchanged": _ARROW_LEVEL,
    "declined": _ARROW_FALLING,
    "up": _ARROW,
    "down": _ARROW_FALLING,
}

STATUS_CODES: Final = tuple(_STATUS)
DIRECTION_CODES: Final = tuple(_DIRECTION)


def _icon(drawing: str) -> str:
    return (
        '<svg class="gt-shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{drawing}</svg>"
    )


_STATUS_ICONS: Final = {code: _icon(drawing) for code, drawing in _STATUS.items()}
_DIRECTION_ICONS: Final = {code: _icon(drawing) for code, drawing in _DIRECTION.items()}
_NO_DIRECTION: Final = _icon(_DASH)


def status_shape(code: str) -> str:
    """The icon of one status of the closed list, as inline SVG. An unknown code is a ValueError."""
    try:
        return _STATUS_ICONS[code]
    except KeyError:
        raise ValueError(f"{code!r} is not a status. The closed list is: {', '.join(STATUS_CODES)}.") from None


def direction_shape(code: str) -> str:
    """The arrow of a direction, as inline SVG: up for better, down for worse. Anything not comparable is a dash.

    Neutral measures have "up" and "down"; there the arrow says only which way the number went.
    """
    return _DIRECTION_ICONS.get(code, _NO_DIRECTION)
