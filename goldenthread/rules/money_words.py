"""The closed lists about budgets, and the financial year, which for every council in England begins on 1 April."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

NATURES: Final = ("revenue", "capital")
FLOWS: Final = ("expenditure", "income")
CHANGE_KINDS: Final[Mapping[str, str]] = {
    "original": "Original budget",
    "virement": "Virement",
    "supplementary": "Supplementary estimate",
    "carry_forward": "Carried forward",
    "reprofile": "Re-profiled",
}


def year_of(day: date) -> int:
    """The financial year that a day is in, by the calendar year in which it begins."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """ "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of a financial year."""
    return date(year, 4, 1), date(year + 1, 3, 31)
