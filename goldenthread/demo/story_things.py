"""What a story has beside measures: its projects, delivery plan, risks and budgets, each an optional list of its table.

Dates of projects are counted in months from the first month of the newest quarter (0), and fall on the last day of
their month. What happens in a round stands beside the round's number, or beside `any`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import (
    delivery_plans,
    links,
    measure_proposals,
    measures,
    milestones,
    people,
    project_updates,
    projects,
    risk_scores,
    risks,
)
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.projects import Words
from goldenthread.demo import tables
from goldenthread.demo.story import Story
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import (
    AgendaItem,
    DateProposal,
    DeliveryPlan,
    DeliveryPlanVersion,
    MeasureProposal,
    Milestone,
    Post,
    Project,
    Risk,
    RiskAction,
    RiskAssessment,
)
from goldenthread.reports.risk_records import risk_framework
from goldenthread.rules.money_words import year_of
from goldenthread.rules.periods import ONE_DAY, Period, add_months

UPDATED: Final = ("overall", "time", "cost", "scope", "benefits", "commentary", "achieved", "planned")
STATED: Final = ("title", "cause", "event", "consequence", "category", "level", "response")
KEEPS_PLANS: Final = "Priya Nair"
KEEPS_RISKS: Final = "Colin Braithwaite"


def in_round(facts: Mapping[Any, Any], number: int) -> Any:
    """What stands beside a round's number, or beside `any`; None where neither is there."""
    return facts.get(number, facts.get("any"))


def post_of(world: World, name: str) -> Post:
    """The post that somebody holds."""
    return world.posts[next(one["post"] for one in tables.table("people")["officers"] if one["name"] == name)]


def _month_end(world: World, months: int) -> date:
    return add_months(world.timeline.current.start, months + 1) - ONE_DAY


# Founding -------------------------------------------------------------------------------------------------------------


def found(world: World, story: Story, by: Actor, moment: datetime) -> None:
    """Everything that is there when the first round opens."""
    for one in story.facts.get("projects", ()):
        _project(world, one, by, moment)
    for one in story.facts.get("delivery_plans", ()):
        _delivery_plan(world, one, by, moment)
    for one in story.facts.get("risks", ()):
        _risk(world, one, moment)


def _project(world: World, facts: Mapping[str, Any], by: Actor, moment: datetime) -> None:
    starts, ends = facts["runs"]
    begins = add_months(world.timeline.current.start, starts)
    words = Words(
        title=facts["title"],
        description=facts["description"],
        benefits=facts["benefits"],
        service=world.services[facts["service"]],
        body=world.bodies[facts["body"]],
        sponsor=world.posts[facts["sponsor"]],
        manager=post_of(world, facts["manager"]),
        starts=begins,
        ends=_month_end(world, ends),
    )
    kind = facts.get("kind", "project")
    project = projects.add(by=by, at=moment, ref=facts["ref"], kind=kind, effective_from=begins, **words)
    element = world.elements[facts["serves"]]
    links.link(by=by, at=moment, serves=element, project=project, role="primary", starts=element.starts)
    manager, first_day = world.person(facts["manager"]), world.timeline.first_day
    people.assign_role(by=by, at=moment, person=manager, role="project_manager", project=project, starts=first_day)
    for one in facts["milestones"]:
        milestones.add(by=by, at=moment, project=project, title=one["title"], day=_month_end(world, one["due"]))


def _delivery_plan(world: World, facts: Mapping[str, Any], by: Actor, moment: datetime) -> None:
    """A year's selection of projects, with its first version."""
    plan = next(iter(world.elements.values())).plan
    year = year_of(world.timeline.year(0).start)
    body = world.bodies[facts["body"]]
    kept = delivery_plans.add(by=by, at=moment, title=facts["title"], plan=plan, year=year, body=body)
    _propose(facts["versions"][0], kept, by, moment)


def _propose(facts: Mapping[str, Any], kept: DeliveryPlan, by: Actor, moment: datetime) -> None:
    chosen = list(Project.objects.filter(ref__in=facts["projects"]))
    delivery_plans.propose(by=by, at=moment, delivery_plan=kept, projects=chosen, reason=facts.get("reason", ""))


def _risk(world: World, facts: Mapping[str, Any], moment: datetime) -> None:
    day = moment.date()
    by = world.actor(KEEPS_RISKS, day)
    project = Project.objects.filter(ref=facts.get("project", "")).first()
    risk = risks.add(
        by=by,
        at=moment,
        ref=facts["ref"],
        kind=facts.get("kind", "threat"),
        opened_on=day,
        owner=post_of(world, facts["owner"]),
        service=world.services.get(facts.get("service", "")),
        body=world.bodies[facts["body"]],
        project=project,
        **{name: facts[name] for name in STATED},
    )
    for aspect, key in (("inherent", "inherent"), ("current", "first"), ("target", "target")):
        _assess(by, moment, risk, aspect, facts[key], "")
    for control in facts.get("controls", ()):
        risk_scores.add_control(by=by, at=moment, risk=risk, **control)
    for one in facts.get("actions", ()):
        owner, due = post_of(world, one["owner"]), _month_end(world, one["due"])
        risk_scores.plan_action(by=by, at=moment, risk=risk, text=one["text"], owner=owner, due=due)
    for code in facts.get("serves", ()):
        risks.bear_on(by=by, at=moment, risk=risk, element=world.elements[code], starts=day)
    for ref in facts.get("measures", ()):
        risks.watch(by=by, at=moment, risk=risk, measure=world.measures[ref])


def _assess(by: Actor, moment: datetime, risk: Risk, aspect: str, score: tuple[int, int], reason: str) -> None:
    likelihood, impact = score
    dimension = next(iter(risk_framework(moment.date()).framework.risk.dimensions), "")
    risk_scores.assess(
        by=by, at=moment, risk=risk, aspect=aspect, likelihood=likelihood, impacts={dimension: impact},
        assessed_on=moment.date(), reason=reason,
    )  # fmt: skip


# A round --------------------------------------------------------------------------------------------------------------


def hand_in(world: World, story: Story, number: int, span: Period, day: date) -> None:
    """What managers and owners of risks say in a round, on its day for that."""
    for one in story.facts.get("projects", ()):
        _update(world, one, number, span, day)
    for one in story.facts.get("delivery_plans", ()):
        for version in one["versions"]:
            if version.get("proposed_in") == number:
                kept = DeliveryPlan.objects.get(title=one["title"])
                _propose(version, kept, world.actor(KEEPS_PLANS, day), at(day, 15, 30))
    for one in story.facts.get("risks", ()):
        _review(world, one, number, day)
    for one in story.facts.get("target_reviews", ()):
        if one["round"] == number:
            _ask_for_target(world, one, day)
    for one in story.facts.get("suspended", ()):
        if one["round"] == number + 1:
            team, measure = world.actor(KEEPS_PLANS, day), world.measures[one["measure"]]
            measures.suspend(
                by=team, at=at(day, 16), measure=measure, effective_from=span.end + ONE_DAY, reason=one["reason"]
            )


def _update(world: World, facts: Mapping[str, Any], number: int, span: Period, day: date) -> None:
    project = Project.objects.get(ref=facts["ref"])
    said = in_round(facts["updates"], number)
    if said is None:
        return
    by = world.actor(facts["manager"], day)
    for one in facts["milestones"]:
        _move(world, one, project.milestones.get(title=one["title"]), number, by, day)
    project_updates.report(
        by=by,
        at=at(day, 11, 30),
        project=project,
        starts=span.start,
        ends=span.end,
        percent_complete=said["percent"],
        **{name: said[name] for name in UPDATED if name in said},
    )
    if facts.get("completed", {}).get("round") == number:
        reason = facts["completed"]["why"]
        team = world.actor(KEEPS_PLANS, day)
        projects.stand(by=team, at=at(day, 12), project=project, state="completed", effective_from=day, reason=reason)


def _move(world: World, facts: Mapping[str, Any], milestone: Milestone, number: int, by: Actor, day: date) -> None:
    """What became of a milestone in a round: reached, or another date asked for."""
    asks = facts.get("asks", {})
    if asks.get("round") == number:
        wanted = _month_end(world, asks["for"])
        milestones.propose(by=by, at=at(day, 11), milestone=milestone, day=wanted, reason=asks["why"])
    if "reached" not in facts or milestone.dates.current().filter(kind="actual").exists():
        return
    reached = _month_end(world, facts["reached"])
    if reached <= day:
        milestones.reach(by=by, at=at(day, 11, 10), milestone=milestone, day=reached)


def _review(world: World, facts: Mapping[str, Any], number: int, day: date) -> None:
    said = in_round(facts["rounds"], number)
    if said is None:
        return
    risk, by, moment = Risk.objects.get(ref=facts["ref"]), world.actor(facts["owner"], day), at(day, 12, 10)
    last = risk.assessments.filter(aspect="current").last()
    if "score" in said and (last is None or [last.likelihood, last.impact] != said["score"]):
        _assess(by, moment, risk, "current", said["score"], said["note"])
    risk_scores.review(by=by, at=moment, risk=risk, reviewed_on=day, note=said["note"])
    for one in facts.get("actions", ()):
        _finish(world, one, risk.actions.get(text=one["text"]), by, day)


def _finish(world: World, facts: Mapping[str, Any], action: RiskAction, by: Actor, day: date) -> None:
    """Say that what was planned about a risk is done, once it is."""
    done = _month_end(world, facts["done"]) if "done" in facts else None
    if done is not None and done <= day and not action.updates.exists():
        risk_scores.update_action(by=by, at=at(day, 12, 20), action=action, done_on=done, note=facts["note"])


def _ask_for_target(world: World, facts: Mapping[str, Any], day: date) -> None:
    """Next year's target of a measure, as its head of service asks a body for it."""
    year = world.timeline.year(0)
    measure_proposals.propose_target(
        by=world.actor(facts["by"], day),
        at=at(day, 14, 30),
        measure=world.measures[facts["measure"]],
        target=PeriodTarget(year.start, year.end, target=Decimal(str(facts["target"]))),
        reason=facts["reason"],
    )


# What bodies decide ---------------------------------------------------------------------------------------------------


def asked_of(story: Story, item: AgendaItem, number: int) -> tuple[list[Any], list[Any]]:
    """The dates and scores that a body approves at its meeting, and those that it refuses."""
    body = item.meeting.body
    approves: list[Any] = []
    refuses: list[Any] = []
    for proposal, refused in (*_dates(story, body.code), *_scores(story, body.code, number)):
        (refuses if refused else approves).append(proposal)
    if any(one["body"] == body.code for one in story.facts.get("target_reviews", ())):
        approves += MeasureProposal.objects.filter(answer__isnull=True)
    return approves, refuses


def _dates(story: Story, code: str) -> Iterator[tuple[DateProposal, bool]]:
    waiting = DateProposal.objects.filter(outcome__isnull=True).select_related("milestone__project")
    known = {one["ref"]: one for one in story.facts.get("projects", ())}
    for proposal in waiting:
        facts = known[proposal.milestone.project.ref]
        milestone = next(one for one in facts["milestones"] if one["title"] == proposal.milestone.title)
        if facts["body"] == code:
            yield proposal, milestone["asks"].get("answer") == "refused"


def _scores(story: Story, code: str, number: int) -> Iterator[tuple[RiskAssessment, bool]]:
    for facts in story.facts.get("risks", ()):
        if facts["body"] != code:
            continue
        last = RiskAssessment.objects.filter(risk__ref=facts["ref"], aspect="current").order_by("pk").last()
        if last is not None and not hasattr(last, "answer"):
            yield last, number in facts.get("refused", ())


def approve_plans(world: World, story: Story, item: AgendaItem, number: int) -> None:
    """The versions of the delivery plan that a body approves by its outcome."""
    day = item.meeting.day
    for one in story.facts.get("delivery_plans", ()):
        for place, version in enumerate(one["versions"], start=1):
            if one["body"] == item.meeting.body.code and version.get("approved_in") == number:
                proposed = DeliveryPlanVersion.objects.get(delivery_plan__title=one["title"], number=place)
                team = world.actor(KEEPS_PLANS, day)
                decision = item.outcome.decision
                assert decision is not None  # noqa: S101  # the outcome has just been recorded as a decision
                delivery_plans.approve(by=team, at=at(day, 21, 30), version=proposed, decision=decision)
