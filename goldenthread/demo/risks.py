"""The demo council's registers of risks, from its first scores through three quarters of reviews and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import risk_scores, risks
from goldenthread.actions.risk_scores import Minuted
from goldenthread.demo import tables
from goldenthread.demo.projects import CLERKS
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import Post, Project, Risk
from goldenthread.reports.risk_records import risk_framework

REVIEWED: Final = 12
"""So many working days after a quarter's end its risks are reviewed."""
ACCEPTS: Final = "Helen Marsden"
_OPENED: Final = timedelta(days=20)


@dataclass(slots=True)
class Register:
    """The registers while they are told: who keeps them, and what the table says."""

    world: World
    facts: Mapping[str, Any]
    posts: Mapping[str, Post]
    dimensions: tuple[str, ...]

    def officer(self, on: date) -> Actor:
        """Whoever keeps the registers."""
        return self.world.actor(self.facts["officer"], on)

    def impacts(self, one: Mapping[str, Any], impact: int) -> dict[str, int]:
        """The impact on what a risk is about, and one less on what else it touches."""
        first, *others = one["impact_on"]
        return {first: impact, **dict.fromkeys(others, max(impact - 1, 1))}

    def reviewed_on(self, offset: int) -> date:
        """The day on which risks are reviewed after a quarter."""
        return self.world.timeline.working_day(offset, REVIEWED)

    def in_weeks(self, when: tuple[int, int]) -> date:
        """So many weeks after the end of a quarter."""
        return self.world.timeline.in_weeks(*when)


def tell(world: World) -> int:
    """Every risk as it was first seen; how many there are. Their reviews belong to the rounds (`review`)."""
    register = _register(world)
    for one in register.facts["risks"]:
        _found(register, one)
    return len(register.facts["risks"])


def _register(world: World) -> Register:
    settings = risk_framework(world.timeline.set_up).framework.risk
    return Register(world, tables.table("risks"), _posts(world), settings.dimensions)


def review(world: World, offset: int) -> None:
    """The reviews of one round, what the committees said to their scores, and what moved, happened or was archived."""
    register = _register(world)
    made = {risk.ref: risk for risk in Risk.objects.all()}
    for one in register.facts["risks"]:
        _tell(register, one, made[one["ref"]], offset)


def _posts(world: World) -> dict[str, Post]:
    """The post of each officer, by the officer's name."""
    return {one["name"]: world.posts[one["post"]] for one in tables.table("people")["officers"]}


def _tell(register: Register, one: Mapping[str, Any], risk: Risk, offset: int) -> None:
    if offset in one["rounds"]:
        _review(register, one, risk, offset)
    if offset in one.get("answers", {}):
        _answer(register, one, risk, offset)
    for ending in ("move", "happened", "archive"):
        if one.get(ending, {}).get("offset") == offset:
            _ENDINGS[ending](register, one[ending], risk)


def _found(register: Register, one: Mapping[str, Any]) -> Risk:
    """The risk as it stood when the council began here: words, scores, controls, actions and links."""
    world, day = register.world, register.world.timeline.set_up
    by, moment = register.officer(day), at(day, 13)
    risk = risks.add(
        by=by,
        at=moment,
        ref=one["ref"],
        kind=one.get("kind", "threat"),
        opened_on=day - _OPENED,
        owner=register.posts[one["owner"]],
        service=world.services.get(one.get("service", "")),
        body=world.bodies.get(one.get("body", "")),
        project=Project.objects.get(ref=one["project"]) if "project" in one else None,
        register=one.get("register", ""),
        **{name: one[name] for name in ("title", "cause", "event", "consequence", "category", "level", "response")},
    )
    for aspect, key in (("inherent", "inherent"), ("current", "first"), ("target", "target")):
        likelihood, impact = one[key]
        risk_scores.assess(
            by=by, at=moment, risk=risk, aspect=aspect, likelihood=likelihood, assessed_on=day, reason="",
            impacts=register.impacts(one, impact),
        )  # fmt: skip
    for control in one.get("controls", ()):
        risk_scores.add_control(by=by, at=moment, risk=risk, **control)
    for code in one.get("serves", ()):
        risks.bear_on(by=by, at=moment, risk=risk, element=world.elements[code], starts=day)
    for ref in one.get("measures", ()):
        risks.watch(by=by, at=moment, risk=risk, measure=world.measures[ref])
    for action in one.get("actions", ()):
        _plan(register, action, risk)
    return risk


def _plan(register: Register, facts: Mapping[str, Any], risk: Risk) -> None:
    day = register.world.timeline.set_up
    action = risk_scores.plan_action(
        by=register.officer(day),
        at=at(day, 14),
        risk=risk,
        text=facts["text"],
        owner=register.posts[facts["owner"]],
        due=register.in_weeks(facts["due"]),
    )
    if "moved" in facts:
        later = register.reviewed_on(-1)
        risk_scores.update_action(
            by=register.officer(later),
            at=at(later, 15),
            action=action,
            due=register.in_weeks(facts["moved"]["to"]),
            note=facts["moved"]["why"],
        )
    if "done" in facts:
        done_on = min(register.in_weeks(facts["done"]), register.world.timeline.yesterday)
        risk_scores.update_action(
            by=register.officer(done_on), at=at(done_on, 16), action=action, done_on=done_on, note="Done."
        )


def _review(register: Register, one: Mapping[str, Any], risk: Risk, offset: int) -> None:
    day, found = register.reviewed_on(offset), one["rounds"][offset]
    owner, moment = register.world.actor(one["owner"], day), at(day, 11)
    likelihood, impact = found["score"]
    last = risk.assessments.filter(aspect="current").last()
    if last is None or (last.likelihood, last.impact) != (likelihood, impact):
        risk_scores.assess(
            by=owner, at=moment, risk=risk, aspect="current", likelihood=likelihood, assessed_on=day,
            reason=found["note"], impacts=register.impacts(one, impact),
        )  # fmt: skip
    risk_scores.review(by=owner, at=moment, risk=risk, reviewed_on=day, note=found["note"])


def _answer(register: Register, one: Mapping[str, Any], risk: Risk, offset: int) -> None:
    """What the committee says, where something waits for it: at the meeting that gets the quarter's paper."""
    proposal = risk.assessments.filter(aspect="current").last()
    if proposal is None or hasattr(proposal, "answer"):
        return
    meeting = register.world.meetings[one["body"], offset]
    clerk = register.world.actor(CLERKS[one["body"]], meeting.day)
    said = one["answers"][offset]
    agreed = said == "agreed"
    text = f"RESOLVED: that the score of {risk.ref} be {'agreed' if agreed else 'kept as it is'}."
    decision = Minuted(meeting.day, f"{one['body']}/{risk.ref}", text)
    if agreed:
        risk_scores.agree(by=clerk, at=at(meeting.day, 21), proposal=proposal, decision=decision)
    else:
        risk_scores.refuse(by=clerk, at=at(meeting.day, 21), proposal=proposal, decision=decision, note=said)


def _move(register: Register, facts: Mapping[str, Any], risk: Risk) -> None:
    day = register.reviewed_on(facts["offset"])
    move = risks.propose_move(
        by=register.officer(day), at=at(day, 14), risk=risk, to_level=facts["to"], reason=facts["why"]
    )
    risks.answer_move(
        by=register.world.actor(ACCEPTS, day),
        at=at(day, 16),
        move=move,
        accepted=facts["answer"] == "accepted",
        reason=facts["because"],
    )


def _happened(register: Register, facts: Mapping[str, Any], risk: Risk) -> None:
    day = min(register.in_weeks((facts["offset"], facts["after"])), register.world.timeline.yesterday)
    risks.happened(by=register.officer(day), at=at(day, 9), risk=risk, effective_from=day, what=facts["what"])


def _archive(register: Register, facts: Mapping[str, Any], risk: Risk) -> None:
    day = register.reviewed_on(facts["offset"])
    risks.archive(by=register.officer(day), at=at(day, 15), risk=risk, effective_from=day, reason=facts["why"])


_ENDINGS: Final = {"move": _move, "happened": _happened, "archive": _archive}
