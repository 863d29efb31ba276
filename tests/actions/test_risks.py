"""Risks are appended to, never overwritten; each step is taken by somebody who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import risk_scores, risks
from goldenthread.models import AuditEntry, RiskAnswer, RiskAssessment, RiskMove, RiskReview, RiskStatement
from goldenthread.reports import risk_records
from goldenthread.rules.refusals import Refusal
from tests.a_risk import OPENED, WORDS, ARisk, a_risk
from tests.small_council import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.past_the_door]


@pytest.fixture
def r1() -> ARisk:
    return a_risk()


def test_a_reference_is_never_used_again(r1: ARisk) -> None:
    risks.archive(by=r1.officer, at=NOW, risk=r1.risk, effective_from=TODAY, reason="Rounds are crewed again.")
    with pytest.raises(Refusal, match="R1 is taken, and references are never used again"):
        risks.add(by=r1.officer, at=NOW, ref="r1", opened_on=OPENED, level="corporate", **WORDS)  # type: ignore[arg-type]


def test_every_change_of_words_keeps_the_earlier_ones(r1: ARisk) -> None:
    risks.restate(by=r1.officer, at=NOW, risk=r1.risk, reason="The cause is clearer.", cause="Pay is 6% lower here")
    causes = RiskStatement.objects.order_by("number").values_list("cause", flat=True)
    assert list(causes) == [WORDS["cause"], "Pay is 6% lower here"]
    assert RiskStatement.objects.current().get().event == WORDS["event"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cause": " "}, "Write the cause of the risk"),
        ({"category": "weather"}, "“weather” is not a category"),
        ({"response": "exploit"}, "Choose one of: tolerate, treat, transfer, terminate"),
        ({"level": "service"}, "propose the move first"),
    ],
)
def test_a_statement_that_does_not_hold_is_refused(r1: ARisk, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        risks.restate(by=r1.officer, at=NOW, risk=r1.risk, reason="Why not.", **changes)  # type: ignore[arg-type]


def test_an_operational_risk_needs_its_service(r1: ARisk) -> None:
    with pytest.raises(Refusal, match="part of that service's plan"):
        risks.add(by=r1.officer, at=NOW, ref="R2", opened_on=OPENED, level="service", **WORDS)  # type: ignore[arg-type]


def test_a_head_of_service_manages_the_risks_of_that_service_alone(r1: ARisk) -> None:
    head = r1.council.person_with("head_of_service", "hal@anytown.example", service=r1.council.service)
    service = r1.council.service
    risks.add(by=head, at=NOW, ref="W-R1", opened_on=OPENED, level="service", service=service, **WORDS)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"Who can: .*risk officer"):
        risks.add(by=head, at=NOW, ref="C2", opened_on=OPENED, level="corporate", **WORDS)  # type: ignore[arg-type]


def test_the_holder_of_the_owning_post_may_review_and_others_may_not(r1: ARisk) -> None:
    r1.score(3, 3)
    risk_scores.review(by=r1.owner, at=NOW, risk=r1.risk, reviewed_on=TODAY, note="No change.")
    other = r1.council.person_with("data_provider", "dee@anytown.example", service=r1.council.service)
    with pytest.raises(Refusal, match="You cannot assess and review risks"):
        risk_scores.review(by=other, at=NOW, risk=r1.risk, reviewed_on=TODAY, note="No change.")


def test_the_band_says_when_the_next_review_is_and_a_later_day_is_refused(r1: ARisk) -> None:
    r1.score(4, 4)
    reviewed = risk_scores.review(by=r1.owner, at=NOW, risk=r1.risk, reviewed_on=TODAY, note="Agency drivers start.")
    assert reviewed.next_review == date(2026, 10, 8)
    with pytest.raises(Refusal, match="A High risk is reviewed every 3 months"):
        risk_scores.review(
            by=r1.owner, at=NOW, risk=r1.risk, reviewed_on=TODAY, note="Later.", next_review=date(2026, 12, 1)
        )
    assert RiskReview.objects.count() == 1


def test_impact_is_the_highest_of_its_dimensions(r1: ARisk) -> None:
    scored = risk_scores.assess(
        by=r1.officer,
        at=NOW,
        risk=r1.risk,
        aspect="inherent",
        likelihood=3,
        impacts={"Services": 2, "Money": 4, "People": 1},
        assessed_on=TODAY,
        reason="",
    )
    assert (scored.impact, scored.score, scored.band) == (4, 12, "High")
    with pytest.raises(Refusal, match="“Weather” is not a dimension of impact"):
        risk_scores.assess(
            by=r1.officer, at=NOW, risk=r1.risk, aspect="target", likelihood=1, impacts={"Weather": 1},
            assessed_on=TODAY, reason="",
        )  # fmt: skip


def test_a_second_score_needs_a_reason(r1: ARisk) -> None:
    r1.score(3, 3)
    with pytest.raises(Refusal, match="Say why the score changes"):
        risk_scores.assess(
            by=r1.officer, at=NOW, risk=r1.risk, aspect="current", likelihood=2, impacts={"Services": 3},
            assessed_on=TODAY, reason=" ",
        )  # fmt: skip


# Proposed and agreed --------------------------------------------------------------------------------------------------


def test_a_refused_reduction_leaves_the_score_that_was_agreed(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    lower = r1.score(2, 2)
    refused = risk_scores.refuse(
        by=r1.clerk, at=NOW, proposal=lower, decision=r1.decide("RESOLVED: that the risk stay at 9."), note="Too soon."
    )
    assert (refused.outcome, refused.agreed.score) == ("refused", 9)
    record = risk_records.one(reader=r1.officer, ref="R1")
    official = record.official()
    assert official is not None
    assert official.cell.score == 9
    assert record.pending is None
    assert RiskAssessment.objects.filter(pk=lower.pk).exists()


def test_a_body_may_set_a_score_of_its_own(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    lower = r1.score(2, 2)
    answer = risk_scores.refuse(
        by=r1.clerk, at=NOW, proposal=lower, decision=r1.decide(), levels=(3, 4), note="It is growing."
    )
    assert answer.agreed.score == 12
    assert answer.agreed.reason == "Set by decision ENV/2."


def test_the_proposal_waits_for_the_body_while_the_agreed_score_stands(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    r1.score(4, 4)
    record = risk_records.one(reader=r1.officer, ref="R1")
    official = record.official()
    assert official is not None
    assert official.cell.score == 9
    assert record.pending is not None
    assert record.pending.cell.score == 16


def test_only_whoever_records_outcomes_answers_and_only_for_the_body_that_owns_it(r1: ARisk) -> None:
    proposal = r1.score(3, 3)
    with pytest.raises(Refusal, match="record what bodies decided"):
        risk_scores.agree(by=r1.officer, at=NOW, proposal=proposal, decision=r1.decide())
    risks.restate(by=r1.officer, at=NOW, risk=r1.risk, reason="Not theirs.", body=None)
    with pytest.raises(Refusal, match="belongs to another committee"):
        risk_scores.agree(by=r1.clerk, at=NOW, proposal=proposal, decision=r1.decide())
    assert not RiskAnswer.objects.exists()


def test_an_answer_is_given_once_and_to_the_newest_proposal(r1: ARisk) -> None:
    first, second = r1.score(3, 3), r1.score(2, 3)
    with pytest.raises(Refusal, match="another score since"):
        r1.agree(first)
    r1.agree(second)
    with pytest.raises(Refusal, match="answered already"):
        r1.agree(second)


# Moving and ending ----------------------------------------------------------------------------------------------------


def test_a_move_takes_effect_when_it_is_accepted(r1: ARisk) -> None:
    head = r1.council.person_with("head_of_service", "hal@anytown.example", service=r1.council.service)
    risk = risks.add(
        by=head, at=NOW, ref="W-R1", opened_on=OPENED, level="service", service=r1.council.service, **WORDS  # type: ignore[arg-type]
    )  # fmt: skip
    move = risks.propose_move(by=head, at=NOW, risk=risk, to_level="corporate", reason="It reaches every service.")
    assert risks.statement_of(risk).level == "service"
    with pytest.raises(Refusal, match="answer escalations"):
        risks.answer_move(by=head, at=NOW, move=move, accepted=True, reason="Yes.")
    risks.answer_move(by=r1.officer, at=NOW, move=move, accepted=True, reason="Agreed by the Leadership Team.")
    assert risks.statement_of(risk).level == "corporate"
    assert RiskMove.objects.get().from_level == "service"


def test_a_declined_move_leaves_the_risk_where_it_is(r1: ARisk) -> None:
    with pytest.raises(Refusal, match="names no partnership to go to"):
        risks.propose_move(by=r1.owner, at=NOW, risk=r1.risk, to_level="partnership", reason="It is shared.")
    risks.restate(by=r1.officer, at=NOW, risk=r1.risk, reason="It is shared.", register="Waste Partnership")
    move = risks.propose_move(by=r1.owner, at=NOW, risk=r1.risk, to_level="partnership", reason="It is shared.")
    with pytest.raises(Refusal, match="proposed already"):
        risks.propose_move(by=r1.owner, at=NOW, risk=r1.risk, to_level="partnership", reason="Again.")
    risks.answer_move(by=r1.officer, at=NOW, move=move, accepted=False, reason="We run the rounds ourselves.")
    assert risks.statement_of(r1.risk).level == "corporate"


def test_an_archived_risk_can_be_read_and_not_changed_until_it_is_reopened(r1: ARisk) -> None:
    risks.archive(by=r1.officer, at=NOW, risk=r1.risk, effective_from=TODAY, reason="Rounds are crewed again.")
    with pytest.raises(Refusal, match="archived since 8 July 2026"):
        r1.score(1, 1)
    risks.reopen(by=r1.officer, at=NOW + timedelta(hours=1), risk=r1.risk, effective_from=TODAY, reason="It is back.")
    assert r1.score(1, 1).score == 1


def test_archiving_needs_a_reason(r1: ARisk) -> None:
    with pytest.raises(Refusal, match="Say why the risk is archived"):
        risks.archive(by=r1.officer, at=NOW, risk=r1.risk, effective_from=TODAY, reason="")


def test_what_was_known_then_can_be_seen_again(r1: ARisk) -> None:
    r1.score(3, 3, at=NOW - timedelta(days=60))
    r1.score(4, 3, at=NOW)
    then = risk_records.one(reader=r1.officer, ref="R1", known_at=NOW - timedelta(days=30)).official()
    assert then is not None
    assert then.cell.score == 9


def test_an_action_keeps_its_first_date_and_a_new_one_needs_words(r1: ARisk) -> None:
    action = risk_scores.plan_action(
        by=r1.owner, at=NOW, risk=r1.risk, text="Train six drivers", owner=r1.post, due=date(2026, 9, 30)
    )
    with pytest.raises(Refusal, match="Say why the date changes"):
        risk_scores.update_action(by=r1.owner, at=NOW, action=action, due=date(2026, 12, 31))
    risk_scores.update_action(by=r1.owner, at=NOW, action=action, due=date(2026, 12, 31), note="Tests are late.")
    action.refresh_from_db()
    assert action.due == date(2026, 9, 30)


def test_every_step_leaves_its_trace_without_its_words(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    entries = AuditEntry.objects.filter(action__startswith="risks.").values_list("action", flat=True)
    assert set(entries) == {"risks.add", "risks.assess", "risks.agree"}
    assert "drivers" not in str(list(AuditEntry.objects.values_list("fields", flat=True)))


# Links that end -------------------------------------------------------------------------------------------------------


def test_a_link_to_the_plan_ends_on_a_day_and_can_be_made_again(r1: ARisk) -> None:
    aim = r1.council.aim
    link = risks.bear_on(by=r1.officer, at=NOW, risk=r1.risk, element=aim, starts=OPENED)
    later = NOW + timedelta(days=1)
    ended = risks.stop_bearing_on(by=r1.officer, at=later, link=link, last_day=TODAY, reason="It is another aim's.")
    assert (ended.ends, ended.reason) == (TODAY, "It is another aim's.")
    risks.bear_on(by=r1.officer, at=later, risk=r1.risk, element=aim, starts=TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="already linked"):
        risks.bear_on(by=r1.officer, at=later, risk=r1.risk, element=aim, starts=TODAY)


def test_a_link_that_was_a_mistake_is_only_closed(r1: ARisk) -> None:
    link = risks.bear_on(by=r1.officer, at=NOW, risk=r1.risk, element=r1.council.aim, starts=TODAY)
    day = TODAY - timedelta(days=1)
    risks.stop_bearing_on(by=r1.officer, at=NOW, link=link, last_day=day, reason="A slip.")
    assert not r1.risk.bears_on.current().exists()


def test_a_measure_stops_showing_a_risk(r1: ARisk) -> None:
    indicator = risks.watch(by=r1.officer, at=NOW, risk=r1.risk, measure=r1.council.measure)
    risks.stop_watching(by=r1.officer, at=NOW, indicator=indicator)
    assert not r1.risk.indicators.current().exists()
    assert r1.risk.indicators.count() == 1
