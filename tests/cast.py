"""A named cast for tests: a council with one person in every role, and a round that is walked by the real actions.

`assemble()` sets it up; `open_round()`, `submit_all()`, `sign_off_all()`, `approve_all()`, `finalise_all()` take a
round from stage to stage, and each does what comes before it that has not been done. All of it happens on `TODAY`;
later steps have later hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from goldenthread.access import Actor, actor_for
from goldenthread.actions import (
    council,
    cycles,
    exceptions,
    governance,
    links,
    measures,
    organisation,
    papers,
    people,
    plans,
    returns,
    signing,
)
from goldenthread.actions.exceptions import Promise
from goldenthread.actions.measures import Meaning, PeriodTarget
from goldenthread.actions.returns import HistoryEntry
from goldenthread.models import (
    Body,
    DueItem,
    ExceptionReport,
    Measure,
    Paper,
    PlanElement,
    Publication,
    Round,
    Service,
    User,
)
from goldenthread.rules.entries import Entry
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.periods import Period, periods_between
from goldenthread.rules.rollup import ratio
from tests.supplied import uncleared

TODAY = date(2026, 7, 8)
START = date(2024, 4, 1)
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30), "Q1 2026/27")
PASSWORD = "correct horse battery"

# Role, then the address of the one who has it; over what is said in `_roles`.
CAST: Mapping[str, str] = {
    "administrator": "ada",
    "performance_team": "percy",
    "data_provider": "dora",
    "measure_owner": "otto",
    "verifier": "vera",
    "project_manager": "pru",
    "head_of_service": "hugh",
    "director": "dinah",
    "leadership_team": "leo",
    "committee_clerk": "clara",
    "risk_officer": "rhona",
    "finance_partner": "fay",
    "portfolio_holder": "polly",
    "member": "max",
    "auditor": "alma",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A measure of the small council: what it means, its target, and its figure in the round (numerator, denominator
    or a value alone). The same figure a fifth smaller stands for each quarter of the year before.
    """

    ref: str
    service: str
    meaning: Meaning
    target: Mapping[str, str]
    entered: tuple[str, ...]


PARTS = (
    Part("W1", "WASTE", {"title": "Household waste recycled", "unit": "%", "decimals": 1, "polarity": "high",
         "numerator_label": "Tonnes recycled", "denominator_label": "Tonnes collected"},
         {"target": "50"}, ("510", "1000")),
    Part("W2", "WASTE", {"title": "Bins missed", "unit": "bins", "polarity": "low"}, {"target": "100"}, ("140",)),
    Part("W3", "WASTE", {"title": "Bins delivered", "unit": "bins", "polarity": "neutral"}, {}, ("2400",)),
    Part("H1", "HOMES", {"title": "Staff turnover", "unit": "%", "decimals": 1, "polarity": "range",
         "accumulation": "snapshot"}, {"low": "8", "high": "13"}, ("9.5",)),
    Part("H2", "HOMES", {"title": "Rent collected so far this year", "unit": "£k", "polarity": "high",
         "accumulation": "cumulative"}, {"target": "900"}, ("880",)),
    Part("H3", "HOMES", {"title": "Days to let a home", "unit": "days", "decimals": 1, "polarity": "low",
         "multiplier": Decimal(1), "numerator_label": "Days empty", "denominator_label": "Homes let"},
         {"target": "28"}, ("1140", "40")),
)  # fmt: skip
"""High and a ratio, low and red, neutral; range, cumulative and amber, low and a mean."""

SERVICES = {"WASTE": ("Waste and Recycling", "ENV"), "HOMES": ("Council Homes", "HSG")}
BODIES = {"ENV": "Environment Committee", "HSG": "Housing Committee"}
MEETINGS = {"ENV": date(2026, 9, 8), "HSG": date(2026, 9, 10)}


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of `TODAY`."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, minute, tzinfo=UTC)


@dataclass(slots=True)
class Cast:
    """The small council, its people by role, and the round if one is open."""

    users: dict[str, User] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    aim: PlanElement | None = None
    round: Round | None = None

    def user(self, role: str) -> User:
        """The account of the one who has a role, to sign in with."""
        return self.users[role]

    def actor(self, role: str, on: date = TODAY) -> Actor:
        """The one who has a role, as actions and reports take them."""
        return actor_for(self.users[role], on)

    def item(self, ref: str) -> DueItem:
        """The due item of a measure, as it is now."""
        found = DueItem.objects.select_related("of_return__measure", "paper__meeting__body", "round__framework")
        return found.get(of_return__measure__ref=ref, round=self.open_round())

    def items(self, *states: str) -> list[DueItem]:
        """The round's items in these states; all of them without any."""
        found = DueItem.objects.filter(round=self.open_round()).select_related("of_return__measure", "paper__meeting")
        return list(found.filter(state__in=states) if states else found)

    def paper(self, body: str) -> Paper:
        """The paper of a committee."""
        return Paper.objects.select_related("meeting__body", "round").get(
            round=self.open_round(), meeting__body__code=body
        )

    # The round, step by step ------------------------------------------------------------------------------------------

    def open_round(self) -> Round:
        """The round for April to June 2026, opened if it is not yet."""
        if self.round is None:
            by = self.actor("performance_team")
            meetings = [
                governance.add_meeting(by=by, at=at(9), body=self.bodies[code], day=day)
                for code, day in MEETINGS.items()
            ]
            self.round = cycles.open_round(
                by=by, at=at(9, 5), label=QUARTER.label, starts=QUARTER.start, ends=QUARTER.end, meetings=meetings
            )
        return self.round

    def submit(self, ref: str, *, when: datetime | None = None, **changes: object) -> None:
        """The data provider submits a measure's figure from `PARTS`, with whatever is changed in the entry."""
        part = next(part for part in PARTS if part.ref == ref)
        entry = _entry(part) | {"commentary": "Two crews were short for three weeks."} | changes
        returns.submit(
            by=self.actor("data_provider"),
            at=when or at(10),
            item=self.item(ref),
            entry=Entry(**entry),  # type: ignore[arg-type]
        )

    def submit_all(self) -> None:
        """Every return that is still due is submitted."""
        self.open_round()
        for item in self.items("due", "entered", "returned"):
            self.submit(item.place.measure.ref)

    def explain_all(self) -> None:
        """Every exception report that is asked for is written in full."""
        self.submit_all()
        for exception in ExceptionReport.objects.exclude(state="complete"):
            self.explain(exception)

    def explain(self, exception: ExceptionReport) -> None:
        """One exception report, written in full by the data provider."""
        headings = exception.item.round.framework.document["exceptions"]["sections"]
        owner = self.users["head_of_service"].person
        exceptions.write(
            by=self.actor("data_provider"),
            at=at(11),
            exception=exception,
            sections={heading: f"{heading}: two crews were short." for heading in headings},
            on_track_by=date(2026, 12, 31),
            promises=[Promise("Recruit two drivers", owner, date(2026, 9, 30))],
        )

    def sign_off_all(self) -> None:
        """The head of both services signs everything off."""
        self.submit_all()
        signing.sign_off(by=self.actor("head_of_service"), at=at(12), items=self.items("submitted", "verified"))

    def approve_all(self) -> None:
        """The Leadership Team approves everything."""
        self.sign_off_all()
        signing.approve(by=self.actor("leadership_team"), at=at(13), items=self.items("signed_off"))

    def finalise(self, body: str) -> Publication:
        """One committee's paper: explained, approved, locked, written, cleared and frozen."""
        self.explain_all()
        self.approve_all()
        clerk, paper = self.actor("committee_clerk"), self.paper(body)
        papers.lock(by=self.actor("leadership_team"), at=at(14), paper=paper)
        papers.write(by=clerk, at=at(14, 10), paper=paper, texts=HEADER)
        papers.clear(by=clerk, at=at(14, 20), paper=paper)
        return papers.finalise(by=clerk, at=at(14, 30), paper=paper)

    def finalise_all(self) -> list[Publication]:
        """Both committees' papers."""
        return [self.finalise(body) for body in BODIES]


HEADER = {
    "Agenda item": "7",
    "Report from": "Dinah Director",
    "Members' contact point": "Percy Performance",
    "Doc": "P1",
    "Terms of reference": "T1",
}


def _entry(part: Part) -> dict[str, object]:
    value, *denominator = map(Decimal, part.entered)
    if not denominator:
        return {"value": value}
    scale = part.meaning.get("multiplier") or Decimal(100)
    return {"value": ratio(value, denominator[0], scale), "numerator": value, "denominator": denominator[0]}


def assemble() -> Cast:
    """The council with its services, committees, plan, measures with a year of figures, and people; no round yet."""
    cast = Cast()
    source = uncleared()
    cast.users["administrator"] = council.found(
        at=at(8),
        name="Anytown Council",
        framework=parse(source, "test.yaml"),
        source=source,
        first_person="Ada Administrator",
        email="ada@anytown.example",
        password=PASSWORD,
    )
    by = cast.actor("administrator")
    directorate = organisation.add_directorate(by=by, at=at(8), code="PLACE", name="Place", starts=START)
    for code, name in BODIES.items():
        cast.bodies[code] = governance.add_body(by=by, at=at(8), code=code, name=name, starts=START)
    for code, (name, _) in SERVICES.items():
        cast.services[code] = organisation.add_service(
            by=by, at=at(8), code=code, name=name, directorate=directorate, starts=START
        )
    _plan(cast, by)
    for part in PARTS:
        _measure(cast, by, part)
    _people(cast, by)
    return cast


def _plan(cast: Cast, by: Actor) -> None:
    plan = plans.add_plan(by=by, at=at(8), title="Council Plan", starts=START, ends=date(2028, 3, 31))
    priority = plans.add_element(by=by, at=at(8), plan=plan, level="priority", code="1", title="A better place")
    cast.aim = plans.add_element(
        by=by, at=at(8), plan=plan, level="key-aim", code="1.1", title="Do it well", parent=priority
    )


def _measure(cast: Cast, by: Actor, part: Part) -> None:
    measure = cast.measures[part.ref] = measures.add(
        by=by,
        at=at(8, 10),
        ref=part.ref,
        service=cast.services[part.service],
        body=cast.bodies[SERVICES[part.service][1]],
        effective_from=START,
        **part.meaning,
    )
    assert cast.aim is not None
    links.link(by=by, at=at(8, 10), serves=cast.aim, measure=measure, starts=START)
    figures = {name: Decimal(value) for name, value in part.target.items()}
    quarters = periods_between(date(2025, 4, 1), date(2027, 3, 31), "quarter", "financial")
    if figures:
        targets = [PeriodTarget(each.start, each.end, **figures) for each in quarters]
        measures.set_targets(by=by, at=at(8, 10), measure=measure, targets=targets)
    now, *denominator = map(Decimal, part.entered)
    then = now * Decimal("0.8")
    scale = part.meaning.get("multiplier") or Decimal(100)
    entry = (ratio(then, denominator[0], scale), then, denominator[0]) if denominator else (then,)
    past = [HistoryEntry(each.start, each.end, *entry) for each in quarters[:4]]
    returns.load_history(by=by, at=at(8, 20), measure=measure, entries=past)


def _people(cast: Cast, by: Actor) -> None:
    portfolio = governance.add_portfolio(by=by, at=at(8), name="Homes", starts=START)
    over: Mapping[str, list[dict[str, object]]] = {
        "data_provider": [{"service": service} for service in cast.services.values()],
        "measure_owner": [{"measure": cast.measures["W1"]}],
        "verifier": [{"service": service} for service in cast.services.values()],
        "project_manager": [{"service": cast.services["WASTE"]}],
        "head_of_service": [{"service": service} for service in cast.services.values()],
        "director": [{"directorate": cast.services["WASTE"].directorate}],
        "portfolio_holder": [{"portfolio": portfolio}],
        "member": [{"body": cast.bodies["ENV"]}],
    }
    for role, first in CAST.items():
        if role == "administrator":
            continue
        name = f"{first.title()} {role.split('_')[0].title()}"
        address = f"{first}@anytown.example"
        is_member = role in ("member", "portfolio_holder")
        person = people.add_person(by=by, at=at(8), name=name, email=address, is_member=is_member)
        cast.users[role] = people.give_account(by=by, at=at(8), person=person, email=address, password=PASSWORD)
        for thing in over.get(role, [{}]):
            people.assign_role(by=by, at=at(8), person=person, role=role, starts=START, **thing)  # type: ignore[arg-type]


@pytest.fixture
def cast(db: None) -> Cast:
    """The small council with a person in every role; import it where it is needed."""
    return assemble()
