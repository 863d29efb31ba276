"""What the demo council's committees did: outcomes, a referral, and something tracked in every state."""

from __future__ import annotations

import pytest

from goldenthread.access import actor_for
from goldenthread.demo.world import email
from goldenthread.models import AgendaItem, MeasureProposal, Outcome, Referral, TrackedItem, User
from goldenthread.reports.tracked import Filters, tracker
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")


def test_every_item_of_a_past_meeting_has_its_outcome() -> None:
    past = Outcome.objects.filter(item__meeting__day__lte=TODAY)
    assert past.count() >= 6
    assert not past.filter(state="listed").exists()
    assert {"resolved", "recommended", "closed"} <= set(past.values_list("state", flat=True))


def test_a_committee_without_an_executive_has_no_call_in() -> None:
    assert not Outcome.objects.exclude(awaits={}).exists()
    assert not Outcome.objects.filter(versions__call_in=True).exists()


def test_what_one_committee_recommended_stands_on_the_next_ones_agenda() -> None:
    referral = Referral.objects.get()
    assert referral.to_item.meeting.day > TODAY
    assert referral.to_item.meeting.body != referral.outcome.item.meeting.body


def test_one_item_was_late_with_the_chairs_reason() -> None:
    assert AgendaItem.objects.exclude(late_reason="").count() == 1


def test_something_is_tracked_in_every_state() -> None:
    page = tracker(
        reader=actor_for(User.objects.get(email=email("Rosalind Keane")), on=TODAY), on=TODAY, filters=Filters()
    )
    assert {code for code, _, number in page.counts if number} == {"overdue", "asked", "answered", "closed"}
    assert page.lines[0].overdue
    assert {"recommendation", "detail", "deep_dive", "nomination", "action"} == set(
        TrackedItem.objects.values_list("kind", flat=True)
    )


def test_a_target_was_refused_and_another_change_waits() -> None:
    assert MeasureProposal.objects.filter(answer__outcome="refused").count() == 1
    assert MeasureProposal.objects.filter(answer=None).count() == 1
