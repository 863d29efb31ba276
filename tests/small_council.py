"""A small council for tests, set up through the actions as its first administrator would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from goldenthread.access import Actor, actor_for
from goldenthread.actions import council, governance, measures, organisation, people, plans
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Body, Directorate, Measure, Plan, PlanElement, Service, User
from goldenthread.rules.framework_yaml import parse
from tests.supplied import uncleared

TODAY = date(2026, 7, 8)
NOW = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
START = date(2024, 4, 1)


@dataclass(frozen=True)
class SmallCouncil:
    """What there is from the start: one of each thing, and an administrator who is also the performance team."""

    user: User
    by: Actor
    directorate: Directorate
    service: Service
    body: Body
    plan: Plan
    priority: PlanElement
    aim: PlanElement
    measure: Measure

    def person_with(self, role: str, email: str, **over: object) -> Actor:
        """Somebody with one role, who can sign in with `PASSWORD`."""
        person = people.add_person(by=self.by, at=NOW, name=email.split("@")[0].title(), email=email)
        user = people.give_account(by=self.by, at=NOW, person=person, email=email, password=PASSWORD)
        people.assign_role(by=self.by, at=NOW, person=person, role=role, starts=START, **over)  # type: ignore[arg-type]
        return actor_for(user, TODAY)


def found(name: str = "Anytown Council", on: date = TODAY) -> Actor:
    """An empty council, and its first administrator."""
    source = uncleared()
    user = council.found(
        at=NOW,
        name=name,
        framework=parse(source, "test.yaml"),
        source=source,
        first_person="Ada Admin",
        email="ada@anytown.example",
        password=PASSWORD,
    )
    return actor_for(user, on)


def build(on: date = TODAY) -> SmallCouncil:
    """A council with a directorate, a service, a committee, a plan with a priority and an aim, and one measure."""
    by = found(on=on)
    directorate = organisation.add_directorate(by=by, at=NOW, code="PLACE", name="Place", starts=START)
    service = organisation.add_service(
        by=by, at=NOW, code="WASTE", name="Waste and Recycling", directorate=directorate, starts=START
    )
    body = governance.add_body(by=by, at=NOW, code="ENV", name="Environment Committee", starts=START, terms="ENV01")
    plan = plans.add_plan(by=by, at=NOW, title="Council Plan", starts=START, ends=date(2028, 3, 31))
    level, below, *_ = plans.levels()
    priority = plans.add_element(by=by, at=NOW, plan=plan, level=level.code, code="1", title="A cleaner place")
    aim = plans.add_element(
        by=by, at=NOW, plan=plan, level=below.code, code="1.1", title="Recycle more", parent=priority
    )
    measure = measures.add(
        by=by,
        at=NOW,
        ref="W1",
        service=service,
        body=body,
        effective_from=START,
        title="Household waste recycled",
        unit="%",
        decimals=1,
        polarity="high",
        frequency="quarter",
    )
    measures.set_target(
        by=by,
        at=NOW,
        measure=measure,
        target=PeriodTarget(date(2026, 4, 1), date(2026, 6, 30), target=Decimal("50.5")),
    )
    return SmallCouncil(by.signed_in, by, directorate, service, body, plan, priority, aim, measure)
