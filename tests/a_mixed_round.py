"""The small council's round with something of every kind: a return, a project, a risk and a budget out of line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from goldenthread.access import Actor, actor_for
from goldenthread.actions import exceptions, finance, links, organisation, project_updates, risk_scores, risks
from goldenthread.actions.exceptions import Promise
from goldenthread.models import BudgetLine, DueItem, ExceptionReport, Project, ProjectUpdate, Risk
from tests.a_project import begin
from tests.a_risk import OPENED, WORDS
from tests.a_round import ARound, open_round
from tests.small_council import NOW, START, TODAY, SmallCouncil

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
YEAR = date(2026, 4, 1)
K = 100_000  # pence in £1,000
EARLY = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class AMixedRound:
    """P1 of a manager, R1 of an owner's post and line 1001 of the head of service, beside W1 of a data provider."""

    round: ARound
    project: Project
    risk: Risk
    line: BudgetLine
    manager: Actor
    owner: Actor
    partner: Actor
    member: Actor

    @property
    def council(self) -> SmallCouncil:
        return self.round.council

    def item(self, kind: str) -> DueItem:
        """The item of a kind: return, project, risk or budget."""
        return next(item for item in DueItem.objects.all() if item.kind == kind)

    def update(self, overall: str = "on-track", at: datetime = NOW, **said: str) -> ProjectUpdate:
        given = {"commentary": "The contractor left."} | said
        return project_updates.report(
            by=self.manager, at=at, project=self.project, starts=Q1[0], ends=Q1[1], overall=overall,
            **given,  # type: ignore[arg-type]
        )  # fmt: skip

    def review(self, note: str = "Two drivers start in August.", at: datetime = NOW) -> None:
        risk_scores.review(by=self.owner, at=at, risk=self.risk, reviewed_on=TODAY, note=note)

    def explain_budget(self, words: str = "Two lorries were hired.", at: datetime = NOW) -> None:
        finance.explain(by=self.round.head, at=at, line=self.line, ends=Q1[1], explanation=words)

    def hand_in(self) -> None:
        """Everybody hands in what is theirs."""
        self.round.submit()
        self.update()
        self.review()
        self.explain_budget()

    def explain_project(self) -> ExceptionReport:
        """The manager writes the exception report on the project."""
        exception = ExceptionReport.objects.get(item=self.item("project"))
        headings = self.round.paper.round.framework.document["exceptions"]["sections"]
        exceptions.write(
            by=self.manager,
            at=NOW,
            exception=exception,
            sections={heading: f"{heading}: the frame is late." for heading in headings},
            on_track_by=date(2026, 12, 31),
            promises=[Promise("Order the frame again", self.manager.signed_in.person, date(2026, 9, 30))],
        )
        return exception


def open_mixed() -> AMixedRound:
    """A live project in the plan, a scored risk of a post and a budget line; the round is opened over all of them."""
    begun = begin()
    council, by = begun.council, begun.council.by
    links.link(by=by, at=NOW, serves=council.aim, project=begun.project, starts=START)
    post = organisation.add_post(by=by, at=NOW, title="Fleet Manager", service=council.service, directorate=None)
    owner = council.person_with("measure_owner", "olive@anytown.example", measure=council.measure)
    organisation.fill_post(by=by, at=NOW, post=post, person=owner.signed_in.person, starts=START)
    officer = council.person_with("risk_officer", "rhona@anytown.example")
    said: risks.Statement = {**WORDS, "level": "corporate", "body": council.body, "owner": post}  # type: ignore[typeddict-item]
    risk = risks.add(by=officer, at=NOW, ref="R1", opened_on=OPENED, **said)
    risk_scores.assess(
        by=officer, at=EARLY, risk=risk, aspect="current", likelihood=4, impacts={"Services": 4}, assessed_on=OPENED,
        reason="First score.",
    )  # fmt: skip
    partner = council.person_with("finance_partner", "fay@anytown.example")
    line = finance.add_line(
        by=partner, at=NOW, code="1001", title="Crews", service=council.service, effective_from=YEAR
    )
    finance.change_budget(by=partner, at=NOW, line=line, kind="original", amount=1_000 * K, day=YEAR)
    finance.record_position(by=partner, at=NOW, line=line, ends=Q1[1], forecast=1_200 * K)
    a_round = open_round(council)
    return AMixedRound(
        round=a_round,
        project=begun.project,
        risk=risk,
        line=line,
        manager=actor_for(begun.manager.signed_in, TODAY),
        owner=owner,
        partner=partner,
        member=council.person_with("member", "mo@anytown.example", body=council.body),
    )
