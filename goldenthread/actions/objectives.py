"""Individual objectives: written by the person or the line manager of the day, and deleted when their time is over.

The trace of each says that an objective was changed, and nothing of what it says.
"""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.actions import checks, door
from goldenthread.models import Objective, Person, PlanElement
from goldenthread.reports import objectives as report
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def add(
    *, by: Actor, at: datetime, person: Person, title: str, element: PlanElement, starts: date, ends: date
) -> Objective:
    """What somebody works towards until a day, and the action or part of a plan that it serves."""
    with door.write():
        report.check_can_see(by, person.pk, by.on)
        objective = _said(Objective(person=person), title, element, starts, ends)
        door.audit(by, at, "objectives.add", objective)
    return objective


def change(
    *, by: Actor, at: datetime, objective: Objective, title: str, element: PlanElement, starts: date, ends: date
) -> Objective:
    """Other words, another link or other days; what it said before is not kept."""
    with door.write():
        report.check_can_see(by, objective.person_id, by.on)
        _said(objective, title, element, starts, ends)
        door.audit(by, at, "objectives.change", objective)
    return objective


def _said(objective: Objective, title: str, element: PlanElement, starts: date, ends: date) -> Objective:
    checks.span(starts, ends)
    if element.ends is not None and element.ends < starts:
        raise Refusal(
            "element_ended", f"{element.code} ended on {day_words(element.ends)}. Choose what it serves from then on."
        )
    objective.title, objective.element = checks.words(title, "the objective"), element
    objective.starts, objective.ends = starts, ends
    return checks.keep(objective)


def remove(*, by: Actor, at: datetime, objective: Objective) -> None:
    """Delete an objective for good."""
    with door.write():
        report.check_can_see(by, objective.person_id, by.on)
        door.audit(by, at, "objectives.remove", objective)
        objective.delete()


def delete_outlived(*, at: datetime, on: date) -> None:
    """Delete what the framework's time for keeping is over for. The worker does this every day."""
    with door.write():
        over = list(Objective.objects.filter(pk__in=list(report.outlived(on))))
        door.audit_all(None, at, "objectives.outlived", over)
        Objective.objects.filter(pk__in=[each.pk for each in over]).delete()


def forget(person: Person) -> None:
    """Delete all of somebody's objectives: part of making the person anonymous, never an action alone."""
    Objective.objects.filter(person=person).delete()
