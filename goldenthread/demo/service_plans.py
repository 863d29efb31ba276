"""The demo council's service plans: written, approved, reported on twice; two are late, one was changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import service_actions, service_plan_years, service_plans
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import PlanElement, Post, ServicePlan
from goldenthread.rules.periods import Period

_WRITTEN: Final = timedelta(days=7)
_SUBMITTED: Final = timedelta(days=14)
_APPROVED: Final = timedelta(days=21)


@dataclass(slots=True)
class Planning:
    """The plans while they are told: who owns a service's plan, and on which days things happened."""

    world: World
    facts: Mapping[str, Any]

    def head(self, service: str, on: date) -> Actor:
        """Whoever is head of a service."""
        people = tables.table("people")["officers"]
        name = next(one["name"] for one in people if service in one.get("roles", {}).get("head_of_service", ()))
        return self.world.actor(name, on)

    def post(self, service: str) -> Post:
        """The post of a service's head."""
        people = tables.table("people")["officers"]
        title = next(one["post"] for one in people if service in one.get("roles", {}).get("head_of_service", ()))
        return self.world.posts[title]

    def day(self, after: timedelta) -> date:
        """So long after the council began here, though never later than the last working day before today."""
        return min(self.world.timeline.set_up + after, self.world.timeline.yesterday)


def tell(world: World, facts: Mapping[str, Any]) -> int:
    """Tell every service's plan of the year, as a table has them; how many plans there are, of services and teams."""
    planning = Planning(world, facts)
    for one in facts["services"]:
        _tell(planning, one)
    return ServicePlan.objects.count()


def _tell(planning: Planning, one: Mapping[str, Any]) -> None:
    plan = _begin(planning, one)
    _write(planning, one, plan)
    told = [(plan, _plan(planning, one["service"], plan, one["actions"]))]
    for team in one.get("teams", ()):
        below = _team(planning, one["service"], plan, team)
        told.append((below, _plan(planning, one["service"], below, team["actions"])))
    if not one.get("draft"):
        for each, _ in told:
            _approve(planning, one, each)
    for _, actions in told:
        for facts, element in actions:
            _report(planning, one["service"], facts, element)
    _change(planning, one, plan)


def _begin(planning: Planning, one: Mapping[str, Any]) -> ServicePlan:
    """This year's plan, rolled over from last year's where the table says what that had."""
    service, year, day = one["service"], planning.world.timeline.year(0), planning.day(timedelta())
    if "last_year" not in one:
        return _add(planning, service, year, day)
    last = _add(planning, service, planning.world.timeline.year(-1), day)
    by = planning.head(service, day)
    for title in one["last_year"]:
        element = service_actions.add(
            by=by, at=at(day, 10), service_plan=last, title=title, owner=planning.post(service)
        )
        service_actions.report(by=by, at=at(day, 11), element=element, on=day, status="complete", percent=100)
    return service_plan_years.roll_over(by=by, at=at(day, 12), service_plan=last)


def _add(planning: Planning, service: str, year: Period, day: date) -> ServicePlan:
    name = next(one["name"] for one in tables.table("council")["services"] if one["code"] == service)
    return service_plans.add(
        by=planning.head(service, day),
        at=at(day, 9),
        service=planning.world.services[service],
        starts=year.start,
        ends=year.end,
        owner=planning.post(service),
        title=f"{name} Service Plan {year.label}",
    )


def _write(planning: Planning, one: Mapping[str, Any], plan: ServicePlan) -> None:
    day = planning.day(_WRITTEN)
    texts = dict(zip(planning.facts["sections"], one["texts"], strict=True))
    texts[planning.facts["risk_section"]] = one.get("risks", "")
    for heading, text in texts.items():
        if text:
            service_plans.write(
                by=planning.head(one["service"], day), at=at(day, 10), service_plan=plan, heading=heading, text=text
            )


def _team(planning: Planning, service: str, plan: ServicePlan, team: Mapping[str, Any]) -> ServicePlan:
    day = planning.day(_WRITTEN)
    return service_plans.add(
        by=planning.head(service, day),
        at=at(day, 11),
        service=plan.service,
        starts=plan.plan.starts,
        ends=plan.plan.ends,
        above=plan,
        team=team["team"],
        owner=planning.world.posts[team["owner"]],
        title=f"{team['team']} Team Plan {planning.world.timeline.year(0).label}",
    )


def _plan(
    planning: Planning, service: str, plan: ServicePlan, actions: list[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], PlanElement]]:
    day, world = planning.day(_WRITTEN), planning.world
    return [
        (
            one,
            service_actions.add(
                by=planning.head(service, day),
                at=at(day, 12),
                service_plan=plan,
                title=one["do"],
                code=one.get("code", ""),
                owner=world.posts[one["by"]],
                aim=one.get("aim", ""),
                due=world.timeline.in_weeks(*one["due"]),
                budget_reference=one.get("budget", ""),
                resources=one.get("resources", ""),
                serves=[world.elements[one["serves"]]],
            ),
        )
        for one in actions
    ]


def _approve(planning: Planning, one: Mapping[str, Any], plan: ServicePlan) -> None:
    """A team's plan is approved by the head of its service, a service's plan by the Leadership Team."""
    day = planning.day(_SUBMITTED)
    service_plans.submit(by=planning.head(one["service"], day), at=at(day, 14), service_plan=plan)
    if one.get("submitted"):
        return
    day = planning.day(_APPROVED)
    by = planning.head(one["service"], day) if plan.above_id else planning.world.actor(planning.facts["approver"], day)
    service_plans.approve(by=by, at=at(day, 16), service_plan=plan)


def _report(planning: Planning, service: str, facts: Mapping[str, Any], element: PlanElement) -> None:
    for offset, (status, percent, note, *later) in zip((-1, 0), facts["said"], strict=True):
        day = planning.world.timeline.working_day(offset, planning.facts["reviewed"])
        service_actions.report(
            by=planning.head(service, day),
            at=at(day, 10),
            element=element,
            on=day,
            status=status,
            percent=percent,
            note=note,
            due=planning.world.timeline.in_weeks(*later[0]) if later else None,
        )


def _change(planning: Planning, one: Mapping[str, Any], plan: ServicePlan) -> None:
    """What was changed after approval, which makes the plan a draft again."""
    if "changed" not in one:
        return
    day, changed = planning.world.timeline.yesterday, one["changed"]
    service_plans.write(
        by=planning.head(one["service"], day),
        at=at(day, 15),
        service_plan=plan,
        heading=changed["section"],
        text=changed["text"],
    )
