"""The demo council's projects: two quarters of updates, dates asked for, agreed and refused, and a ranking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from goldenthread.actions import decisions, links, milestones, people, prioritisation, project_updates, projects
from goldenthread.actions.projects import Words
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import Decision, Milestone, Project
from goldenthread.rules.periods import ONE_DAY, add_months
from goldenthread.rules.prioritisation import Weighed

MANAGES = "Priya Nair"
CLERKS = {"FM": "Rosalind Keane", "EDS": "Rosalind Keane", "HCS": "Daniel Frost"}
STATUSES = ("overall", "time", "cost", "scope", "benefits")
WORDS = ("commentary", "achieved", "planned")
MONEY = ("budget", "actual", "forecast")
_PENCE = 100


def tell(world: World) -> int:
    """Every project with its milestones; how many there are. Their updates belong to the rounds (`update`)."""
    facts = tables.table("projects")
    made = {one["ref"]: _add(world, one) for one in facts["projects"]}
    for one in facts["projects"]:
        _milestones(world, one, made[one["ref"]])
    _rank(world, facts)
    return len(made)


def update(world: World, offset: int, left_out: Collection[str]) -> None:
    """The updates of one round, but for the projects that are late with theirs; and what ended in it."""
    facts = tables.table("projects")["projects"]
    made = {project.ref: project for project in Project.objects.filter(ref__in=[one["ref"] for one in facts])}
    for one in facts:
        if one["ref"] not in left_out:
            _update(world, one, made[one["ref"]], offset)
    if offset == 0:
        for one in facts:
            _end(world, one, made)


def _month_end(world: World, months: int) -> date:
    """The last day of a month, counted from the first of the quarter that is reported on."""
    return add_months(world.timeline.current.start, months + 1) - ONE_DAY


def _month_start(world: World, months: int) -> date:
    return add_months(world.timeline.current.start, months)


def _founder() -> str:
    return str(tables.table("people")["founder"]["name"])


def _add(world: World, facts: Mapping[str, Any]) -> Project:
    day = world.timeline.working_day(-1, 3) if facts.get("added") else world.timeline.set_up
    by, moment = world.actor(_founder(), day), at(day, 14)
    home = next(one for one in tables.table("council")["services"] if one["code"] == facts["service"])
    starts, ends = facts["runs"]
    words = Words(
        title=facts["title"],
        description=facts["description"],
        benefits=facts["benefits"],
        service=world.services[facts["service"]],
        body=world.bodies[home["body"]],
        portfolio=world.portfolios[home["portfolio"]],
        sponsor=world.posts[facts["sponsor"]],
        manager=world.posts[_post_of(facts["manager"])],
        category=facts["category"],
        stage=facts["stage"],
        starts=_month_start(world, starts),
        ends=_month_end(world, ends),
        budget_reference=facts["budget_reference"],
        resources=facts["resources"],
    )
    project = projects.add(
        by=by,
        at=moment,
        ref=facts["ref"],
        kind=facts.get("kind", "project"),
        effective_from=day if facts.get("added") else _month_start(world, starts),
        **words,
    )
    for code, role in ((facts["serves"], "primary"), (facts.get("contributes"), "contributes")):
        if code:
            element = world.elements[code]
            links.link(by=by, at=moment, serves=element, project=project, role=role, starts=element.starts)
    people.assign_role(
        by=by,
        at=moment,
        person=world.person(facts["manager"]),
        role="project_manager",
        project=project,
        starts=world.timeline.first_day,
    )
    return project


def _post_of(name: str) -> str:
    return str(next(one["post"] for one in tables.table("people")["officers"] if one["name"] == name))


# Milestones -----------------------------------------------------------------------------------------------------------


def _milestones(world: World, facts: Mapping[str, Any], project: Project) -> None:
    day = world.timeline.working_day(-1, 3) if facts.get("added") else world.timeline.set_up
    for one in facts["milestones"]:
        milestone = milestones.add(
            by=world.actor(_founder(), day),
            at=at(day, 15),
            project=project,
            title=one["title"],
            day=_month_end(world, one["due"]),
        )
        _move(world, facts, one, milestone)


def _move(world: World, facts: Mapping[str, Any], one: Mapping[str, Any], milestone: Milestone) -> None:
    """What became of a milestone: its date asked for and decided, expected later, or reached."""
    earlier, later = world.timeline.working_day(-1, 6), world.timeline.working_day(0, 6)
    for key, answer in (("approved_as", "approves"), ("refused_as", "refuses")):
        if key in one:
            asked = milestones.propose(
                by=world.actor(facts["manager"], earlier),
                at=at(earlier, 10),
                milestone=milestone,
                day=_month_end(world, one[key]),
                reason=one["why"],
            )
            what = "be approved" if key == "approved_as" else "not be approved, and the approved date stand"
            text = f"That the new date for “{one['title']}” {what}."
            _decide(world, facts, one["minute"], text, **{answer: [asked]})
    by = world.actor(facts["manager"], later)
    if "reached" in one:
        when = later if one["reached"] >= 0 else earlier if one["reached"] >= -4 else world.timeline.set_up
        reached = min(_month_end(world, one["reached"]), when)
        reason = one.get("why", "")
        milestones.reach(
            by=world.actor(facts["manager"], when), at=at(when, 16), milestone=milestone, day=reached, reason=reason
        )
    if "expected" in one:
        expected = _month_end(world, one["expected"])
        milestones.forecast(by=by, at=at(later, 11), milestone=milestone, day=expected, reason=one["why"])
    if "asks" in one:
        wanted = _month_end(world, one["asks"])
        milestones.propose(by=by, at=at(later, 11, 30), milestone=milestone, day=wanted, reason=one["why"])


def _decide(world: World, facts: Mapping[str, Any], minute: str, text: str, **answer: Any) -> Decision:
    """The committee's decision at its meeting about the quarter before, recorded the day after."""
    home = next(one for one in tables.table("council")["services"] if one["code"] == facts["service"])
    meeting = world.meetings[home["body"], -1]
    day = meeting.day + timedelta(days=1)
    return decisions.record(
        by=world.actor(CLERKS[home["body"]], day),
        at=at(day, 9, 30),
        body=meeting.body,
        day=meeting.day,
        meeting=meeting,
        minute=minute,
        text=text,
        **answer,
    )


# Updates and endings --------------------------------------------------------------------------------------------------


def _update(world: World, facts: Mapping[str, Any], project: Project, offset: int) -> None:
    said = facts["updates"].get(offset)
    if said is None:
        return
    quarter, day = world.timeline.quarter(offset), world.timeline.working_day(offset, 8)
    project_updates.report(
        by=world.actor(facts["manager"], day),
        at=at(day, 11),
        project=project,
        starts=quarter.start,
        ends=quarter.end,
        percent_complete=said["percent"],
        decisions_needed=said.get("decisions", ""),
        **{name: said[name] for name in (*STATUSES, *WORDS) if name in said},
        **{name: said[name] * _PENCE for name in MONEY if name in said},
    )


def _end(world: World, facts: Mapping[str, Any], made: Mapping[str, Project]) -> None:
    """Completed, or replaced by another by a decision of its committee."""
    project = made[facts["ref"]]
    day = world.timeline.working_day(0, 9)
    by = world.actor(MANAGES, day)
    if "completed" in facts:
        projects.stand(
            by=by, at=at(day, 10), project=project, state="completed", effective_from=day, reason=facts["completed"]
        )
    if "replaced" in facts:
        said = facts["replaced"]
        heir = made[said["by"]]
        decision = _decide(
            world, facts, said["minute"], f"That {project.ref} be replaced by {heir.ref} in the Council Plan."
        )
        projects.stand(
            by=by,
            at=at(day, 10, 30),
            project=project,
            state="replaced",
            effective_from=day,
            reason=said["why"],
            decision=decision,
            replaced_by=heir,
        )


def _rank(world: World, facts: Mapping[str, Any]) -> None:
    """Candidates for next year, scored by the performance team."""
    day = world.timeline.working_day(0, 10)
    by, moment = world.actor(MANAGES, day), at(day, 14)
    asked = facts["ranking"]
    criteria = [
        Weighed(f"C{place}", one["title"], one["weight"]) for place, one in enumerate(asked["criteria"], start=1)
    ]
    made = prioritisation.begin(by=by, at=moment, title=asked["title"], criteria=criteria, top_score=asked["top_score"])
    for one in facts["candidates"]:
        candidate = projects.add(
            by=by,
            at=moment,
            ref=one["ref"],
            effective_from=day,
            state="proposed",
            title=one["title"],
            service=world.services[one["service"]],
        )
        scores = {criterion.code: score for criterion, score in zip(criteria, one["scores"], strict=True)}
        prioritisation.score(by=by, at=moment, prioritisation=made, project=candidate, scores=scores)
