"""Ranking candidates by weighted criteria: whole numbers in, the same ranking out every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion: its code, what it asks, and its weight, a whole number of at least 1."""

    code: str
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place. Equal points share a place, and the next place is left out (1, 1, 3).

    `points` is the sum of weight times score; `share` is that as a part of the most there could be, 0 to 1. A candidate
    that lacks a score is listed in `missing` and has no place (0).
    """

    ref: str
    place: int
    points: int
    share: Fraction
    missing: tuple[str, ...]

    @property
    def percent(self) -> str:
        """The share to one decimal: "72.5%"."""
        tenths = round(self.share * 1000)
        return f"{tenths // 10}.{tenths % 10}%"


def rank(scores: Mapping[str, Mapping[str, int]], criteria: Sequence[Weighed], top_score: int) -> tuple[Ranked, ...]:
    """Every candidate by points, the most first; those of equal points by reference; the incomplete at the end."""
    most = top_score * sum(criterion.weight for criterion in criteria)
    found = [_weighed(ref, given, criteria, most) for ref, given in scores.items()]
    found.sort(key=lambda one: (bool(one.missing), -one.points, one.ref))
    complete = [one.points for one in found if not one.missing]
    return tuple(
        one if one.missing else Ranked(one.ref, 1 + sum(p > one.points for p in complete), one.points, one.share, ())
        for one in found
    )


def _weighed(ref: str, given: Mapping[str, int], criteria: Sequence[Weighed], most: int) -> Ranked:
    points = sum(criterion.weight * given.get(criterion.code, 0) for criterion in criteria)
    missing = tuple(criterion.code for criterion in criteria if criterion.code not in given)
    return Ranked(ref, 0, points, Fraction(points, most) if most else Fraction(0), missing)
