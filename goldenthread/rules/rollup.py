"""Adding up: months to a quarter, quarters to the year so far, wards to the district.

A percentage or a rate is never averaged: it is the sum of its numerators over the sum of its denominators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Literal

from goldenthread.rules.values import SIGNIFICANT_DIGITS, ZERO, kept

Accumulation = Literal["snapshot", "period", "cumulative", "rolling", "average"]
"""What one value covers.

snapshot: the position on a day. period: that period alone. cumulative: the running total (or rate) since the year
began, as entered. rolling: the last so many months. average: a mean over the period, weighted by its denominator.
"""
How = Literal["sum", "ratio", "latest", "average"]

ACCUMULATIONS: Final = ("snapshot", "period", "cumulative", "rolling", "average")
_EXACT_ENOUGH: Final = Context(prec=SIGNIFICANT_DIGITS)


@dataclass(frozen=True, slots=True)
class Point:
    """One value to add up, with the parts it was made of where they are known, and a name for saying it is missing."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A value added up from several. `missing` names the points that had nothing to add; never silently left out."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    missing: tuple[str, ...]
    sentence: str

    @property
    def complete(self) -> bool:
        """Whether every point was there."""
        return not self.missing


def ratio(numerator: Decimal, denominator: Decimal, scale: Decimal = Decimal(100)) -> Decimal | None:
    """`numerator` over `denominator` times `scale` (100 for a percentage), as it would be stored; None over 0."""
    if not denominator:
        return None
    return kept(_EXACT_ENOUGH.divide(numerator * scale, denominator))


def how_for(accumulation: Accumulation, *, is_rate: bool) -> How:
    """How values of this kind add up over time. `is_rate`: a percentage, a rate or a mean, which has two parts."""
    if accumulation in ("snapshot", "cumulative", "rolling"):
        return "latest"
    if accumulation == "average":
        return "average"
    return "ratio" if is_rate else "sum"


def roll_up(
    points: Sequence[Point], accumulation: Accumulation, how: How | None = None, *, scale: Decimal = Decimal(100)
) -> Rolled:
    """Several periods' values (earliest first) as one.

    Without `how`, values made of a numerator and a denominator are rates. A rate without its parts, or an average
    without its weights, gives no value: the sentence says why.
    """
    is_rate = any(point.denominator is not None for point in points)
    return _rolled(points, how or how_for(accumulation, is_rate=is_rate), scale)


def year_to_date(
    points: Sequence[Point], accumulation: Accumulation, how: How | None = None, *, scale: Decimal = Decimal(100)
) -> Rolled:
    """The year so far from every period of it up to now, earliest first: `roll_up` over the year."""
    return roll_up(points, accumulation, how, scale=scale)


def children_to_parent(
    points: Sequence[Point], how: Literal["sum", "ratio", "average"], *, scale: Decimal = Decimal(100)
) -> Rolled:
    """A parent's value from its children's for the same period: a count adds up, a rate adds its parts."""
    return _rolled(points, how, scale)


def _rolled(points: Sequence[Point], how: How, scale: Decimal) -> Rolled:
    if how == "latest":
        return _latest(points)
    if how == "sum":
        return _sum(points)
    return _weighted(points, how, scale)


def _latest(points: Sequence[Point]) -> Rolled:
    known = [point for point in points if point.value is not None]
    if not known:
        return _nothing(points)
    last = known[-1]
    missing = () if points[-1] is last else (points[-1].label,)
    sentence = f"The latest value, for {last.label}." if last.label else "The latest value."
    return Rolled(last.value, last.numerator, last.denominator, missing, sentence)


def _sum(points: Sequence[Point]) -> Rolled:
    values = [point.value for point in points if point.value is not None]
    if not values:
        return _nothing(points)
    missing = tuple(point.label for point in points if point.value is None)
    numerator, denominator = _total(points)
    return Rolled(sum(values, ZERO), numerator, denominator, missing, f"Sum of {_count(points, missing)}.")


def _total(points: Sequence[Point]) -> tuple[Decimal | None, Decimal | None]:
    numerators = [point.numerator for point in points if point.numerator is not None]
    denominators = [point.denominator for point in points if point.denominator is not None]
    return (sum(numerators, ZERO) if numerators else None, sum(denominators, ZERO) if denominators else None)


def _weighted(points: Sequence[Point], how: How, scale: Decimal) -> Rolled:
    parts = [_parts(point, how) for point in points]
    known = [part for part in parts if part is not None]
    missing = tuple(point.label for point, part in zip(points, parts, strict=True) if part is None)
    if not known:
        if all(point.value is None for point in points):
            return _nothing(points)
        needed = "a numerator and a denominator" if how == "ratio" else "a denominator to weight by"
        return Rolled(None, None, None, missing, f"It cannot be added up: each value needs {needed}.")
    top = sum((part[0] for part in known), ZERO)
    bottom = sum((part[1] for part in known), ZERO)
    value = ratio(top, bottom, scale if how == "ratio" else Decimal(1))
    if value is None:
        return Rolled(None, top, bottom, missing, "It cannot be worked out, because the denominators add up to 0.")
    name = "Numerators over denominators" if how == "ratio" else "Average weighted by volume"
    return Rolled(value, top, bottom, missing, f"{name} of {_count(points, missing)}.")


def _parts(point: Point, how: How) -> tuple[Decimal, Decimal] | None:
    if point.denominator is None:
        return None
    if how == "average":
        return None if point.value is None else (point.value * point.denominator, point.denominator)
    return None if point.numerator is None else (point.numerator, point.denominator)


def _nothing(points: Sequence[Point]) -> Rolled:
    return Rolled(None, None, None, tuple(point.label for point in points), "There are no values to add up.")


def _count(points: Sequence[Point], missing: tuple[str, ...]) -> str:
    if not missing:
        return f"{len(points)} values"
    names = ", ".join(label for label in missing if label) or f"{len(missing)}"
    return f"{len(points) - len(missing)} of {len(points)} values (missing: {names})"
