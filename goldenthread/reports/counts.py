"""Totals of a set of results: always computed, always with their denominator, never an average that hides a red."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.reports.results import Result
from goldenthread.rules.status import RATED, STATUSES
from goldenthread.rules.trend import DIRECTION_WORDS


@dataclass(frozen=True, slots=True)
class Count:
    """How many have one status or direction. `percent` is of the rated (statuses) or the comparable (directions)."""

    code: str
    word: str
    number: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of results. `rated_statuses` has every rated status the framework uses, `others` those that occur."""

    total: int
    rated: int
    rated_statuses: tuple[Count, ...]
    others: tuple[Count, ...]
    compared: int
    directions: tuple[Count, ...]

    def number(self, status: str) -> int:
        """How many have a status."""
        return sum(c.number for c in (*self.rated_statuses, *self.others) if c.code == status)

    @property
    def sentence(self) -> str:
        """ "11 of the 14 measures could be rated: 7 on target (64%), 2 near target (18%) and 2 off target (18%)." """
        if not self.total:
            return "There are no measures."
        if self.total == 1:
            (only,) = (c for c in (*self.rated_statuses, *self.others) if c.number)
            return f"The one measure is {only.word.lower()}."
        if not self.rated:
            return f"None of the {_measures(self.total)} could be rated."
        shares = [f"{c.number} {c.word.lower()} ({c.percent}%)" for c in self.rated_statuses if c.number]
        return f"{self.rated} of the {_measures(self.total)} could be rated: {_listed(shares)}."

    @property
    def others_sentence(self) -> str:
        """ "Not rated: 1 not due, 1 suspended and 1 for information."; empty where everything was rated."""
        if not self.others:
            return ""
        return f"Not rated: {_listed([f'{c.number} {c.word.lower()}' for c in self.others])}."

    @property
    def directions_sentence(self) -> str:
        """How many are better or worse than in the previous period; empty where nothing could be compared."""
        shares = [f"{c.number} {c.word.lower()}" for c in self.directions if c.number]
        if not self.compared:
            return ""
        return f"Compared with the period before, of {self.compared} that can be compared: {_listed(shares)}."


def count(results: Sequence[Result], words: Mapping[str, str]) -> Counts:
    """Count results by status and by direction against the previous period. `words` are the framework's.

    What does not apply in a period is not in any total.
    """
    results = [result for result in results if STATUSES[result.status].listed]
    statuses = Counter(result.status for result in results)
    rated = sum(statuses[code] for code in RATED)
    directions: Counter[str] = Counter(result.direction.code for result in results)
    compared = sum(number for code, number in directions.items() if code != "not_comparable")
    return Counts(
        total=len(results),
        rated=rated,
        rated_statuses=tuple(
            Count(code, words[code], statuses[code], percent(statuses[code], rated))
            for code in ("blue", "green", "amber", "red")
            if code != "blue" or statuses[code]
        ),
        others=tuple(_others(results)),
        compared=compared,
        directions=tuple(
            Count(code, word, directions[code], percent(directions[code], compared))
            for code, word in DIRECTION_WORDS.items()
            if code != "not_comparable" and directions[code]
        ),
    )


def _others(results: Sequence[Result]) -> Iterator[Count]:
    """What was not rated, by status and the word it is printed with: what is withheld has a word of its own."""
    found = Counter((result.status, result.word) for result in results)
    for status in STATUSES:
        if status not in RATED:
            yield from (Count(code, word, number, None) for (code, word), number in found.items() if code == status)


def percent(part: int, whole: int) -> int | None:
    """The share as a whole percentage, halves rounded up; None of nothing."""
    if not whole:
        return None
    return int((Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))


def _measures(number: int) -> str:
    return "1 measure" if number == 1 else f"{number} measures"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
