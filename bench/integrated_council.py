"""The council that is measured, with projects, risks and money beside its measures, built through the actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from bench import council
from bench.council import NOW, START, TODAY, BenchCouncil
from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import finance, links, milestones, people, project_updates, projects, risk_scores, risks
from goldenthread.models import PlanElement, Service

YEAR = date(2026, 4, 1)
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))
STATUSES = ("on-track", "on-track", "on-track", "at-risk", "off-track")
_K = 100_000  # pence in £1,000


@dataclass(frozen=True)
class IntegratedCouncil:
    """What was built, and somebody who may do everything in it."""

    base: BenchCouncil
    by: Actor
    objective: PlanElement
    services: tuple[Service, ...]
    projects: int
    risks: int
    lines: int


def build(
    measures: int = 500, project_count: int = 100, risk_count: int = 200, line_count: int = 2000
) -> IntegratedCouncil:
    """A council of so many of each; every measure and project, and every second risk and tenth line, has its objective.

    Each project has four milestones and two updates, each risk two scores, each line a budget and two positions.
    """
    base = council.build(measures)
    for role in ("risk_officer", "finance_partner"):
        people.assign_role(by=base.by, at=NOW, person=base.by.signed_in.person, role=role, starts=START)
    by = access.actor_for(base.by.signed_in, TODAY)
    services = tuple(Service.objects.order_by("code"))
    aims = list(PlanElement.objects.filter(parent__isnull=False).order_by("code"))
    random = Random(20260720)
    for number in range(1, project_count + 1):
        _project(by, base, random, number, services[number % len(services)], aims[number % len(aims)])
    for number in range(1, risk_count + 1):
        _risk(by, base, random, number, services[number % len(services)], aims[number % len(aims)])
    for number in range(1, line_count + 1):
        _line(by, random, number, services[number % len(services)], aims[number % len(aims)])
    objective = aims[0].parent
    assert objective is not None
    return IntegratedCouncil(replace(base, by=by), by, objective, services, project_count, risk_count, line_count)


def _project(by: Actor, base: BenchCouncil, random: Random, number: int, service: Service, aim: PlanElement) -> None:
    project = projects.add(
        by=by, at=NOW, ref=f"P{number}", effective_from=START, title=f"Benchmark project {number}", service=service,
        body=base.body,
    )  # fmt: skip
    links.link(by=by, at=NOW, serves=aim, project=project, starts=START)
    for step in range(4):
        milestones.add(
            by=by, at=NOW, project=project, title=f"Stage {step + 1}", day=date(2026, 1 + 3 * step, 15),
        )  # fmt: skip
    for starts, ends in ((date(2026, 1, 1), date(2026, 3, 31)), QUARTER):
        project_updates.report(
            by=by, at=NOW, project=project, starts=starts, ends=ends, overall=random.choice(STATUSES),
            commentary="Work goes on as planned, with one supplier behind.", percent_complete=random.randint(5, 90),
        )  # fmt: skip


def _risk(by: Actor, base: BenchCouncil, random: Random, number: int, service: Service, aim: PlanElement) -> None:
    """Every second risk is the committee's, and waits for it to agree its score; the others are a service's."""
    is_theirs = number % 2 == 1
    risk = risks.add(
        by=by, at=NOW, ref=f"R{number}", opened_on=YEAR, title=f"Benchmark risk {number}",
        cause="Demand grows faster than expected", event="the service cannot answer in time",
        consequence="residents wait", category="service-delivery", response="treat", service=service,
        level="corporate" if is_theirs else "service", body=base.body if is_theirs else None,
    )  # fmt: skip
    for aspect, most in (("current", 4), ("target", 2)):
        risk_scores.assess(
            by=by, at=NOW, risk=risk, aspect=aspect, likelihood=random.randint(1, most),
            impacts={"Services": random.randint(1, most)}, assessed_on=TODAY, reason="As reviewed.",
        )  # fmt: skip
    if number % 2:
        risks.bear_on(by=by, at=NOW, risk=risk, element=aim, starts=YEAR)


def _line(by: Actor, random: Random, number: int, service: Service, aim: PlanElement) -> None:
    line = finance.add_line(
        by=by, at=NOW, code=f"{number:05}", title=f"Benchmark budget {number}", service=service, effective_from=YEAR
    )
    budget = random.randint(20, 900) * _K
    finance.change_budget(by=by, at=NOW, line=line, kind="original", amount=budget, day=YEAR)
    for ends in (date(2026, 5, 31), date(2026, 6, 30)):
        finance.record_position(
            by=by, at=NOW, line=line, ends=ends, profile=budget // 4, actual=budget // 4, commitments=0,
            forecast=budget + random.randint(-30, 40) * _K,
        )  # fmt: skip
    if number % 10 == 0:
        finance.pays_for(by=by, at=NOW, line=line, element=aim, starts=YEAR)
