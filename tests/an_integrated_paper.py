"""A round whose committee has projects, risks and money beside its measure, all in one part of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.actions import (
    decisions,
    exceptions,
    finance,
    links,
    milestones,
    organisation,
    project_updates,
    projects,
    risk_scores,
    risks,
    savings,
    signing,
)
from goldenthread.models import Body, BudgetLine, DueItem, Project, Publication, Risk, RiskAssessment
from tests.a_risk import OPENED, WORDS
from tests.a_round import Q1, ARound, open_round
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

K = 100_000  # pence in £1,000
YEAR = date(2026, 4, 1)
BUILT, LATER_BUILT = date(2026, 12, 31), date(2027, 6, 30)


@dataclass(frozen=True)
class AnIntegratedPaper:
    """P1 asks for a later date, P2 is new, P3 is complete; the committee agreed 9 for R1 and is asked for 4.

    P1's third milestone is far off and unchanged. R2 is only the service's. C1 pays for P1. `ledger` is by code.
    """

    round: ARound
    projects: Mapping[str, Project]
    risks: Mapping[str, Risk]
    ledger: Mapping[str, BudgetLine]

    def freeze(self) -> Publication:
        """What is there signed off and approved, what is missing waived, and the paper frozen."""
        a_round = self.round
        a_round.submit()
        items = DueItem.objects.filter(paper=a_round.paper)
        for item in items.exclude(state="submitted"):
            self._waive(item, "return")
        for item in items.filter(exception__isnull=False):
            self._waive(item, "exception")
        there = list(items.filter(state="submitted"))
        signing.sign_off(by=a_round.head, at=NOW, items=there)
        signing.approve(by=a_round.leader, at=NOW, items=there)
        return a_round.finalise()

    def _waive(self, item: DueItem, what: str) -> None:
        exceptions.waive(by=self.round.council.by, at=NOW, item=item, what=what, reason="Told in the meeting.")


def begin() -> AnIntegratedPaper:
    """The small council with everything beside its measure; its round opens, and everything is told but the measure."""
    council = build()
    found, registers, ledger = _projects(council), _risks(council), _ledger(council)
    a_round = open_round(council)
    tell(council, found["P1"], "off-track", "The contractor left.")
    tell(council, found["P2"], "on-track", "Planted in autumn.")
    return AnIntegratedPaper(a_round, found, registers, ledger)


def add_project(council: SmallCouncil, ref: str, title: str, starts: date = START, body: Body | None = None) -> Project:
    """A project of the council's committee, or of another, that serves the aim."""
    project = projects.add(
        by=council.by, at=NOW, ref=ref, effective_from=starts, title=title, service=council.service,
        body=body or council.body,
    )  # fmt: skip
    links.link(by=council.by, at=NOW, serves=council.aim, project=project, starts=START)
    return project


def tell(council: SmallCouncil, project: Project, overall: str, commentary: str) -> None:
    """How a project was going in the round's quarter."""
    project_updates.report(
        by=council.by, at=NOW, project=project, starts=Q1[0], ends=Q1[1], overall=overall,
        commentary=commentary, percent_complete=40, cost="at-risk", budget=1_250 * K,
    )  # fmt: skip


def _projects(council: SmallCouncil) -> dict[str, Project]:
    by = council.by
    depot = add_project(council, "P1", "A new depot")
    trees = add_project(council, "P2", "Two hundred trees", date(2026, 5, 1))
    bins = add_project(council, "P3", "Quieter bins")
    for title, day in (("Designed", date(2026, 6, 30)), ("Built", BUILT), ("Opened", date(2028, 3, 31))):
        made = milestones.add(by=by, at=NOW, project=depot, title=title, day=day)
        if title == "Built":
            milestones.propose(by=by, at=NOW, milestone=made, day=LATER_BUILT, reason="Steel is late.")
    projects.stand(
        by=by, at=NOW, project=bins, state="completed", effective_from=date(2026, 7, 1), reason="All are in use."
    )
    return {"P1": depot, "P2": trees, "P3": bins}


def _risks(council: SmallCouncil) -> dict[str, Risk]:
    clerk = council.person_with("committee_clerk", "cora@anytown.example")
    by = council.person_with("risk_officer", "rhona@anytown.example")
    post = organisation.add_post(
        by=council.by, at=NOW, title="Head of Waste", service=council.service, directorate=None, is_senior=True
    )
    words = WORDS | {"owner": post}
    drivers = risks.add(by=by, at=NOW, ref="R1", opened_on=OPENED, **words, level="corporate", body=council.body)  # type: ignore[arg-type]
    yard = risks.add(
        by=by, at=NOW, ref="R2", opened_on=OPENED, service=council.service,
        **words | {"title": "The yard floods", "level": "service"},  # type: ignore[arg-type]
    )  # fmt: skip
    for risk in (drivers, yard):
        risks.bear_on(by=by, at=NOW, risk=risk, element=council.aim, starts=YEAR)
    agreed = _score(by, drivers, 3)
    decision = decisions.record(
        by=clerk, at=NOW, body=council.body, day=TODAY, minute="ENV/1", text="That the score be agreed."
    )
    risk_scores.agree(by=clerk, at=NOW, proposal=agreed, decision=decision)
    risk_scores.assess(
        by=by, at=NOW, risk=drivers, aspect="current", likelihood=2, impacts={"Services": 2}, assessed_on=TODAY,
        reason="Four drivers have been recruited.",
    )  # fmt: skip
    _score(by, yard, 4)
    return {"R1": drivers, "R2": yard}


def _score(by: Actor, risk: Risk, level: int) -> RiskAssessment:
    return risk_scores.assess(
        by=by, at=NOW, risk=risk, aspect="current", likelihood=level, impacts={"Services": level}, assessed_on=TODAY,
        reason="As reviewed.",
    )  # fmt: skip


def _ledger(council: SmallCouncil) -> dict[str, BudgetLine]:
    by, service = council.person_with("finance_partner", "fay@anytown.example"), council.service
    found = {}
    for code, title, nature, budget, forecast in (
        ("1001", "Collection crews", "revenue", 3_000, 3_200),
        ("C1", "The depot", "capital", 2_000, 2_040),
    ):
        line = found[code] = finance.add_line(
            by=by, at=NOW, code=code, title=title, service=service, effective_from=YEAR, nature=nature
        )
        finance.change_budget(by=by, at=NOW, line=line, kind="original", amount=budget * K, day=YEAR)
        finance.record_position(
            by=by, at=NOW, line=line, ends=Q1[1], actual=budget // 4 * K, forecast=forecast * K,
            explanation="Agency drivers cost more.",
        )  # fmt: skip
    finance.pays_for(by=by, at=NOW, line=found["C1"], project=Project.objects.get(ref="P1"), starts=YEAR)
    savings.add(by=by, at=NOW, ref="S1", year=2026, title="Fewer rounds", service=service, proposed=100 * K)
    return found
