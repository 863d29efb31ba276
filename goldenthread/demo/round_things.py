"""What the demo council hands in for its rounds beside returns: projects, risks and budgets, as far as each has got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from goldenthread.actions import exceptions, signing
from goldenthread.demo import money, projects, risks, tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import DueItem, ExceptionReport, Round, Service
from goldenthread.reports.due_items import Subject, subjects

APPROVES: Final = "Helen Marsden"
_FURTHEST: Final = {"FM": "approved", "EDS": "signed_off", "HCS": "signed_off"}


@dataclass(slots=True)
class Others:
    """The items of a round beside returns while they are told, and how far its table lets each get."""

    world: World
    offset: int
    round: Round
    reached_in: Mapping[str, str]

    def reached(self, item: DueItem) -> str:
        """How far an item gets; one whose subject is in no paper goes as far as the others of its council."""
        if self.offset < 0:
            return "approved"
        body = item.paper.meeting.body.code if item.paper else "FM"
        return self.reached_in.get(item.ref, _FURTHEST[body])

    def items(self, *states: str) -> list[DueItem]:
        """The items in some states, with what they are of."""
        related = ("project", "risk", "budget", "round", "paper__meeting__body")
        found = DueItem.objects.filter(round=self.round, of_return__isnull=True, state__in=states)
        return list(found.select_related(*related))

    def late(self) -> frozenset[str]:
        """The references of what is not handed in."""
        return frozenset(ref for ref, reached in self.reached_in.items() if reached == "due")


def hand_in(others: Others) -> None:
    """Updates, reviews and explanations of a round, each on its own form."""
    projects.update(others.world, others.offset, others.late())
    risks.review(others.world, others.offset)
    money.stand(others.world, others.offset, others.late())


def sign_off(others: Others, day: date) -> None:
    """Each head of service signs off what is theirs; what belongs to no service, a director or the chief executive."""
    ready = [item for item in others.items("submitted") if others.reached(item) in ("signed_off", "approved")]
    named = subjects(ready, day)
    codes = dict(Service.objects.values_list("pk", "code"))
    groups: dict[str, list[DueItem]] = {}
    for item in ready:
        groups.setdefault(who_signs(named[item.pk], codes), []).append(item)
    for number, (name, items) in enumerate(sorted(groups.items())):
        signing.sign_off(by=others.world.actor(name, day), at=at(day, 15, number * 3), items=items)


def who_signs(subject: Subject, codes: Mapping[int, str]) -> str:
    """Who signs off something: the head of its service, else its director, else the chief executive."""
    officers = tables.table("people")["officers"]
    scope = subject.scope
    if scope.service is not None:
        return _holder(officers, "head_of_service", codes[scope.service])
    return APPROVES if scope.directorate is None else _holder(officers, "director", "RES")


def _holder(officers: Iterable[Mapping[str, Any]], role: str, code: str) -> str:
    return next(str(one["name"]) for one in officers if code in one.get("roles", {}).get(role, ()))


def approve(others: Others, day: date) -> None:
    """The Leadership Team approves what gets that far."""
    ready = [item for item in others.items("signed_off") if others.reached(item) == "approved"]
    signing.approve(by=others.world.actor(APPROVES, day), at=at(day, 15, 20), items=ready)


def explain(others: Others, day: date, stages: Mapping[str, str]) -> None:
    """Managers of projects that are off track write why, as far as the table lets them."""
    asked = ExceptionReport.objects.filter(item__round=others.round, item__project__isnull=False)
    for exception in asked.select_related("item__project"):
        written = tables.words("exceptions", exception.item.ref, others.offset)
        if written is not None and stages.get(exception.item.ref) != "required":
            _write(others, exception, written, day, complete=stages.get(exception.item.ref) != "draft")


def _write(
    others: Others, exception: ExceptionReport, written: Mapping[str, Any], day: date, *, complete: bool
) -> None:
    world = others.world
    facts = next(one for one in tables.table("projects")["projects"] if one["ref"] == exception.item.ref)

    def weeks(count: int) -> date:
        return world.timeline.in_weeks(others.offset, count)

    exceptions.write(
        by=world.actor(facts["manager"], day),
        at=at(day, 12, 45),
        exception=exception,
        sections=written["sections"],
        on_track_by=weeks(written["back_on_track"]) if "back_on_track" in written else None,
        promises=[
            exceptions.Promise(promise["text"], world.person(promise["owner"]), weeks(promise["due"]))
            for promise in written["promises"]
        ],
        complete=complete,
    )
