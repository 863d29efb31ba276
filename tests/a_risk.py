"""A small council with a corporate risk that a committee owns, and the people around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from goldenthread.access import Actor
from goldenthread.actions import organisation, risk_scores, risks
from goldenthread.models import Body, Decision, Post, Risk, RiskAnswer, RiskAssessment
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

WORDS = {
    "title": "Not enough drivers",
    "cause": "Neighbouring firms pay drivers more",
    "event": "we cannot crew every round",
    "consequence": "bins are missed and people stop recycling",
    "category": "service-delivery",
    "response": "treat",
}
OPENED = date(2026, 4, 1)


@dataclass
class ARisk:
    """The council; `officer` keeps the registers, `clerk` records what committees decide, `owner` holds the post."""

    council: SmallCouncil
    officer: Actor
    clerk: Actor
    owner: Actor
    post: Post
    risk: Risk
    _minutes: int = field(default=0)

    def score(
        self, likelihood: int, impact: int, aspect: str = "current", at: datetime = NOW, day: date = TODAY
    ) -> RiskAssessment:
        """Officers score the risk."""
        return risk_scores.assess(
            by=self.officer,
            at=at,
            risk=self.risk,
            aspect=aspect,
            likelihood=likelihood,
            impacts={"Services": impact},
            assessed_on=day,
            reason="Two drivers left.",
        )

    def decide(self, text: str = "RESOLVED: that the score be agreed.", body: Body | None = None) -> Decision:
        """The committee decides something today."""
        self._minutes += 1
        return Decision.objects.create(
            body=body or self.council.body,
            day=TODAY,
            minute=f"ENV/{self._minutes}",
            text=text,
            recorded_at=NOW,
            recorded_by=self.clerk.signed_in,
        )

    def agree(self, proposal: RiskAssessment, at: datetime = NOW) -> RiskAnswer:
        """The committee agrees a score."""
        return risk_scores.agree(by=self.clerk, at=at, proposal=proposal, decision=self.decide())


def a_risk(**statement: object) -> ARisk:
    """A corporate threat, ref R1, that the committee owns; with no score yet."""
    council = build()
    post = organisation.add_post(
        by=council.by, at=NOW, title="Head of Waste", service=council.service, directorate=None, is_senior=True
    )
    owner = council.person_with("measure_owner", "olive@anytown.example", measure=council.measure)
    organisation.fill_post(by=council.by, at=NOW, post=post, person=owner.signed_in.person, starts=START)
    officer = council.person_with("risk_officer", "rhona@anytown.example")
    words = WORDS | {"level": "corporate", "body": council.body, "owner": post} | statement
    risk = risks.add(by=officer, at=NOW - timedelta(days=98), ref="R1", opened_on=OPENED, **words)  # type: ignore[arg-type]
    clerk = council.person_with("committee_clerk", "cleo@anytown.example", body=council.body)
    return ARisk(council, officer, clerk, owner, post, risk)
