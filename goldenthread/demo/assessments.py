"""What the demo council says of its priorities, what it recognises, whom it asked, and its outside sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from goldenthread.actions import assessments, highlights, measure_facts
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import Round

WRITTEN, SIGNED = 22, 27
"""So many working days after a quarter's end its assessments are written, and signed off."""


def tell(world: World) -> int:
    """Tell the assessments of the last round and of this one; how many there are."""
    facts = tables.table("assessments")
    told = 0
    for offset, written in facts["rounds"].items():
        round_ = Round.objects.get(label=world.timeline.quarter(offset).label)
        for code, one in written.items():
            _assess(world, facts, round_, code, one, offset)
            told += 1
        _recognise(world, facts, round_, offset)
    _engage(world, facts)
    return told


def _assess(
    world: World, facts: Mapping[str, Any], round_: Round, code: str, one: Mapping[str, Any], offset: int
) -> None:
    day, later = world.timeline.working_day(offset, WRITTEN), world.timeline.working_day(offset, SIGNED)
    author = world.actor(facts["author"], day)
    element = world.elements.get(code)
    sections = {name: text for name, text in one.items() if name not in ("state", "note")}
    version = assessments.write(by=author, at=at(day, 10), round_=round_, element=element, sections=sections)
    if one["state"] == "draft":
        return
    assessments.submit(by=author, at=at(day, 11), assessment=version.assessment)
    signer = world.actor(facts["signs"][code], later)
    if one["state"] == "signed off":
        assessments.sign_off(by=signer, at=at(later, 15), assessment=version.assessment)
    elif one["state"] == "sent back":
        assessments.send_back(by=signer, at=at(later, 15), assessment=version.assessment, note=one["note"])


def _recognise(world: World, facts: Mapping[str, Any], round_: Round, offset: int) -> None:
    day = world.timeline.working_day(offset, WRITTEN)
    for one in facts["recognised"][offset]:
        highlights.recognise(
            by=world.actor(facts["author"], day),
            at=at(day, 12),
            round_=round_,
            kind=one["kind"],
            text=one["text"],
            response=one["response"],
            element=world.elements[one["element"]],
        )


def _engage(world: World, facts: Mapping[str, Any]) -> None:
    for one in facts["engagement"]:
        day = min(world.timeline.in_weeks(*one["weeks"]), world.timeline.yesterday)
        element = world.elements[one["element"]] if "element" in one else None
        words = {name: one[name] for name in ("who", "how", "said", "changed") if name in one}
        by = world.actor(facts["author"], day)
        highlights.engage(by=by, at=at(day, 16), day=day, element=element, **words)


def place_measures(world: World) -> None:
    """Outside sets, who leads, perspectives and stand-ins: before the first round that reports them."""
    facts, day = tables.table("assessments"), world.timeline.set_up
    by, moment, starts = world.actor(facts["author"], day), at(day, 15), world.timeline.first_day
    sets = {one["name"]: measure_facts.add_set(by=by, at=moment, **one) for one in facts["sets"]}
    for measure in tables.measures():
        for name in filter(None, [measure.get("indicator_sets")]):
            measure_facts.put_in_set(
                by=by, at=moment, measure=world.measures[measure["ref"]], indicator_set=sets[name], starts=starts
            )
    for ref, body in facts["partners"].items():
        measure_facts.set_lead(
            by=by,
            at=moment,
            measure=world.measures[ref],
            led_by="partner",
            effective_from=starts,
            accountable_body=body,
        )
    _place(world, facts, starts)
    for survey, others in facts["stand_ins"].items():
        for ref in others:
            measure_facts.stand_in(by=by, at=moment, survey=world.measures[survey], measure=world.measures[ref])


def _place(world: World, facts: Mapping[str, Any], starts: date) -> None:
    day = world.timeline.set_up
    for perspective, refs in facts["perspectives"].items():
        for ref in refs:
            measure_facts.place_in_perspective(
                by=world.actor(facts["author"], day),
                at=at(day, 15),
                measure=world.measures[ref],
                perspective=perspective,
                effective_from=starts,
            )
