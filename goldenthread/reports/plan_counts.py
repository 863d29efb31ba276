"""How the measures under each part of the plan are doing in the newest period: counts, never an averaged colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.plan import measures_under
from goldenthread.reports.records import frameworks, in_force
from goldenthread.reports.results import Result
from goldenthread.reports.scorecard import scorecard, spans
from goldenthread.rules.periods import Period
from goldenthread.rules.status import WORDS


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """The period, the result of each measure and the totals under each element, by primary key."""

    span: Period
    results: Mapping[int, Result]
    elements: Mapping[int, Counts]


def plan_counts(*, reader: Actor, on: date) -> PlanCounts:
    """Judged as on the scorecard; a measure counts once under an element, however many ways lead to it."""
    offered = spans(reader=reader, on=on)
    card = scorecard(reader=reader, on=on, span=offered.default, due=offered.due)
    results = {row.result.measure_id: row.result for row in card.rows()}
    rules = in_force(frameworks(), card.span.end)
    words = rules.words if rules else WORDS
    under = measures_under(reader=reader, on=on)
    elements = {
        element: count([results[pk] for pk in sorted(measures) if pk in results], words)
        for element, measures in under.items()
    }
    return PlanCounts(card.span, results, elements)
