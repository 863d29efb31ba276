"""Arguments that several commands take, each refused in words."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Collection
from decimal import Decimal

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import parse_number


def tolerance(text: str) -> Decimal:
    """How far off target is still amber: a number from 0 up."""
    try:
        number = parse_number(text)
    except Refusal as refusal:
        raise ArgumentTypeError(refusal.sentence) from None
    if number < 0:
        raise ArgumentTypeError("a tolerance cannot be less than 0")
    return number


def column_for(columns: Collection[str]) -> Callable[[str], tuple[str, str]]:
    """Reads "Its heading=column", where the column is one of these."""

    def read(text: str) -> tuple[str, str]:
        heading, _, column = text.rpartition("=")
        if column.strip() not in columns or not heading.strip():
            raise ArgumentTypeError(f'write "Its heading=column", where column is one of {", ".join(columns)}')
        return heading.strip(), column.strip()

    return read
