"""The small council with something of everything: a measure, a project, risks, money and actions for one objective."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.access import Actor
from goldenthread.actions import finance, links, project_updates, projects, risk_scores, risks
from goldenthread.models import Project, Risk
from tests.a_budget import OCTOBER, YEAR, ABudget, set_budget
from tests.a_project import QUARTER
from tests.a_risk import OPENED, WORDS
from tests.a_round import ARound
from tests.small_council import NOW, START, TODAY, SmallCouncil


@dataclass(frozen=True)
class ACard:
    """P1 serves the aim and is off track; R1, the committee's, bears on it; R2 is the service's own."""

    round: ARound
    budget: ABudget
    project: Project
    corporate: Risk
    operational: Risk
    officer: Actor

    @property
    def council(self) -> SmallCouncil:
        return self.round.council


def fill(a_round: ARound) -> ACard:
    """Everything is linked to the aim "Recycle more" under the priority "A cleaner place"."""
    council, by = a_round.council, a_round.council.by
    budget = set_budget(a_round)
    project = projects.add(
        by=by, at=NOW, ref="P1", effective_from=START, title="A new depot", service=council.service, body=council.body
    )
    links.link(by=by, at=NOW, serves=council.aim, project=project, starts=START)
    project_updates.report(
        by=by, at=NOW, project=project, starts=QUARTER[0], ends=QUARTER[1], overall="off-track",
        commentary="The contractor left.",
    )  # fmt: skip
    officer = council.person_with("risk_officer", "rhona@anytown.example")
    told: risks.Statement = {**WORDS}  # type: ignore[typeddict-item]  # the words of a statement, all text
    theirs: risks.Statement = {**told, "level": "corporate", "body": council.body}
    corporate = risks.add(by=officer, at=NOW, ref="R1", opened_on=OPENED, **theirs)
    own: risks.Statement = {**told, "title": "The weighbridge breaks", "level": "service", "service": council.service}
    operational = risks.add(by=officer, at=NOW, ref="R2", opened_on=OPENED, **own)
    for risk in (corporate, operational):
        risk_scores.assess(
            by=officer, at=NOW, risk=risk, aspect="current", likelihood=4, impacts={"Services": 4}, assessed_on=TODAY,
            reason="Two drivers left.",
        )  # fmt: skip
        risks.bear_on(by=officer, at=NOW, risk=risk, element=council.aim, starts=TODAY)
    finance.pays_for(by=budget.later(budget.partner), at=OCTOBER, line=budget.crews, element=council.aim, starts=YEAR)
    return ACard(a_round, budget, project, corporate, operational, officer)
