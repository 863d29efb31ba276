"""What stands beside a measure, a project or a part of the plan: the risks that bear on it, and what pays for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import BudgetUse, Link, RiskIndicator, RiskStatement
from goldenthread.reports.finance import stands
from goldenthread.reports.money_grid import verdict_of
from goldenthread.reports.money_records import line_records, money_rules
from goldenthread.reports.risk_records import load
from goldenthread.reports.risks import RiskLine, lines_of
from goldenthread.rules.money import MoneyVerdict, pounds


@dataclass(frozen=True, slots=True)
class PayingLine:
    """A budget line that pays for a thing, with its budget in words and its verdict."""

    pk: int
    title: str
    budget: str
    verdict: MoneyVerdict


@dataclass(frozen=True, slots=True)
class Beside:
    """Open risks, gravest first, and budget lines by code; `stand` is the day the lines stand at."""

    risks: tuple[RiskLine, ...]
    lines: tuple[PayingLine, ...]
    stand: str


def beside(
    *,
    reader: Actor,
    on: date,
    known_at: datetime | None = None,
    element: int | None = None,
    measure: int | None = None,
    project: int | None = None,
) -> Beside:
    """The risks and budget lines of exactly one element, measure or project, as its reader may see them."""
    reader.signed_in  # noqa: B018
    if element is not None:
        rows = Link.objects.as_at(known_at).filter(Q(ends__isnull=True) | Q(ends__gte=on), serves=element)
        risks = set(rows.filter(risk__isnull=False, starts__lte=on).values_list("risk_id", flat=True))
    elif measure is not None:
        indicators = RiskIndicator.objects.as_at(known_at).filter(measure=measure)
        risks = set(indicators.values_list("risk_id", flat=True))
    else:
        risks = set(RiskStatement.objects.as_at(known_at).filter(project=project).values_list("risk_id", flat=True))
    records = load(reader=reader, known_at=known_at, risks=risks) if risks else []
    uses = BudgetUse.objects.as_at(known_at).filter(element=element, measure=measure, project=project)
    paying = uses.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on).values_list("line_id", flat=True)
    keys, still_open = set(paying), [one for one in records if one.standing.state == "open"]
    bearing = lines_of(still_open, on=on, known_at=known_at) if still_open else ()
    if not keys:
        return Beside(bearing, (), "")
    stand = stands(on=on, known_at=known_at)
    return Beside(bearing, _lines(keys, stand.ends, stand.year, known_at), stand.words)


def _lines(keys: set[int], ends: date, year: int, known_at: datetime | None) -> tuple[PayingLine, ...]:
    rules = money_rules(ends, known_at)
    return tuple(
        PayingLine(
            record.line.pk,
            f"{record.line.code} {record.version.title}",
            pounds(record.amounts(ends).current),
            verdict_of(record.amounts(ends), "service", rules),
        )
        for record in line_records(ends, known_at, lines=keys)
        if record.is_of(year)
    )
