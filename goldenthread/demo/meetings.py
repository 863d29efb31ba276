"""What the demo council's committees did at their meetings, what they asked for, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import measure_proposals, outcomes, referrals, tracked
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.outcomes import Said
from goldenthread.demo import tables
from goldenthread.demo.rounds import CLERKS
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import AgendaItem, MeasureProposal, Meeting, Outcome, Project
from goldenthread.rules.clear_days import add_working_days, subtract_working_days

_BEFORE = 8
"""So many working days before its meeting an agenda is made."""


def tell(world: World, offset: int) -> int:
    """The meetings that got a past round's papers; how many items were on their agendas."""
    facts = tables.table("meetings")
    count = 0
    for code, items in facts[offset].items():
        meeting = world.meetings[code, offset]
        proposed = list(_propose(world, code, offset))
        outcome = None
        for one in items:
            outcome = _decide(world, one, meeting, proposed if one.get("paper") else [])
            _ask(world, one, outcome, meeting)
            count += 1
        _confirm_the_last(world, code, offset)
    return count


def _decide(world: World, facts: Mapping[str, Any], meeting: Meeting, proposed: list[MeasureProposal]) -> Outcome:
    """One item from the agenda to its outcome, and on to another body where it recommends something."""
    code, day = meeting.body.code, meeting.day
    before = subtract_working_days(day, 1 if "late" in facts else _BEFORE)
    table = tables.table("meetings")
    paper = meeting.papers.first() if facts.get("paper") else None
    item = outcomes.add_item(
        by=_clerk(world, code, before),
        at=at(before, 11),
        meeting=meeting,
        paper=paper,
        number=facts["number"],
        title=f"Performance report: {paper.round.label}" if paper else facts["title"],
        purpose=facts.get("purpose", "note"),
        presenting_officer=facts.get("officer", table["officer"]),
        late_reason=facts.get("late", ""),
    )
    proposer, seconder = (f"Councillor {name}" for name in table["members"][code])
    onward = facts.get("recommended")
    said = [Said(text) for text in facts["resolved"]]
    if onward:
        said.append(Said(onward["text"], world.bodies[onward["to"]]))
    clerk = _clerk(world, code, day)
    outcome = outcomes.record(
        by=clerk,
        at=at(day, 21),
        outcome=item.outcome,
        result="recommend" if onward else "resolve",
        said=said,
        refuses=proposed,
        considerations=facts["considerations"],
        grounds=facts["reason"],
        options=facts.get("options", ""),
        proposer=proposer,
        seconder=seconder,
        vote=facts["vote"],
        published_on=min(add_working_days(day, 2), world.timeline.yesterday),
    )
    if onward:
        _refer(world, outcome, onward)
    return outcome


def _refer(world: World, outcome: Outcome, onward: Mapping[str, Any]) -> AgendaItem:
    """To the next meeting of the other body, by the clerk of both."""
    meeting = world.meetings[onward["to"], 0]
    day = add_working_days(outcome.item.meeting.day, 4)
    referral = referrals.refer(
        by=_clerk(world, "FM", day), at=at(day, 12), outcome=outcome, to_meeting=meeting, number=onward["number"]
    )
    return referral.to_item


def _ask(world: World, facts: Mapping[str, Any], outcome: Outcome, meeting: Meeting) -> None:
    code, day = meeting.body.code, meeting.day
    for one in facts.get("asks", ()):
        item = tracked.ask(
            by=_clerk(world, code, day),
            at=at(day, 21, 20),
            kind=one["kind"],
            text=one["text"],
            body=meeting.body,
            owner=world.person(one["owner"]),
            asked_on=day,
            due=add_working_days(day + timedelta(weeks=one["due"]), 0) if "due" in one else None,
            outcome=outcome,
            to_body=world.bodies[one["to"]] if "to" in one else None,
            measure=world.measures.get(one.get("measure", "")),
            project=Project.objects.get(ref=one["project"]) if "project" in one else None,
        )
        if "answered" not in one:
            continue
        answered = one["answered"]
        when = _not_later(world, add_working_days(day + timedelta(weeks=answered["after"]), 0))
        owner = world.actor(one["owner"], when)
        tracked.answer(by=owner, at=at(when, 10), item=item, answer=answered["answer"], text=answered["text"])
        if one.get("closed"):
            after = world.meetings[code, -1].day
            tracked.close(by=_clerk(world, code, after), at=at(after, 21, 30), item=item)


def _confirm_the_last(world: World, code: str, offset: int) -> None:
    """The minutes of the meeting before, and what of them is done."""
    before, meeting = world.meetings.get((code, offset - 1)), world.meetings[code, offset]
    if before is None:
        return
    clerk = _clerk(world, code, meeting.day)
    for outcome in outcomes.confirm(by=clerk, at=at(meeting.day, 19), meeting=before, confirmed_at=meeting):
        if not outcome.tracked.exclude(state="closed").exists():
            outcomes.close(by=clerk, at=at(meeting.day, 22), outcome=outcome)


# Changes to measures --------------------------------------------------------------------------------------------------


def propose_for_the_next(world: World) -> int:
    """What heads of service ask committees to change at the meetings to come; how many."""
    return sum(len(list(_propose(world, code, 0))) for code in world.bodies)


def _propose(world: World, code: str, offset: int) -> Iterator[MeasureProposal]:
    for one in tables.table("meetings")["proposals"]:
        if (one["body"], one["offset"]) != (code, offset):
            continue
        day = _not_later(world, subtract_working_days(world.meetings[code, offset].day, _BEFORE + 4))
        period = world.timeline.quarter(1)
        yield measure_proposals.propose_target(
            by=world.actor(one["by"], day),
            at=at(day, 14),
            measure=world.measures[one["measure"]],
            target=PeriodTarget(period.start, period.end, target=Decimal(one["target"])),
            reason=one["reason"],
        )


def _clerk(world: World, code: str, on: date) -> Actor:
    return world.actor(CLERKS[code], on)


def _not_later(world: World, day: date) -> date:
    return min(day, world.timeline.yesterday)
