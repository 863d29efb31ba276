"""How a story's framework, plan, committees and measures change while it is told: all of it optional in its table.

`renamed` are bodies that had another name; `monthly_readers` get the monthly report; `approved_again` says which bodies
approve the plan's years and the framework anew. A measure's `seen_by` are further bodies that look at it, and its
`changes` what becomes of it, each with the round it holds from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import decisions, frameworks, governance, lives, measure_proposals, measures, monthly
from goldenthread.demo.story import Story
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World, email
from goldenthread.imports import framework_files
from goldenthread.models import AgendaItem, Decision, Measure, MeasureProposal
from goldenthread.rules.clear_days import subtract_working_days
from goldenthread.rules.remits import DEFAULT, Selection

KEEPS: Final = "Priya Nair"
ADOPTS: Final = "Owen Hartley"
_BEFORE_A_YEAR: Final = timedelta(weeks=5)


def found(world: World, story: Story, by: Actor, moment: datetime) -> None:
    """What holds from the first day on: names that bodies had, who looks at what, who reads the monthly report."""
    for code, one in story.facts.get("renamed", {}).items():
        body, now = world.bodies[code], next(each.name for each in story.framework.committees if each.code == code)
        first, since = world.timeline.first_day, world.timeline.year(one["since_year"]).start
        governance.rename_body(by=by, at=moment, body=body, name=one["before"], effective_from=first)
        governance.rename_body(by=by, at=moment, body=body, name=now, effective_from=since, reason=one["reason"])
    for code, refs in _seen_by(story).items():
        selections = [*DEFAULT, *(Selection("measures", "measure", world.measures[ref].pk) for ref in refs)]
        governance.change_remit(
            by=by,
            at=moment,
            body=world.bodies[code],
            effective_from=world.timeline.first_day,
            selections=selections,
        )
    for name in story.facts.get("monthly_readers", ()):
        monthly.add_recipient(by=by, at=moment, name=name, email=email(name))


def _seen_by(story: Story) -> dict[str, list[str]]:
    """The measures that bodies look at besides their own."""
    found: dict[str, list[str]] = {}
    for facts in story.measures:
        for code in facts.get("seen_by", ()):
            found.setdefault(code, []).append(facts["ref"])
    return found


# What is approved again -----------------------------------------------------------------------------------------------


def approve_again(world: World, story: Story) -> None:
    """The plan's years and the framework, each by the bodies that approve them in turn, before the year begins."""
    facts = story.facts.get("approved_again", {})
    for year in facts.get("plan_years", ()):
        for decision in _decided(world, "P", facts["plan_by"], year, facts["plan_said"]):
            day = max(decision.day, world.timeline.set_up)
            team, plan = world.actor(KEEPS, day), next(iter(world.elements.values())).plan
            starts = world.timeline.year(year).start
            lives.approve_plan_year(by=team, at=at(day, 21), plan=plan, year=starts, decision=decision)
    for year in facts.get("framework_years", ()):
        for decision in _decided(world, "F", facts["framework_by"], year, facts["framework_said"]):
            day = max(decision.day, world.timeline.set_up)
            team = world.actor(ADOPTS, day)
            version = frameworks.adopt(
                by=team,
                at=at(day, 21, 15),
                framework=story.framework,
                source=framework_files.source(story.framework.name),
                effective_from=world.timeline.year(year).start,
                reason=facts["framework_said"],
            )
            lives.approve_framework(by=team, at=at(day, 21, 30), version=version, decision=decision)


def _decided(world: World, series: str, bodies: list[str], year: int, text: str) -> Iterator[Decision]:
    """The minuted decision of each body, the first five weeks before the year and each other a week later."""
    starts = world.timeline.year(year).start
    for place, code in enumerate(bodies):
        day = subtract_working_days(starts - _BEFORE_A_YEAR + timedelta(weeks=place), 0)
        moment = at(max(day, world.timeline.set_up), 20)
        clerk = world.actor("Rosalind Keane", moment.date())
        minute = f"{series}{starts:%y}/{place + 1}"
        yield decisions.record(by=clerk, at=moment, body=world.bodies[code], day=day, minute=minute, text=text)


# Measures that change -------------------------------------------------------------------------------------------------


def change(world: World, story: Story, number: int) -> None:
    """What becomes of measures from a round on, before it opens."""
    _tell_changes(world, story, number, story.rounds[number - 1].end)


def ask(world: World, story: Story, number: int, day: date) -> None:
    """What a body is asked to agree, before a round's papers are written."""
    _tell_changes(world, story, number, day, asked=True)


def _tell_changes(world: World, story: Story, number: int, day: date, *, asked: bool = False) -> None:
    for facts in story.measures:
        for one in facts.get("changes", ()):
            if one.get("asked_in" if asked else "round") == number and asked == ("asked_in" in one):
                starts = story.rounds[one["round"] - 1].start
                by, measure = world.actor(KEEPS, day), world.measures[facts["ref"]]
                _CHANGES[one["what"]](world, by, at(day, 14), measure, starts, one)


def _move(world: World, by: Actor, moment: datetime, measure: Measure, starts: date, one: Mapping[str, Any]) -> None:
    service = measure.ownerships.current().order_by("effective_from")[0].service
    measures.set_owner(
        by=by,
        at=moment,
        measure=measure,
        service=service,
        body=world.bodies[one["body"]],
        effective_from=starts,
        reason=one["reason"],
    )


def _redefine(_: World, by: Actor, moment: datetime, measure: Measure, starts: date, one: Mapping[str, Any]) -> None:
    measures.redefine(
        by=by,
        at=moment,
        measure=measure,
        effective_from=starts,
        reason=one["reason"],
        series_break=True,
        definition=one["definition"],
    )


def _ask_to_agree(_: World, by: Actor, moment: datetime, measure: Measure, day: date, one: Mapping[str, Any]) -> None:
    measure_proposals.propose_agreement(by=by, at=moment, measure=measure, effective_from=day, reason=one["reason"])


def _ask_to_retire(_: World, by: Actor, moment: datetime, measure: Measure, day: date, one: Mapping[str, Any]) -> None:
    measure_proposals.propose_retirement(by=by, at=moment, measure=measure, effective_from=day, reason=one["reason"])


_Change = Callable[[World, Actor, datetime, Measure, date, Mapping[str, Any]], None]
_CHANGES: Final[Mapping[str, _Change]] = {
    "move": _move,
    "redefine": _redefine,
    "agree": _ask_to_agree,
    "retire": _ask_to_retire,
}


def asked_of(story: Story, item: AgendaItem) -> list[MeasureProposal]:
    """The changes to measures that a body agrees at its meeting, where the story says that it agrees them."""
    if story.facts.get("agrees_measures") != item.meeting.body.code:
        return []
    return list(MeasureProposal.objects.filter(answer__isnull=True))
