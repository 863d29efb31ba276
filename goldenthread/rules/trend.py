"""Direction of travel: better, worse or much the same than an earlier value. It is not a status, and is kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from goldenthread.rules.rollup import Accumulation
from goldenthread.rules.values import ZERO, Polarity, format_difference, format_value, rounded

DeadbandMode = Literal["percent", "points", "absolute"]
DirectionCode = Literal["improved", "declined", "unchanged", "up", "down", "not_comparable"]
Against = Literal["previous", "last_year"]

DIRECTION_WORDS: Final = MappingProxyType(
    {
        "improved": "Improving",
        "unchanged": "Steady",
        "declined": "Declining",
        "up": "Up",
        "down": "Down",
        "not_comparable": "No comparison",
    }
)
AGAINST_WORDS: Final = MappingProxyType({"previous": "the previous period", "last_year": "the same period last year"})


@dataclass(frozen=True, slots=True)
class DirectionRule:
    """How large a change must be to count. Changes up to and including the deadband are steady.

    `deadband` is in percent of the earlier value's size, or in points or the measure's unit (which are the same sum).
    Percent of an earlier 0 is nothing, so any change from 0 counts.
    """

    deadband: Decimal = ZERO
    deadband_mode: DeadbandMode = "percent"


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction with its word and sentence. `change` is current minus earlier, None where not comparable."""

    code: DirectionCode
    word: str
    sentence: str
    change: Decimal | None = None


def like_for_like(accumulation: Accumulation, against: Against) -> bool:
    """Whether the two values cover the same span: a running total of the year only compares with last year's."""
    return accumulation != "cumulative" or against == "last_year"


def no_comparison(sentence: str) -> Direction:
    """There is nothing to compare with, and why."""
    return Direction("not_comparable", DIRECTION_WORDS["not_comparable"], sentence)


def direction(
    current: Decimal | None,
    earlier: Decimal | None,
    polarity: Polarity,
    rule: DirectionRule,
    *,
    against: Against = "previous",
    comparable: bool = True,
    low: Decimal | None = None,
    high: Decimal | None = None,
    unit: str = "",
    decimals: int | None = None,
) -> Direction:
    """The direction from `earlier` to `current`.

    High or low is good: improved, declined or unchanged. A range (`low` to `high`, or one value in both): nearer to
    it is improved. Neutral: up, down or unchanged, never better or worse. `comparable=False` where the definition
    changed between the two or they are not like for like.
    """
    name = AGAINST_WORDS[against]
    if current is None or earlier is None:
        return no_comparison(f"There is no value {'now' if current is None else f'for {name}'} to compare.")
    if not comparable:
        return no_comparison(f"It cannot be compared with {name}, which does not measure the same thing.")
    code = direction_code(current, earlier, polarity, rule, low, high)
    if code == "not_comparable":
        return no_comparison("There is no target range to be nearer to.")
    change = current - earlier
    word = DIRECTION_WORDS[code]
    return Direction(code, word, _sentence(word, change, current, earlier, name, unit, decimals), change)


def direction_code(
    current: Decimal | None,
    earlier: Decimal | None,
    polarity: Polarity,
    rule: DirectionRule,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> DirectionCode:
    """The code alone of `direction`, for judging many rows; `not_comparable` where a value or the range is missing."""
    if current is None or earlier is None or (polarity == "range" and low is None and high is None):
        return "not_comparable"
    gain = _gain(current, earlier, polarity, low, high)
    if abs(gain) <= _deadband(rule, earlier):
        return "unchanged"
    if polarity == "neutral":
        return "up" if gain > 0 else "down"
    return "improved" if gain > 0 else "declined"


def _gain(current: Decimal, earlier: Decimal, polarity: Polarity, low: Decimal | None, high: Decimal | None) -> Decimal:
    if polarity == "low":
        return earlier - current
    if polarity == "range":
        return _outside(earlier, low, high) - _outside(current, low, high)
    return current - earlier


def _outside(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    below = low - value if low is not None else ZERO
    above = value - high if high is not None else ZERO
    return max(below, above, ZERO)


def _deadband(rule: DirectionRule, earlier: Decimal) -> Decimal:
    if rule.deadband_mode == "percent" and rule.deadband:
        return rule.deadband * abs(earlier) / 100
    return rule.deadband


def _sentence(
    word: str, change: Decimal, current: Decimal, earlier: Decimal, name: str, unit: str, decimals: int | None
) -> str:
    now, then = format_value(current, unit, decimals), format_value(earlier, unit, decimals)
    if not change:
        return f"{word}: {now}, the same as {name}."
    side = "up" if change > 0 else "down"
    return f"{word}: {now}, {side} {_size(change, unit, decimals)} from {then} in {name}."


def _size(change: Decimal, unit: str, decimals: int | None) -> str:
    """How large a change is: one that the decimals shown would round away is less than the last of them."""
    if decimals is None or rounded(change, decimals):
        return format_difference(change, unit, decimals)
    return f"less than {format_difference(Decimal(1).scaleb(-decimals), unit, decimals)}"
