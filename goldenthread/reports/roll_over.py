"""What a year carries over into the next: targets that are not set yet, and the plan where it ends with the year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.access import Actor, check_can
from goldenthread.models import Plan, ServicePlan
from goldenthread.reports.records import Aim, MeasureRecord, load
from goldenthread.rules.periods import ONE_DAY, Period, add_months, year_containing
from goldenthread.rules.values import format_value


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure's targets of the year and the ones they would become a year later; `aims` are those a year later."""

    pk: int
    ref: str
    title: str
    words: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A measure that carries nothing over, and why."""

    ref: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class RollOver:
    """The preview. `plans` are those that end with the year and have no successor: (primary key, title, elements)."""

    year: Period
    next: Period
    lead: str
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    plans: tuple[tuple[int, str, int], ...]


def preview(*, reader: Actor, on: date, only: Collection[int] | None = None) -> RollOver:
    """What would carry over from the financial year of a day; `only` these measures where they are named."""
    check_can(reader, "manage_measures")
    year = year_containing(on, "financial")
    after = year_containing(year.end + ONE_DAY, "financial")
    book = load(reader=reader, measures=only, since=year.start)
    carried: list[Carried] = []
    left: list[Left] = []
    for record in book.measures.values():
        definition = record.definition(after.start)
        title = definition.plain_title or definition.title
        standing = record.standing(after.start)
        if standing is not None and standing.state in ("retired", "proposed", "suspended"):
            left.append(Left(record.ref, title, f"It is {standing.state} then. {standing.reason}".strip()))
            continue
        aims = tuple(_a_year_later(record, year))
        if aims:
            carried.append(Carried(record.measure.pk, record.ref, title, _words(record, aims), aims))
        else:
            has = any(after.start <= starts and ends <= after.end for starts, ends in record.targets)
            why = f"Its targets for {after.label} are set already." if has else f"It has no targets in {year.label}."
            left.append(Left(record.ref, title, why))
    return RollOver(year, after, _lead(carried, after), tuple(carried), tuple(left), _plans(year))


def _a_year_later(record: MeasureRecord, year: Period) -> list[Aim]:
    """The year's targets, a year later, where nothing is set there yet."""
    found = []
    for (starts, ends), aim in sorted(record.targets.items()):
        if starts < year.start or ends > year.end:
            continue
        first, last = add_months(starts, 12), add_months(ends + ONE_DAY, 12) - ONE_DAY
        if (first, last) not in record.targets:
            found.append(aim._replace(starts=first, ends=last))
    return found


def _words(record: MeasureRecord, aims: tuple[Aim, ...]) -> str:
    definition = record.definition(aims[-1].ends)

    def said(value: Decimal | None) -> str:
        return "none" if value is None else format_value(value, definition.unit, definition.decimals)

    parts = []
    for aim in aims:
        period = record.named_period(aim.starts, aim.ends).label
        is_range = aim.low is not None or aim.high is not None
        parts.append(f"{period}: {said(aim.low)} to {said(aim.high)}" if is_range else f"{period}: {said(aim.target)}")
    return "; ".join(parts)


def _lead(carried: list[Carried], after: Period) -> str:
    if not carried:
        return f"Nothing is left to carry over: the targets for {after.label} are set, or there are none to carry."
    measures = "1 measure" if len(carried) == 1 else f"{len(carried)} measures"
    return (
        f"The targets of {measures} can carry over to {after.label} as they are; change them afterwards where needed."
    )


def _plans(year: Period) -> tuple[tuple[int, str, int], ...]:
    own = ServicePlan.objects.values("plan")  # a service's plan has a roll-over of its own
    ending = Plan.objects.filter(ends__range=(year.start, year.end)).exclude(pk__in=own)
    return tuple(
        (plan.pk, plan.title, len(elements))
        for plan in ending.prefetch_related("elements__successors")
        if (elements := [each for each in plan.elements.all() if each.ends is None or each.ends >= plan.ends])
        and not any(each.successors.all() for each in elements)
    )
