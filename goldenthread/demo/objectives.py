"""Who manages whom in the demo council, and what a few people work towards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.actions import line_management, objectives
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import PlanElementVersion


def tell(world: World) -> int:
    """Record the line managers, then the objectives, each written by the person; how many managers are recorded."""
    facts, day = tables.table("objectives"), world.timeline.set_up
    pairs = list(_managers())
    for person, manager in pairs:
        recorder = facts["records_her_own" if manager == facts["records"] else "records"]
        line_management.set_manager(
            by=world.actor(recorder, day),
            at=at(day, 16),
            person=world.person(person),
            manager=world.person(manager),
            starts=world.timeline.first_day,
        )
    actions = {one.title: one.element for one in PlanElementVersion.objects.current().select_related("element")}
    begins, ends = _year(world)
    for person, written in facts["objectives"].items():
        for one in written:
            objectives.add(
                by=world.actor(person, begins),
                at=at(begins, 9),
                person=world.person(person),
                title=one["title"],
                element=actions[one["serves"]],
                starts=begins,
                ends=ends,
            )
    return len(pairs)


def _managers() -> Iterator[tuple[str, str]]:
    """Each officer and the line manager: as named, or else the head of the service they work in."""
    directors = tables.table("objectives")["directors"]
    named = {person: manager for manager, people in directors.items() for person in people}
    officers = tables.table("people")["officers"]
    heads = {one["service"]: one["name"] for one in officers if "head_of_service" in one.get("roles", {})}
    left = {one["successor"] for one in tables.table("people")["leavers"]}
    for one in officers:
        name = one["name"]
        manager = named.get(name) or heads.get(one.get("service", ""))
        if manager and manager != name and name not in left:
            yield name, manager


def _year(world: World) -> tuple[date, date]:
    """The year that the objectives are for, from the day the plans of the year stand."""
    year = world.timeline.year(0)
    return max(year.start, world.timeline.set_up), year.end
