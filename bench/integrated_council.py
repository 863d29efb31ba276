"""The council that is measured, with projects, risks and money beside its measures, built through the actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from bench import council
from bench.council import NOW, START, TODAY, BenchCouncil
from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import links, milestones, people, project_updates, projects, risk_scores, risks
from goldenthread.models import (
    Body,
    BudgetChange,
    BudgetLine,
    BudgetLineVersion,
    BudgetPosition,
    BudgetUse,
    PlanElement,
    Service,
)

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

    def beside(by: Actor, body: Body) -> Actor:
        for role in ("risk_officer", "finance_partner"):
            people.assign_role(by=by, at=NOW, person=by.signed_in.person, role=role, starts=START)
        by = access.actor_for(by.signed_in, TODAY)
        services = tuple(Service.objects.order_by("code"))
        aims = list(PlanElement.objects.filter(parent__isnull=False).order_by("code"))
        random = Random(20260720)
        for number in range(1, project_count + 1):
            _project(by, body, random, number, services[number % len(services)], aims[number % len(aims)])
        for number in range(1, risk_count + 1):
            _risk(by, body, random, number, services[number % len(services)], aims[number % len(aims)])
        _lines(by, random, line_count, services, aims)
        return by

    base = council.build(measures, beside)
    objective = PlanElement.objects.filter(parent__isnull=True).order_by("code")[0]
    services = tuple(Service.objects.order_by("code"))
    return IntegratedCouncil(base, base.by, objective, services, project_count, risk_count, line_count)


def _project(by: Actor, body: Body, random: Random, number: int, service: Service, aim: PlanElement) -> None:
    project = projects.add(
        by=by, at=NOW, ref=f"P{number}", effective_from=START, title=f"Benchmark project {number}", service=service,
        body=body,
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


def _risk(by: Actor, body: Body, random: Random, number: int, service: Service, aim: PlanElement) -> None:
    """Every second risk is the committee's, and waits for it to agree its score; the others are a service's."""
    is_theirs = number % 2 == 1
    risk = risks.add(
        by=by, at=NOW, ref=f"R{number}", opened_on=YEAR, title=f"Benchmark risk {number}",
        cause="Demand grows faster than expected", event="the service cannot answer in time",
        consequence="residents wait", category="service-delivery", response="treat", service=service,
        level="corporate" if is_theirs else "service", body=body if is_theirs else None,
    )  # fmt: skip
    for aspect, most in (("current", 4), ("target", 2)):
        risk_scores.assess(
            by=by, at=NOW, risk=risk, aspect=aspect, likelihood=random.randint(1, most),
            impacts={"Services": random.randint(1, most)}, assessed_on=TODAY, reason="As reviewed.",
        )  # fmt: skip
    if number % 2:
        risks.bear_on(by=by, at=NOW, risk=risk, element=aim, starts=YEAR)


def _lines(by: Actor, random: Random, count: int, services: Sequence[Service], aims: Sequence[PlanElement]) -> None:
    """Lines as a ledger brings them, written in bulk: one by one they would take most of a minute."""
    kept = {"recorded_at": NOW, "recorded_by": by.signed_in}
    lines = BudgetLine.objects.bulk_create(BudgetLine(code=f"{number:05}") for number in range(1, count + 1))
    numbered = list(enumerate(lines, 1))
    budgets = {line.code: random.randint(20, 900) * _K for line in lines}
    BudgetLineVersion.objects.bulk_create(
        BudgetLineVersion(
            line=line, effective_from=YEAR, title=f"Benchmark budget {number}",
            service=services[number % len(services)], **kept,
        )
        for number, line in numbered
    )  # fmt: skip
    BudgetChange.objects.bulk_create(
        BudgetChange(line=line, year=YEAR.year, kind="original", amount=budgets[line.code], day=YEAR, **kept)
        for line in lines
    )
    BudgetPosition.objects.bulk_create(
        BudgetPosition(
            line=line, ends=ends, profile=budgets[line.code] // 4, actual=budgets[line.code] // 4, commitments=0,
            forecast=budgets[line.code] + random.randint(-30, 40) * _K, **kept,
        )
        for line in lines
        for ends in (date(2026, 5, 31), date(2026, 6, 30))
    )  # fmt: skip
    BudgetUse.objects.bulk_create(
        BudgetUse(line=line, element=aims[number % len(aims)], starts=YEAR, **kept)
        for number, line in numbered
        if number % 10 == 0
    )
