"""A year of the fictional council under another framework: what its table says, and when things happened.

A story (`data/stories/FRAMEWORK.yaml`) has the plan, the measures and the words of a year of rounds; services and
officers are the demo council's own. A measure's `years` are its figures, one list a year, the newest last. A list with
one number for each of its periods is taken as it is; a shorter one holds knots with straight lines between. Of a
measure that is reported for the rounds’ own spans, a year is figures by the months that have passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Final

from goldenthread.demo import tables
from goldenthread.demo.timeline import SETTLED, Timeline
from goldenthread.imports import framework_files
from goldenthread.rules.clear_days import subtract_working_days
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_calendar import CalendarRule
from goldenthread.rules.periods import MONTHS_IN, Period, add_months, cumulative, periods_between

ROUNDS_A_YEAR: Final[Mapping[str, int]] = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_BEFORE_THE_FIRST: Final = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class StoryTimeline(Timeline):
    """The demo council's timeline, with a year of rounds of the framework's own length behind it."""

    first_round: Period

    @property
    def set_up(self) -> date:
        """The day the council began to use the software, before its first round here."""
        return subtract_working_days(self.first_round.end - _BEFORE_THE_FIRST, 0)


@dataclass(frozen=True, slots=True)
class Story:
    """One framework's story, told as of a day. `rounds` are the spans of a year of rounds, the newest last."""

    framework: Framework
    facts: Mapping[str, Any]
    timeline: StoryTimeline
    rounds: tuple[Period, ...]

    @property
    def measures(self) -> Sequence[Mapping[str, Any]]:
        """Every measure, as the table has it."""
        found: Sequence[Mapping[str, Any]] = self.facts["measures"]
        return found

    def measure(self, ref: str) -> Mapping[str, Any]:
        """One measure, by its reference."""
        return next(facts for facts in self.measures if facts["ref"] == ref)

    def said(self, kind: str, ref: str, number: int) -> Any:
        """What was written about something in a round (counted from 1), or in any round; None where nothing was."""
        written = self.facts.get(kind, {}).get(ref, {})
        return written.get(number, written.get("any"))


def story(name: str, today: date) -> Story:
    """The story of a framework as of a day."""
    framework = framework_files.load(name)
    facts = tables.table(f"stories/{name}")
    rounds = _rounds(framework.calendar, facts, today)
    return Story(framework, facts, StoryTimeline(today, rounds[0]), rounds)


def _rounds(calendar: CalendarRule, facts: Mapping[str, Any], today: date) -> tuple[Period, ...]:
    """The newest year's worth of spans that ended long enough before today."""
    settled = today - timedelta(days=facts.get("settled_days", SETTLED.days))
    begins = date(today.year - 3, 4, 1)
    if calendar.periods == "custom":
        stops: Sequence[int] = facts["months_reported"]
        spans = [cumulative(add_months(begins, 12 * year), months=months) for year in range(4) for months in stops]
        return tuple(span for span in spans if span.end <= settled)[-len(stops) :]
    found = periods_between(begins, settled, calendar.periods, calendar.whose_year)
    count = facts.get("rounds", ROUNDS_A_YEAR[calendar.periods])
    return tuple(period for period in found if period.end <= settled)[-count:]


# Figures --------------------------------------------------------------------------------------------------------------


def own_periods(measure: Mapping[str, Any], timeline: Timeline, last: date) -> list[Period]:
    """The measure's own periods from the start of its figures to `last`."""
    frequency: Any = measure.get("frequency", "quarter")
    starts = add_months(timeline.year(0).start, 12 * (1 - len(measure["years"])))
    if frequency == "round":
        years = enumerate(measure["years"])
        spans = [cumulative(add_months(starts, 12 * year), months=each) for year, said in years for each in said]
        return [each for each in spans if each.end <= last]
    return [each for each in periods_between(starts, last, frequency, "financial") if each.end <= last]


def figure(measure: Mapping[str, Any], period: Period, timeline: Timeline) -> Decimal:
    """The measure's figure for one of its own periods, to its decimals."""
    frequency: Any = measure.get("frequency", "quarter")
    months = (period.end.year - timeline.year(0).start.year) * 12 + period.end.month - timeline.year(0).start.month
    year, month = divmod(months, 12)
    years: Sequence[Sequence[float]] = measure["years"]
    knots = years[max(0, min(len(years) - 1 + year, len(years) - 1))]
    if frequency == "round":
        value = knots[month + 1]
    else:
        value = _between(knots, month // MONTHS_IN[frequency], 12 // MONTHS_IN[frequency])
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-measure.get("decimals", 0)), rounding=ROUND_HALF_UP)


def _between(knots: Sequence[float], place: int, count: int) -> float:
    """The value at a place of `count`, on straight lines between knots spread evenly over them."""
    if len(knots) in (1, count):
        return knots[min(place, len(knots) - 1)]
    step = (count - 1) / (len(knots) - 1)
    section = min(int(place / step), len(knots) - 2)
    left, right = list(pairwise(knots))[section]
    return left + (right - left) * (place / step - section)
