"""Doubts about a value that has just been entered. They are asked, never forbidden; the answer is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.rules.rollup import ratio
from goldenthread.rules.values import Polarity, format_value

MAGNITUDE: Final = 8
"""How many times larger or smaller than recent values looks like a slip of the decimal point or the unit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as entered, with what is known around it. `recent` are earlier values, newest first."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    polarity: Polarity = "high"
    target: Decimal | None = None
    recent: tuple[Decimal, ...] = ()
    last_year: Decimal | None = None
    scale: Decimal = Decimal(100)
    period_end: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask about a value. `code` names the check; the answer is kept under it."""

    code: str
    question: str


def doubts(entry: Entry) -> tuple[Doubt, ...]:
    """Every doubt about the entry, in a fixed order; empty if there is none."""
    return tuple(doubt for check in _CHECKS for doubt in check(entry))


def _future(entry: Entry) -> Iterator[Doubt]:
    if entry.on is not None and entry.period_end is not None and entry.period_end > entry.on:
        yield Doubt("period_not_over", "The period has not ended yet. Is this the value for the whole of it?")


def _fraction(entry: Entry) -> Iterator[Doubt]:
    nearby = [abs(value) for value in (*entry.recent[:1], entry.target) if value is not None]
    if entry.unit == "%" and 0 < abs(entry.value) <= 1 and nearby and min(nearby) > 1:
        meant = format_value(_plain(entry.value * 100), "%")
        yield Doubt("fraction_for_percent", f"{_said(entry, entry.value)} is very low. Did you mean {meant}?")


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _magnitude(entry: Entry) -> Iterator[Doubt]:
    known = [abs(value) for value in entry.recent[:4] if value]
    if not known or not entry.value:
        return
    size = abs(entry.value)
    if size >= MAGNITUDE * max(known):
        yield Doubt("order_of_magnitude", _times(entry, size / abs(_last(entry)), "times", "Is it right?"))
    elif size * MAGNITUDE <= min(known):
        yield Doubt("order_of_magnitude", _times(entry, abs(_last(entry)) / size, "times smaller than", "Is it right?"))


def _last(entry: Entry) -> Decimal:
    return next(value for value in entry.recent if value)


def _times(entry: Entry, times: Decimal, words: str, question: str) -> str:
    count = f"{times:,.0f}"
    about = "" if Decimal(count.replace(",", "")) == times else "about "
    return f"This is {about}{count} {words} the last value, {_said(entry, _last(entry))}. {question}"


def _parts(entry: Entry) -> Iterator[Doubt]:
    top, bottom = entry.numerator, entry.denominator
    if top is None or bottom is None:
        return
    if entry.unit == "%" and top > bottom:
        yield Doubt(
            "numerator_above_denominator",
            f"The numerator ({format_value(top, '')}) is larger than the denominator ({format_value(bottom, '')}). "
            "Have they changed places?",
        )
    worked_out = ratio(top, bottom, entry.scale)
    if worked_out is not None and abs(worked_out - entry.value) > Decimal("0.05") * max(abs(entry.value), Decimal(1)):
        yield Doubt(
            "parts_disagree",
            f"The numerator and denominator give {format_value(worked_out, entry.unit, 1)}, "
            f"not {_said(entry, entry.value)}. Which is right?",
        )


def _percent_range(entry: Entry) -> Iterator[Doubt]:
    if entry.unit == "%" and not 0 <= entry.value <= 100:
        yield Doubt(
            "percent_out_of_range", f"{_said(entry, entry.value)} is not between 0% and 100%. Can it be outside?"
        )


def _unchanged(entry: Entry) -> Iterator[Doubt]:
    if entry.recent and entry.value == entry.recent[0] and entry.value not in (0, 100):
        yield Doubt(
            "unchanged", f"{_said(entry, entry.value)} is exactly the last value. Is it new, or has it been copied?"
        )


def _zero(entry: Entry) -> Iterator[Doubt]:
    if entry.value == 0 and (any(entry.recent) or entry.last_year):
        yield Doubt("zero_may_be_missing", "This is 0, and earlier values were not. Is it really 0, or not yet known?")


def _zero_target(entry: Entry) -> Iterator[Doubt]:
    if entry.target == 0:
        yield Doubt("target_zero", "The target is 0. Is that the target, or is there none?")


def _said(entry: Entry, value: Decimal) -> str:
    return format_value(value, entry.unit, entry.decimals)


_CHECKS: Final[tuple[Callable[[Entry], Iterator[Doubt]], ...]] = (
    _future,
    _fraction,
    _magnitude,
    _parts,
    _percent_range,
    _unchanged,
    _zero,
    _zero_target,
)
