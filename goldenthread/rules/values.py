"""Numbers as people type and read them: text to exact decimals, decimals to British text.

Figures are kept with up to 15 significant digits, nine of them after the point, so that a figure judged as it is typed
and judged again as it was stored is the same figure. Rounding to fewer digits is for display alone.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from goldenthread.rules.refusals import Refusal

Polarity = Literal["high", "low", "range", "neutral"]
"""What good looks like: a high value, a low one, one inside a range, or neither (volumes and context)."""

POLARITIES: Final = ("high", "low", "range", "neutral")
SIGNIFICANT_DIGITS: Final = 15
"""The most that survives SQLite, Excel and JavaScript unchanged."""
DECIMAL_PLACES: Final = 9
"""The most that is stored after the point; a longer fraction, such as a third from Excel, is rounded as it is read."""

ZERO: Final = Decimal(0)
MINUS: Final = "−"
NO_VALUE: Final = "–"

_PLAIN = re.compile(r"-?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_TYPED = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_PLAIN_UNITS = frozenset({"", "number", "count", "ratio", "score", "index"})
_WHOLE = re.compile(r"[0-9]{1,18}")
_CENTURIES = range(1900, 2200)


def parse_number(text: str) -> Decimal:
    """The number somebody typed: "1,234", "£3.5", "73.6%", "(5)" for minus five, with any kind of minus sign.

    A percent or pound sign is dropped, not applied: "73.6%" is 73.6. Raises `Refusal("not_a_number")` for anything
    else, and `Refusal("too_many_digits")` beyond 15 significant digits or from 10^15 up, which not every database
    and spreadsheet could keep unchanged.
    """
    typed = text.strip()
    if not _PLAIN.fullmatch(typed):
        typed = _plain_number(text)
    number = Decimal(typed)
    if len(typed) > SIGNIFICANT_DIGITS or "e" in typed.lower():
        _check_size(number, text)
    return number if len(typed) <= DECIMAL_PLACES else kept(number)


def kept(number: Decimal) -> Decimal:
    """The number as it is stored: to nine decimal places, halves away from zero."""
    exponent = number.as_tuple().exponent
    return rounded(number, DECIMAL_PLACES) if isinstance(exponent, int) and exponent < -DECIMAL_PLACES else number


def _plain_number(text: str) -> str:
    typed = text.strip().replace(MINUS, "-").replace(NO_VALUE, "-")
    if typed.startswith("(") and typed.endswith(")"):
        typed = "-" + typed[1:-1]
    typed = typed.replace("-£", "£-").removeprefix("£").removesuffix("%").strip()
    if not _TYPED.fullmatch(typed) or not any(character.isdigit() for character in typed.lower().split("e")[0]):
        raise Refusal(
            "not_a_number", f'"{text.strip()[:40]}" is not a number. Type digits only, for example 1,234 or 73.6.'
        )
    return typed.replace(",", "")


def _check_size(number: Decimal, text: str) -> None:
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    if len(digits) > SIGNIFICANT_DIGITS or abs(number) >= Decimal(10) ** SIGNIFICANT_DIGITS:
        raise Refusal(
            "too_many_digits",
            f'"{text.strip()[:40]}" has more than {SIGNIFICANT_DIGITS} digits, more than can be kept exactly. '
            "Round it, or use a larger unit such as thousands.",
        )


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` to that many decimal places, halves away from zero, as people round by hand."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def plain(value: Decimal, decimals: int | None = None) -> str:
    """Digits with thousands separators and a true minus sign; `decimals=None` keeps what the value has."""
    number = value if decimals is None else rounded(value, decimals)
    text = f"{number:,f}"
    if text[0] == "-":
        return MINUS + text[1:] if number else text[1:]
    return text


def format_value(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """A value with its unit: "73.6%", "£1,234", "12.4 days", "−5"; an en dash where there is none.

    `decimals=None` shows the value as it is, unrounded. Units: "%" and "£" (also "£k", "£m") are set against the
    number, and pence go in twos; "number", "ratio", "score", "index" and "" add nothing; "yes/no" prints Yes or No; any
    other unit follows the number after a space.
    """
    if value is None:
        return NO_VALUE
    if unit == "yes/no":
        return "Yes" if value else "No"
    text = plain(value, decimals)
    if unit == "%":
        return text + "%"
    if unit in _PLAIN_UNITS:
        return text
    if unit[0] == "£":
        if text[-2:-1] == "." and len(unit) == 1:
            text += "0"
        sign, digits = (MINUS, text[1:]) if text[0] == MINUS else ("", text)
        return f"{sign}£{digits}{unit[1:]}"
    return f"{text} {_singular(unit) if text in ('1', MINUS + '1') else unit}"


def _singular(unit: str) -> str:
    """ "home" of "homes", "business" of "businesses", "day per employee" of "days per employee"."""
    things, space, rest = unit.partition(" ")
    if things.endswith("ies"):
        things = f"{things[:-3]}y"
    elif things.endswith(("sses", "shes", "ches", "xes")):
        things = things[:-2]
    elif things.endswith("s") and not things.endswith(("ss", "us", "is")):
        things = things[:-1]
    return f"{things}{space}{rest}"


def format_difference(value: Decimal, unit: str, decimals: int | None = None) -> str:
    """The size of a difference, unsigned: between two percentages it is in points ("3.4 points")."""
    return format_value(abs(value), "points" if unit == "%" else "number" if unit == "yes/no" else unit, decimals)


def format_variance(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """A signed difference: "+3.4 points", "−£1,234", "0 days"; an en dash where there is none."""
    if value is None:
        return NO_VALUE
    number = value if decimals is None else rounded(value, decimals)
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return sign + format_difference(number, unit)


def whole_number(text: str) -> int | None:
    """A key or a count that travelled in an address or a hidden field, from 0 up; None for anything else.

    People do not type these, so nothing needs explaining. Longer numbers than both databases keep are nobody's.
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def day_sent(text: str) -> date:
    """A day that travelled in an address, as 2026-04-01; ValueError for anything else.

    Days of other centuries are nobody's: there may be no year before them, or none after, to reckon with.
    """
    day = date.fromisoformat(text)
    if day.year not in _CENTURIES:
        raise ValueError(f"{text} is no day of a council's")
    return day


def trimmed(value: Decimal, decimals: int | None) -> Decimal:
    """`value` to at most `decimals` places without trailing zeros: 77.0 → 77, as a sentence would say it."""
    number = value if decimals is None else rounded(value, decimals)
    return number.normalize() if number else ZERO
