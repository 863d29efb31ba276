"""The demo council's delivery plan of the year: a version that its committee approved, and one that waits for it."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.actions import decisions, delivery_plans
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import Project
from goldenthread.rules.money_words import year_of, year_words

BODY = "FM"
CLERK = "Rosalind Keane"
KEEPS_IT = "Priya Nair"


def tell(world: World) -> int:
    """Version 1 with what was there when the year began, version 2 with what came since; how many versions."""
    facts = tables.table("projects")["projects"]
    made = {project.ref: project for project in Project.objects.filter(ref__in=[one["ref"] for one in facts])}
    added = [one["ref"] for one in facts if one.get("added")]
    replaced = [one["ref"] for one in facts if "replaced" in one]
    plan = world.elements["1"].plan
    year = year_of(world.timeline.current.start)
    day = world.timeline.set_up
    by = world.actor(str(tables.table("people")["founder"]["name"]), day)
    title = f"Council Delivery Plan {year_words(year)}"
    kept = delivery_plans.add(by=by, at=at(day, 16), title=title, plan=plan, year=year, body=world.bodies[BODY])
    first = delivery_plans.propose(
        by=by,
        at=at(day, 16, 10),
        delivery_plan=kept,
        projects=[project for ref, project in made.items() if ref not in added],
    )
    meeting = world.meetings[BODY, -1]
    after = meeting.day + timedelta(days=1)
    decision = decisions.record(
        by=world.actor(CLERK, after),
        at=at(after, 9, 45),
        body=meeting.body,
        day=meeting.day,
        meeting=meeting,
        minute="FM/19",
        text=f"That the {title} be approved.",
    )
    delivery_plans.approve(by=world.actor(KEEPS_IT, after), at=at(after, 11), version=first, decision=decision)
    later = world.timeline.working_day(0, 11)
    delivery_plans.propose(
        by=world.actor(KEEPS_IT, later),
        at=at(later, 10),
        delivery_plan=kept,
        projects=[project for ref, project in made.items() if ref not in replaced],
        reason="The leisure centre’s roof gives way to its whole refurbishment, as the committee decided.",
    )
    return kept.versions.count()
