"""The demo council's registers have a history: movement, refusals, an escalation, an archive, an issue, late ones."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.access import Actor, actor_for
from goldenthread.demo.world import email
from goldenthread.models import Risk, RiskAnswer, RiskAssessment, RiskMoveAnswer, RiskReview, User
from goldenthread.reports.risk_maps import heat_maps
from goldenthread.reports.risks import RiskLine, risk_lines
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")


def _somebody(name: str) -> Actor:
    return actor_for(User.objects.get(email=email(name)), on=TODAY)


def _lines(name: str = "Colin Braithwaite") -> dict[str, RiskLine]:
    return {line.ref: line for line in risk_lines(reader=_somebody(name), on=TODAY)}


def test_risks_and_opportunities_are_in_every_register_and_service() -> None:
    lines = _lines().values()
    assert Risk.objects.count() == 33
    assert Counter(line.kind for line in lines)["opportunity"] == 4
    assert {line.level for line in lines} == {"corporate", "service", "project", "partnership"}
    assert len({line.service_id for line in lines if line.service_id}) == 12
    assert RiskReview.objects.count() > 50
    assert RiskAssessment.objects.filter(aspect="current").count() > 45


def test_some_risks_moved_since_the_last_round_either_way() -> None:
    codes = Counter(line.movement.code for line in _lines().values() if line.movement)
    assert codes["improved"] >= 3
    assert codes["declined"] >= 1
    assert codes["unchanged"] >= 10


def test_what_a_committee_agreed_after_the_last_paper_has_moved_and_the_next_paper_says_so() -> None:
    moved = _lines()["C01"].movement
    assert moved is not None
    assert moved.sentence == "From 16 to 12 since the last round (Q1 2026/27)."


def test_a_committee_kept_a_score_that_officers_wanted_to_lower() -> None:
    refused = RiskAnswer.objects.filter(outcome="refused").select_related("proposal__risk", "agreed")
    assert {(one.proposal.risk.ref, one.proposal.score, one.agreed.score) for one in refused} == {
        ("C02", 8, 12),
        ("C09", 6, 9),
    }
    now = _lines()["C02"].now
    assert now is not None
    assert now.text == "12"


def test_one_was_escalated_one_archived_and_one_happened() -> None:
    lines = _lines()
    assert RiskMoveAnswer.objects.get().accepted
    assert lines["PLN-R1"].level == "corporate"
    assert {ref for ref, line in lines.items() if line.state == "archived"} == {"HSG-R2"}
    assert {ref for ref, line in lines.items() if line.state == "issue"} == {"CUS-R1"}


def test_several_reviews_are_overdue_and_some_risks_are_above_appetite() -> None:
    lines = _lines().values()
    assert 3 <= sum(line.overdue for line in lines) <= 12
    assert 3 <= sum(line.above_appetite for line in lines) <= 12


def test_members_see_no_operational_risk_and_the_map_counts_what_they_see() -> None:
    lines = _lines("Margaret Hollis")
    assert "C01" in lines
    assert not any(line.level == "service" for line in lines.values())
    threats, *_ = heat_maps(reader=_somebody("Margaret Hollis"), on=TODAY)
    counted = sum(cell.now for _, cells in threats.rows for cell in cells)
    assert counted == sum(line.kind == "threat" and line.state == "open" for line in lines.values())
