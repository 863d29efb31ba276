"""What a story says of its objectives and of the council as an organisation, what it recognises, and whom it asked.

In the story's table all of it is optional: `perspectives` has measures by perspective; `assessments` the sections of
each round by part of the plan (`scorecard` for the council as an organisation) and who signs them off; `recognised` and
`engagement` what belongs to each round.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import assessments, highlights, measure_facts
from goldenthread.demo.story import Story
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import Round

AUTHOR: Final = "Priya Nair"
SCORECARD: Final = "scorecard"


def place(world: World, story: Story, by: Actor, moment: datetime) -> None:
    """Each measure's perspective in the balanced scorecard."""
    for perspective, refs in story.facts.get("perspectives", {}).items():
        for ref in refs:
            measure = world.measures[ref]
            measure_facts.place_in_perspective(
                by=by, at=moment, measure=measure, perspective=perspective, effective_from=world.timeline.first_day
            )


def tell(world: World, story: Story, number: int, round_: Round, written: date, signed: date | None) -> None:
    """What is said in a round: written on one day and signed off on another, or still waiting for that."""
    facts = story.facts.get("assessments", {})
    for code, sections in facts.get("rounds", {}).get(number, {}).items():
        _assess(world, facts, round_, code, sections, written, signed)
    for one in story.facts.get("recognised", {}).get(number, ()):
        _recognise(world, one, round_, written)
    for one in story.facts.get("engagement", {}).get(number, ()):
        _engage(world, one, round_, written)


def _assess(
    world: World,
    facts: Mapping[str, Any],
    round_: Round,
    code: str,
    sections: Mapping[str, str],
    written: date,
    signed: date | None,
) -> None:
    author = world.actor(AUTHOR, written)
    element = None if code == SCORECARD else world.elements[code]
    version = assessments.write(by=author, at=at(written, 10), round_=round_, element=element, sections=sections)
    assessments.submit(by=author, at=at(written, 11), assessment=version.assessment)
    if signed is not None:
        signer = world.actor(facts["signed_by"], signed)
        assessments.sign_off(by=signer, at=at(signed, 14), assessment=version.assessment)


def _recognise(world: World, one: Mapping[str, Any], round_: Round, written: date) -> None:
    highlights.recognise(
        by=world.actor(AUTHOR, written),
        at=at(written, 12),
        round_=round_,
        kind=one["kind"],
        text=one["text"],
        response=one["response"],
        measure=world.measures.get(one.get("measure", "")),
        element=world.elements.get(one.get("element", "")),
    )


def _engage(world: World, one: Mapping[str, Any], round_: Round, written: date) -> None:
    words = {name: one[name] for name in ("who", "how", "said", "changed") if name in one}
    highlights.engage(
        by=world.actor(AUTHOR, written),
        at=at(written, 15),
        day=round_.starts + timedelta(weeks=one["week"]),
        element=world.elements.get(one.get("element", "")),
        **words,
    )
