"""Agendas, outcomes, referrals, proposed changes and the tracker, at the door for writes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.actions import governance, measure_proposals, outcomes, referrals, tracked
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.outcomes import Said
from goldenthread.models import AuditEntry, Decision, MeasureProposal, Outcome
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, TODAY
from tests.two_bodies import SCRUTINY_DAY, TITLE, VERBATIM, TwoBodies, begin


@pytest.fixture
def two(db: None) -> TwoBodies:
    return begin()


def _propose(two: TwoBodies, starts: date = date(2026, 7, 1), ends: date = date(2026, 9, 30)) -> MeasureProposal:
    wanted = PeriodTarget(starts, ends, target=Decimal(55))
    return measure_proposals.propose_target(
        by=two.council.by, at=NOW, measure=two.council.measure, target=wanted, reason="Crews are complete."
    )


# The agenda -----------------------------------------------------------------------------------------------------------


def test_two_items_of_a_meeting_never_have_the_same_number(two: TwoBodies) -> None:
    two.item(two.first, "7")
    with pytest.raises(Refusal, match="already has an item 7"):
        two.item(two.first, "7")


def test_a_withdrawn_item_gives_its_number_back(two: TwoBodies) -> None:
    outcomes.withdraw_item(by=two.clerk, at=NOW, item=two.item(two.first, "7"))
    assert two.item(two.first, "7").number == "7"


def test_a_considered_item_keeps_its_words(two: TwoBodies) -> None:
    item = two.item(two.first)
    two.decide(item, "resolve", Said("That it be noted."))
    with pytest.raises(Refusal, match="no longer change"):
        outcomes.change_item(by=two.clerk, at=NOW, item=item, title="Another")


# Outcomes -------------------------------------------------------------------------------------------------------------


def test_nothing_is_recorded_of_a_meeting_to_come(two: TwoBodies) -> None:
    later = governance.add_meeting(by=two.council.by, at=NOW, body=two.scrutiny, day=TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="record what came of it after that"):
        two.decide(two.item(later), "resolve", Said("Noted."))


def test_a_resolution_is_a_decision_with_its_minute(two: TwoBodies) -> None:
    two.decide(two.item(two.first, "7"), "resolve", Said("That it be noted."), Said("That it return."))
    made = Decision.objects.get()
    assert (made.body, made.day, made.minute) == (two.scrutiny, SCRUTINY_DAY, "OSC/7")
    assert made.text == "That it be noted. That it return."


def test_comments_alone_are_no_decision(two: TwoBodies) -> None:
    outcome = two.decide(two.item(two.first), "consider")
    assert (outcome.state, outcome.decision) == ("considered", None)


def test_comments_may_be_followed_by_a_resolution(two: TwoBodies) -> None:
    item = two.item(two.first)
    two.decide(item, "consider")
    assert two.decide(item, "resolve", Said("That it be noted.")).state == "resolved"


def test_a_deferred_item_is_considered_again(two: TwoBodies) -> None:
    item = two.item(two.first)
    two.decide(item, "defer")
    assert two.decide(item, "resolve", Said("That it be noted.")).state == "resolved"
    assert [event.verb for event in item.outcome.events.all()] == ["consider", "defer", "consider", "resolve"]


def test_a_recommendation_names_its_body(two: TwoBodies) -> None:
    with pytest.raises(Refusal, match="Say to which body"):
        two.decide(two.item(two.first), "recommend", Said("That it be approved."))


def test_a_text_is_kept_to_the_letter(two: TwoBodies) -> None:
    outcome = two.recommend(two.second, two.full, text=VERBATIM.replace("\n", "\r\n"))
    assert outcome.versions.get().texts.get(to=two.full).text == VERBATIM


def test_only_the_executive_can_be_called_in(two: TwoBodies) -> None:
    item = two.item(two.first)
    outcome = two.decide(item, "resolve", Said("That it be noted."))
    with pytest.raises(Refusal, match="only decisions of the executive can"):
        outcomes.call_in(by=two.clerk, at=NOW, outcome=outcome, reason="Three members.")


def test_a_decision_is_not_called_in_after_it_took_effect(two: TwoBodies) -> None:
    outcome = two.decide(two.item(two.second), "resolve", Said("Approved."), published_on=date(2026, 6, 23))
    with pytest.raises(Refusal, match="It took effect on 30 June 2026"):
        outcomes.call_in(by=two.clerk, at=NOW, outcome=outcome, reason="Three members.")


def test_nothing_takes_effect_before_it_is_published(two: TwoBodies) -> None:
    outcome = two.decide(two.item(two.second), "resolve", Said("Approved."), approves=(_propose(two),))
    with pytest.raises(Refusal, match="Say first when the decision was published"):
        outcomes.take_effect(by=two.clerk, at=NOW, outcome=outcome)


def test_minutes_are_confirmed_by_the_same_body_and_later(two: TwoBodies) -> None:
    two.decide(two.item(two.first), "resolve", Said("That it be noted."))
    with pytest.raises(Refusal, match="later meeting of the same body"):
        outcomes.confirm(by=two.clerk, at=NOW, meeting=two.first, confirmed_at=two.second)


def test_every_step_leaves_its_trace(two: TwoBodies) -> None:
    two.decide(two.item(two.first), "resolve", Said("That it be noted."))
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"outcomes.add_item", "outcomes.record", "decisions.record"} <= done


# Referrals ------------------------------------------------------------------------------------------------------------


def test_what_was_only_resolved_goes_nowhere(two: TwoBodies) -> None:
    outcome = two.decide(two.item(two.first), "resolve", Said("That it be noted."))
    with pytest.raises(Refusal, match="Only what was recommended or referred"):
        two.refer(outcome, two.second)


def test_a_recommendation_goes_to_the_body_it_names(two: TwoBodies) -> None:
    outcome = two.recommend(two.first, two.cabinet)
    with pytest.raises(Refusal, match="recommended to another body"):
        two.refer(outcome, two.third)


def test_a_referral_makes_an_item_with_its_own_number_and_the_same_subject(two: TwoBodies) -> None:
    item = two.refer(two.recommend(two.first, two.cabinet), two.second, "7d").to_item
    assert (item.number, item.title, item.outcome.state) == ("7d", TITLE, "listed")


def test_the_same_referral_joins_an_item_once(two: TwoBodies) -> None:
    outcome = two.recommend(two.first, two.cabinet)
    item = two.refer(outcome, two.second).to_item
    with pytest.raises(Refusal, match="referred there already"):
        referrals.join(by=two.clerk, at=NOW, outcome=outcome, item=item)


# Changes to measures --------------------------------------------------------------------------------------------------


def test_another_committee_cannot_change_a_measures_target(two: TwoBodies) -> None:
    with pytest.raises(Refusal, match="W1 belongs to another body"):
        two.decide(two.item(two.first), "resolve", Said("Approved."), approves=(_propose(two),))
    assert not Outcome.objects.filter(state="resolved").exists(), "nothing of it is kept"


def test_a_target_is_never_changed_after_its_period(two: TwoBodies) -> None:
    proposal = _propose(two, date(2026, 4, 1), date(2026, 6, 30))
    with pytest.raises(Refusal, match="never changed after its period"):
        two.decide(two.item(two.third), "resolve", Said("Approved."), approves=(proposal,))


def test_council_retires_a_measure_from_the_decision_on(two: TwoBodies) -> None:
    proposal = measure_proposals.propose_retirement(
        by=two.council.by,
        at=NOW,
        measure=two.council.measure,
        effective_from=date(2026, 4, 1),
        reason="No longer ours.",
    )
    two.decide(two.item(two.third), "resolve", Said("Approved."), approves=(proposal,))
    standing = two.council.measure.standings.current().last()
    assert standing is not None
    assert (standing.state, standing.effective_from) == ("retired", date(2026, 7, 7))


def test_other_words_hold_from_the_decision(two: TwoBodies) -> None:
    proposal = measure_proposals.propose_words(
        by=two.council.by, at=NOW, measure=two.council.measure, effective_from=TODAY, reason="Plainer.",
        title="Waste we recycle",
    )  # fmt: skip
    two.decide(two.item(two.third), "resolve", Said("Approved."), approves=(proposal,))
    newest = two.council.measure.definitions.current().last()
    assert newest is not None
    assert newest.title == "Waste we recycle"


def test_the_same_change_is_not_proposed_twice(two: TwoBodies) -> None:
    _propose(two)
    with pytest.raises(Refusal, match="already waiting"):
        _propose(two)


def test_a_withdrawn_change_can_no_longer_be_approved(two: TwoBodies) -> None:
    proposal = _propose(two)
    measure_proposals.withdraw(by=two.council.by, at=NOW, proposal=proposal, reason="A mistake.")
    with pytest.raises(Refusal, match="already been decided or taken back"):
        two.decide(two.item(two.third), "resolve", Said("Approved."), approves=(proposal,))


# The tracker ----------------------------------------------------------------------------------------------------------


def test_a_member_asks_only_for_their_own_body(two: TwoBodies) -> None:
    member = two.council.person_with("member", "moe@anytown.example", body=two.scrutiny)
    owner = two.clerk.signed_in.person
    tracked.ask(by=member, at=NOW, kind="detail", text="How many?", body=two.scrutiny, owner=owner)
    with pytest.raises(Refusal, match="for this one"):
        tracked.ask(by=member, at=NOW, kind="detail", text="How many?", body=two.cabinet, owner=owner)


def test_nothing_is_due_before_it_is_asked(two: TwoBodies) -> None:
    with pytest.raises(Refusal, match="before it was asked for"):
        tracked.ask(
            by=two.clerk, at=NOW, kind="detail", text="How many?", body=two.scrutiny,
            owner=two.clerk.signed_in.person, due=TODAY - timedelta(days=1),
        )  # fmt: skip


def test_a_nomination_names_its_project(two: TwoBodies) -> None:
    with pytest.raises(Refusal, match="Choose the project"):
        tracked.ask(
            by=two.clerk, at=NOW, kind="nomination", text="In detail", body=two.scrutiny,
            owner=two.clerk.signed_in.person,
        )  # fmt: skip
