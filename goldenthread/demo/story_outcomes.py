"""What the bodies of a story decide: the agenda, the outcome, the referral to the next body, what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from goldenthread.actions import outcomes, referrals, tracked
from goldenthread.actions.outcomes import Said
from goldenthread.demo import story_lives, story_things
from goldenthread.demo.story import Story
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import AgendaItem, Outcome, Paper, Project, TrackedItem
from goldenthread.rules.clear_days import add_working_days

CLERK = "Rosalind Keane"
CHASES = "Priya Nair"


def list_item(world: World, story: Story, paper: Paper) -> AgendaItem:
    """Put the paper on its body's agenda, with what earlier bodies recommended to it."""
    day = paper.deadlines.get(stage="dispatched").due
    clerk = world.actor(CLERK, day)
    facts = story.facts["agenda"]
    item = outcomes.add_item(
        by=clerk,
        at=at(day, 10),
        meeting=paper.meeting,
        paper=paper,
        number=facts.get("numbers", {}).get(paper.meeting.body.code, facts["number"]),
        title=f"{facts['title']}: {paper.round.label}",
        purpose=paper.purpose or "note",
        presenting_officer=facts["officer"],
        presenting_member=facts["member"],
    )
    earlier = AgendaItem.objects.filter(
        paper__round=paper.round, paper__stop=paper.stop - 1, outcome__versions__texts__to=paper.meeting.body
    )
    for one in earlier.distinct().select_related("outcome"):
        referrals.join(by=clerk, at=at(day, 10, 15), outcome=one.outcome, item=item)
    return item


def decide(world: World, story: Story, item: AgendaItem, number: int) -> None:
    """What the body did with it at its meeting, and what it asked for."""
    body, day = item.meeting.body, item.meeting.day
    facts: Mapping[str, Any] = story.facts["outcomes"][body.code]
    clerk = world.actor(CLERK, day)
    for asked in TrackedItem.objects.filter(body=body, state="answered"):
        tracked.close(by=clerk, at=at(day, 20), item=asked)
    approves, refuses = story_things.asked_of(story, item, number)
    approves += story_lives.asked_of(story, item)
    result, said = _words(world, facts, number)
    outcomes.record(
        by=clerk,
        at=at(day, 21),
        outcome=item.outcome,
        result=result,
        said=said,
        minute=f"{body.code}/{number}",
        approves=approves,
        refuses=refuses,
        grounds=facts["reason"],
        considerations=facts.get("considerations", ""),
        proposer=facts["proposer"],
        seconder=facts["seconder"],
        vote="Agreed after a vote",
        options=facts.get("options", ""),
        wards=facts.get("wards", ""),
        consultees=facts.get("consultees", ""),
        published_on=day,
    )
    _take_effect(world, item.outcome)
    story_things.approve_plans(world, story, item, number)
    _refer(world, facts, item.outcome, number)
    for ask in story.facts.get("asks", {}).get(number, ()):
        if ask["body"] == body.code:
            tracked.ask(
                by=clerk,
                at=at(day, 21, 15),
                kind=ask["kind"],
                text=ask["text"],
                body=body,
                owner=world.person(ask["owner"]),
                outcome=item.outcome,
                measure=world.measures.get(ask.get("measure", "")),
                project=Project.objects.filter(ref=ask.get("project", "")).first(),
            )


def _words(world: World, facts: Mapping[str, Any], number: int) -> tuple[str, list[Said]]:
    """The verb and the texts: what is referred in one round, and what is recommended or resolved in any."""
    onward = facts.get("refers", {})
    if onward.get("round") == number:
        return "refer", [Said(facts["said"]), Said(onward["said"], world.bodies[onward["to"]])]
    resolved = [Said(facts["resolved"])] if "resolved" in facts else []
    if "to" in facts:
        return "recommend", [*resolved, Said(facts["said"], world.bodies[facts["to"]])]
    return "resolve", [*resolved, Said(facts["said"])]


def _take_effect(world: World, outcome: Outcome) -> None:
    """What the executive approved holds once it can no longer be called in, where that day has come."""
    day = outcomes.current(outcome).effective_from
    if outcome.awaits and day is not None and day <= world.timeline.yesterday:
        outcomes.take_effect(by=world.actor(CLERK, day), at=at(day, 9), outcome=outcome)


def _refer(world: World, facts: Mapping[str, Any], outcome: Outcome, number: int) -> None:
    """What a body refers to one that is not on the route, in the round named."""
    onward = facts.get("refers", {})
    if onward.get("round") != number:
        return
    day = add_working_days(outcome.item.meeting.day, 4)
    meeting = world.meetings[onward["to"], number]
    clerk = world.actor(CLERK, day)
    referrals.refer(by=clerk, at=at(day, 12), outcome=outcome, to_meeting=meeting, number=onward["number"])


def answer(world: World, story: Story, number: int, day: date) -> None:
    """What the round before was asked for is answered before this round's papers are written."""
    asked = story.facts.get("asks", {}).get(number - 1, ())
    for ask in asked:
        item = TrackedItem.objects.get(text=ask["text"], state="asked")
        tracked.answer(
            by=world.actor(CHASES, day), at=at(day, 12), item=item, answer=ask["answer"], text=ask["answered"]
        )
