"""Who manages whom, by date: it decides who sees somebody's objectives, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import LineManagement, Person
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def set_manager(*, by: Actor, at: datetime, person: Person, manager: Person, starts: date) -> LineManagement:
    """Somebody's line manager from a day on; the one before loses sight the day before.

    Whoever records it is never the manager: otherwise an administrator could read what is not theirs to read.
    """
    with door.write():
        check_can(by, "manage_people")
        if manager.pk == by.person_id:
            raise Refusal(
                "second_person_needed",
                "You would be the line manager yourself, and so see this person’s objectives. Somebody else has to "
                "record it.",
            )
        if manager.pk == person.pk:
            raise Refusal("own_manager", f"{person.name} cannot be their own line manager.")
        for one in (person, manager):
            if one.left_on is not None and one.left_on < starts:
                raise Refusal("has_left", f"{one.name} left on {day_words(one.left_on)}.")
        _end_before(person, starts)
        row = checks.keep(
            LineManagement(person=person, manager=manager, starts=starts, recorded_by=by.signed_in, recorded_at=at)
        )
        door.audit(by, at, "line_management.set_manager", row, starts=str(starts))
    return row


def _end_before(person: Person, starts: date) -> None:
    """The managers there are end the day before; one who begins that day or later is refused."""
    for row in person.managed_by.in_force(starts) | person.managed_by.filter(starts__gt=starts):
        if row.starts >= starts:
            raise Refusal(
                "already_there",
                f"{row.manager.name} is recorded as {person.name}’s line manager from {day_words(row.starts)}. "
                "Give a later day.",
            )
        row.ends = starts - timedelta(days=1)
        checks.keep(row)


def end_manager(*, by: Actor, at: datetime, person: Person, last_day: date) -> LineManagement:
    """The last day on which somebody's line manager is that; nobody is, from the next day on."""
    with door.write():
        check_can(by, "manage_people")
        row = person.managed_by.in_force(by.on).first()
        if row is None:
            raise Refusal("no_manager", f"{person.name} has no line manager to end.")
        checks.span(row.starts, last_day)
        row.ends = last_day
        checks.keep(row)
        door.audit(by, at, "line_management.end_manager", row, ends=str(last_day))
    return row
