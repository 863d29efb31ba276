"""A council large enough to be measured: 200 measures with 36 periods each, built through the actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from django.db import transaction

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import council, cycles, governance, links, measures, organisation, people, plans, returns
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.returns import HistoryEntry
from goldenthread.imports import framework_files
from goldenthread.models import Body, DueItem, Measure, PlanElement, Round, Service
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.periods import ONE_DAY, Frequency, Period, period_containing

FRAMEWORK = "south-derbyshire-2024"
START = date(2015, 4, 1)
TODAY = date(2026, 7, 20)
NOW = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
SPAN = period_containing(date(2026, 6, 30), "quarter", "financial")
PERIODS = 36
DUE = 50
"""How many measures are still due in the open round: those of one service, the first."""


@dataclass(frozen=True)
class BenchCouncil:
    """What was built, somebody who may do nearly everything in it, and the head of the service with returns due."""

    by: Actor
    head: Actor
    body: Body
    service: Service
    round: Round
    measures: int

    def due(self) -> list[DueItem]:
        """The items of the round that the service still owes."""
        return list(DueItem.objects.select_related("of_return__measure", "round", "paper").filter(round=self.round))


@transaction.atomic
def build(count: int = 200, beside: Callable[[Actor, Body], Actor] | None = None) -> BenchCouncil:
    """A council of so many measures in three directorates; the first 50 are due in the open round.

    `beside` adds what else there is before the round opens, and gives who may open it.
    """
    source = framework_files.source(FRAMEWORK)
    user = council.found(
        at=NOW,
        name="Benchmark Council",
        framework=parse(source, FRAMEWORK),
        source=source,
        first_person="Ada Admin",
        email="ada@benchmark.example",
        password=None,
    )
    by = access.actor_for(user, TODAY)
    directorates = [
        organisation.add_directorate(by=by, at=NOW, code=name.upper(), name=name, starts=START)
        for name in ("Place", "People", "Resources")
    ]
    services = [
        organisation.add_service(
            by=by, at=NOW, code=f"S{n:02}", name=f"Service {n}", directorate=directorates[n % 3], starts=START
        )
        for n in range(1, 13)
    ]
    for role, service in (("data_provider", services[0]), ("leadership_team", None)):
        people.assign_role(by=by, at=NOW, person=user.person, role=role, service=service, starts=START)
    hal = people.add_person(by=by, at=NOW, name="Hal Head")
    head = people.give_account(by=by, at=NOW, person=hal, email="hal@benchmark.example", password=None)
    people.assign_role(by=by, at=NOW, person=hal, role="head_of_service", service=services[0], starts=START)
    by = access.actor_for(user, TODAY)
    body = governance.add_body(by=by, at=NOW, code="ALL", name="Policy Committee", starts=START)
    aims = _plan(by)
    random = Random(20260720)
    for number in range(1, count + 1):
        is_due = number <= DUE
        service = services[0] if is_due else services[number % 11 + 1]
        _measure(by, random, number, service, body, aims[number % len(aims)], is_due=is_due)
    if beside is not None:
        by = beside(by, body)
    meeting = governance.add_meeting(by=by, at=NOW, body=body, day=date(2026, 9, 10))
    round_ = cycles.open_round(by=by, at=NOW, label="Q1 2026/27", starts=SPAN.start, ends=SPAN.end, meetings=[meeting])
    return BenchCouncil(by, access.actor_for(head, TODAY), body, services[0], round_, count)


def _plan(by: Actor) -> list[PlanElement]:
    plan = plans.add_plan(by=by, at=NOW, title="Council Plan", starts=START, ends=date(2028, 3, 31))
    above, below, *_ = plans.levels()
    aims = []
    for number in range(1, 6):
        priority = plans.add_element(
            by=by, at=NOW, plan=plan, level=above.code, code=str(number), title=f"Priority {number}"
        )
        aims.append(
            plans.add_element(
                by=by, at=NOW, plan=plan, level=below.code, code=f"{number}.1", title=f"Aim {number}", parent=priority
            )
        )
    return aims


def _measure(
    by: Actor, random: Random, number: int, service: Service, body: Body, aim: PlanElement, *, is_due: bool
) -> Measure:
    # What is due in the round is quarterly, so that 50 measures are 50 returns.
    frequency: Frequency = "quarter" if is_due or number % 4 else "month"
    is_rate = number % 3 == 0
    measure = measures.add(
        by=by,
        at=NOW,
        ref=f"M{number:03}",
        service=service,
        body=body,
        effective_from=START,
        title=f"Benchmark measure {number}: requests answered within the time promised",
        unit="%" if is_rate else "number",
        decimals=1 if is_rate else 0,
        numerator_label="Answered in time" if is_rate else "",
        denominator_label="Requests" if is_rate else "",
        polarity="high" if number % 2 else "low",
        frequency=frequency,
    )
    periods = list(_periods(frequency))
    target = Decimal(80) if is_rate else Decimal(400)
    measures.set_targets(
        by=by, at=NOW, measure=measure, targets=[PeriodTarget(p.start, p.end, target=target) for p in periods]
    )
    known = periods[:-1] if is_due else periods
    returns.load_history(by=by, at=NOW, measure=measure, entries=[_entry(random, p, is_rate=is_rate) for p in known])
    links.link(by=by, at=NOW, serves=aim, measure=measure, starts=START)
    return measure


def _periods(frequency: Frequency) -> Iterator[Period]:
    """The last 36 periods, oldest first."""
    period = period_containing(SPAN.end, frequency, "financial")
    found = []
    for _ in range(PERIODS):
        found.append(period)
        period = period_containing(period.start - ONE_DAY, frequency, "financial")
    return reversed(found)


def _entry(random: Random, period: Period, *, is_rate: bool) -> HistoryEntry:
    if not is_rate:
        return HistoryEntry(period.start, period.end, Decimal(random.randint(320, 480)))
    whole = random.randint(150, 420)
    part = round(whole * random.uniform(0.6, 0.95))
    value = (Decimal(part) * 100 / whole).quantize(Decimal("0.0001"))
    return HistoryEntry(period.start, period.end, value, Decimal(part), Decimal(whole))
