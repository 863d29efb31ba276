"""Individual objectives, for the person whose they are and the line manager of the day; there is no other reader.

This and `actions.objectives` are the only modules that look at one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.models import LineManagement, Objective, Person
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.plan import Element, threads_up
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import add_months
from goldenthread.rules.refusals import Refusal

NO_SUCH: Final = Refusal("no_such_objective", "There is nothing here for you at this address.")
"""The same for what is not there and for what is somebody else's, so that nobody learns which."""


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective. `thread` leads from the top of the plan down to what it serves; the objective is its last link."""

    pk: int
    title: str
    thread: tuple[Element, ...]
    starts: date
    ends: date
    deleted_from: date

    @property
    def serves(self) -> Element:
        """The action, activity or part of a plan that it serves."""
        return self.thread[-1]


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody sees of themselves. `word` is what the council calls an objective; `manager` is empty for none."""

    word: str
    lead: str
    manager: str
    manager_since: date | None
    objectives: tuple[ObjectiveLine, ...]
    keep_months: int


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody the reader manages today."""

    pk: int
    name: str
    since: date
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True, slots=True)
class Managed:
    """Somebody at work and the line manager of the day, for whoever records it; no objective is here."""

    pk: int
    name: str
    manager: str
    since: date | None


def mine(*, reader: Actor, on: date) -> Mine:
    """The reader's own objectives, newest last."""
    person = reader.signed_in.person
    framework = _framework(on)
    lines = _lines([person.pk], reader, on, framework).get(person.pk, ())
    manager = LineManagement.objects.in_force(on).filter(person=person).select_related("manager").first()
    return Mine(
        word=word_of(framework),
        lead=_lead(len(lines), manager.manager.name if manager else ""),
        manager=manager.manager.name if manager else "",
        manager_since=manager.starts if manager else None,
        objectives=lines,
        keep_months=framework.objectives.keep_months,
    )


def _lead(number: int, manager: str) -> str:
    has = {0: "You have no objectives here yet", 1: "You have one objective"}.get(
        number, f"You have {number} objectives"
    )
    who = f"you and {manager}, your line manager," if manager else "you"
    return f"{has}. Only {who} can see {'what stands' if number != 1 else 'the one that stands'} here."


def team(*, reader: Actor, on: date) -> tuple[TeamMember, ...]:
    """Everybody whose line manager the reader is today, by name, with their objectives."""
    me = reader.signed_in.person_id
    rows = list(
        LineManagement.objects.in_force(on).filter(manager=me).select_related("person").order_by("person__name")
    )
    lines = _lines([row.person_id for row in rows], reader, on, _framework(on))
    return tuple(TeamMember(row.person_id, row.person.name, row.starts, lines.get(row.person_id, ())) for row in rows)


def check_can_see(reader: Actor, person: int, on: date) -> None:
    """Refuse everybody but the person and the line manager of the day, whatever roles they have."""
    if reader.signed_in.person_id == person:
        return
    if not LineManagement.objects.in_force(on).filter(person=person, manager=reader.person_id).exists():
        raise NO_SUCH


def one(*, reader: Actor, on: date, pk: int) -> Objective:
    """An objective, to be changed by whoever may see it."""
    found = Objective.objects.filter(pk=pk).first()
    if found is None:
        raise NO_SUCH
    check_can_see(reader, found.person_id, on)
    return found


def person(*, reader: Actor, on: date, pk: int) -> Person:
    """Somebody for whom the reader may write an objective."""
    check_can_see(reader, pk, on)
    return Person.objects.get(pk=pk)


def as_table(own: Mine) -> Table:
    """One's own objectives as a table, to take away."""
    columns = tuple(Column(title) for title in ("Objective", "Serves", "Thread", "From", "To"))
    return Table(own.word, columns, tuple(tuple(map(Cell, _row(one))) for one in own.objectives))


def as_data(own: Mine) -> list[dict[str, Any]]:
    """One's own objectives as plain data, to take away."""
    names = ("title", "serves", "thread", "starts", "ends")
    return [dict(zip(names, _row(one), strict=True)) for one in own.objectives]


def _row(line: ObjectiveLine) -> tuple[str, ...]:
    steps = [f"{step.code} {step.title}" for step in line.thread]
    return line.title, steps[-1], " > ".join(steps), str(line.starts), str(line.ends)


def managed(*, reader: Actor, on: date) -> tuple[Managed, ...]:
    """Every officer at work and who manages them on a day, by name."""
    if not reader.has("manage_people"):
        raise Refusal("not_allowed", "You cannot see who manages whom. Ask the performance team.")
    now = {row.person_id: row for row in LineManagement.objects.in_force(on).select_related("manager")}
    people = Person.objects.filter(is_member=False, left_on=None, anonymised_at=None)
    return tuple(_managed(each, now.get(each.pk)) for each in people)


def _managed(each: Person, row: LineManagement | None) -> Managed:
    return Managed(each.pk, each.name, row.manager.name if row else "", row.starts if row else None)


def word_of(framework: Framework) -> str:
    """What the council calls an objective: the name of the framework's last level, where it has one."""
    named = (level.name for level in framework.levels if level.kind == "individual_objective")
    return next(named, "Individual objective")


def _framework(on: date) -> Framework:
    known = frameworks()
    found = in_force(known, on) or (known[0] if known else None)
    if found is None:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    return found.framework


def _lines(
    people: Collection[int], reader: Actor, on: date, framework: Framework
) -> dict[int, tuple[ObjectiveLine, ...]]:
    rows = list(Objective.objects.filter(person__in=people))
    threads = threads_up(reader=reader, on=on, elements={row.element_id for row in rows})
    lines: dict[int, tuple[ObjectiveLine, ...]] = {}
    for row in rows:
        line = ObjectiveLine(
            pk=row.pk,
            title=row.title,
            thread=threads[row.element_id],
            starts=row.starts,
            ends=row.ends,
            deleted_from=add_months(row.ends, framework.objectives.keep_months),
        )
        lines[row.person_id] = (*lines.get(row.person_id, ()), line)
    return lines


def outlived(on: date) -> Iterable[int]:
    """The objectives that are to be deleted, by primary key: so many months after their end, or after the person left.

    For the rule that deletes them: nobody reads them by this.
    """
    months = _framework(on).objectives.keep_months
    for pk, ends, left_on in Objective.objects.values_list("pk", "ends", "person__left_on"):
        if add_months(min(ends, left_on or ends), months) < on:
            yield pk
