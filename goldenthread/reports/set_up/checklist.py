"""Where a council stands on its way to the first round, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import (
    Body,
    Meeting,
    Person,
    PlanElement,
    RoleAssignment,
    Round,
    Service,
)
from goldenthread.reports.set_up.measures import measure_rows

SET_UP_PERMISSIONS = ("manage_people", "manage_plan", "manage_measures", "manage_governance", "manage_site")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of setting up: what is there already (`detail`), and whether that is enough to go on."""

    code: str
    title: str
    detail: str
    done: bool
    is_next: bool


def checklist(*, reader: Actor, on: date) -> tuple[Step, ...]:
    """The steps in order; the first that is not done is the next."""
    check_can_somewhere(reader, *SET_UP_PERMISSIONS)
    found = (*_people_steps(), _plan_step(), _measures_step(on), _governance_step(on), _round_step())
    upcoming = next((code for code, _, _, done in found if not done), "")
    return tuple(Step(code, title, detail, done, code == upcoming) for code, title, detail, done in found)


_Found = tuple[str, str, str, bool]


def _people_steps() -> tuple[_Found, ...]:
    services, people = Service.objects.count(), Person.objects.filter(left_on=None).count()
    entering = RoleAssignment.objects.filter(role__in=("data_provider", "measure_owner", "head_of_service")).exists()
    said = f"{_count(services, 'service')}, {_count(people, 'person', 'people')}"
    if services and not entering:
        said += "; nobody enters figures yet: give somebody a role"
    return (("people", "Services and people", said, bool(services and entering)),)


def _plan_step() -> _Found:
    elements = PlanElement.objects.count()
    return "plan", "Plan", _count(elements, "priority or aim", "priorities and aims"), elements > 0


def _measures_step(on: date) -> _Found:
    rows = measure_rows(on)
    live = [row for row in rows if row.state == "live"]
    bare = [row for row in live if row.needs_target]
    said = _count(len(live), "live measure")
    if bare:
        said += f", {len(bare)} without a target this year"
    return "measures", "Measures and targets", said, bool(live) and len(bare) < len(live)


def _governance_step(on: date) -> _Found:
    bodies = Body.objects.filter(ends=None).count()
    meetings = Meeting.objects.filter(day__gte=on, cancelled=False).count()
    said = f"{_count(bodies, 'committee')}, {_count(meetings, 'meeting')} to come"
    return "governance", "Committees and meetings", said, bool(bodies and meetings)


def _round_step() -> _Found:
    rounds = Round.objects.count()
    return "round", "Open a round", _count(rounds, "round") if rounds else "None yet", rounds > 0


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
